"""OpenAIAccount: an account and what lies below it, in the order that Azure needs."""

from typing import Iterator, Optional

import pulumi
from pulumi_azure_native import authorization, cognitiveservices

from azure_openai_catalog import networking, today

from .access_keys import primary_key
from .bodies import identity, network_rule_set
from .checks.accounts import account_problems
from .checks.problems import Problem
from .checks.quota import holdings, quota_problems
from .children import AccountChildren
from .encryption import AccountEncryption
from .lock import lock_scope
from .naming import resource_id, unique_name
from .options import part_of
from .outputs import after, by_key
from .retry import ACCOUNT_BUSY, retry_on
from .settings.account import AccountKind, ManagedIdentities, OpenAIAccountArgs, PublicNetworkAccess
from .settings.firewall import NetworkAcls
from .validation import type_token, validated


class OpenAIAccount(pulumi.ComponentResource):
    """An Azure OpenAI account with blocklists, content filters and model deployments.

    Private, keyless and filtered unless the settings say otherwise. Azure takes one write per account at a time, so
    every child waits for all earlier ones; deletes follow the same order backwards.
    """

    account_name: pulumi.Output[str]
    """Name of the account, which is its subdomain too."""

    account_resource_id: pulumi.Output[str]
    """Resource id of the account; known at preview."""

    endpoint: pulumi.Output[str]
    """Endpoint for the dated API, for example `https://<account>.openai.azure.com/`."""

    v1_endpoint: pulumi.Output[str]
    """Base URL for the v1 API; what the plain `openai` client takes as `base_url`."""

    principal_id: pulumi.Output[Optional[str]]
    """Object id of the system-assigned identity, if there is one."""

    primary_key: pulumi.Output[Optional[str]]
    """Primary access key, a secret; None while keys are off or where `access_key_secret` receives it."""

    deployments: pulumi.Output[dict[str, dict[str, str]]]
    """By key: name, model, version, sku, capacity, tokens_per_minute and requests_per_minute (what the capacity buys,
    `not known` where the catalogue cannot tell), content_filter and retirement_date of each deployment."""

    customer_managed_key_step: pulumi.Output[Optional[str]]
    """How far encryption with a key of one's own is; None where Microsoft's key encrypts the account. With a
    system-assigned identity it takes two runs."""

    def __init__(self, name: str, args: OpenAIAccountArgs, opts: Optional[pulumi.ResourceOptions] = None):
        settings = validated("OpenAIAccount", name, opts, args, OpenAIAccountArgs, lambda given: _problems(name, given))
        super().__init__(type_token("OpenAIAccount"), name, {}, opts)
        self._settings = settings
        self._retry = retry_on(ACCOUNT_BUSY, self)
        location, kind = settings.location or "", settings.kind or AccountKind.OpenAI
        client = authorization.get_client_config_output(opts=pulumi.InvokeOptions(parent=self))
        group = pulumi.Output.from_input(settings.resource_group_name)
        place = pulumi.Output.all(client.subscription_id, group)
        self._account_name = place.apply(lambda p: _account_name(settings, name, p[0], p[1]))
        self._subdomain = self._account_name.apply(lambda known: (settings.custom_subdomain_name or known).lower())
        encryption = AccountEncryption(self, name, settings, self._account_name)
        account = self._account(name, location, kind, encryption)
        encryption.account_is(account)
        self.account_name = after(self._account_name, account)
        children = AccountChildren(self, name, settings, account, self.account_name, self._retry)
        deployed = children.write()
        self.deployment_names = children.deployment_names
        """Names of the deployments by key, each with what it takes to wait for that deployment."""

        known_id = pulumi.Output.all(place, self._account_name).apply(
            lambda p: resource_id(*p[0], "Microsoft.CognitiveServices/accounts", p[1])
        )
        self.account_resource_id = after(known_id, account)
        lock_scope(self, name, settings.lock, self.account_resource_id, children.written)
        self.endpoint = after(self._subdomain, account).apply(networking.openai_endpoint)
        self.v1_endpoint = self.endpoint.apply(lambda url: f"{url}openai/v1/")
        self.principal_id = account.identity.apply(lambda identity: identity.principal_id if identity else None)
        self.primary_key = primary_key(self, name, settings, account)
        self.deployments = by_key(deployed)
        self.customer_managed_key_step = encryption.step
        self.register_outputs(
            {
                "account_name": self.account_name,
                "account_resource_id": self.account_resource_id,
                "endpoint": self.endpoint,
                "v1_endpoint": self.v1_endpoint,
                "principal_id": self.principal_id,
                "primary_key": self.primary_key,
                "deployments": self.deployments,
                "customer_managed_key_step": self.customer_managed_key_step,
            }
        )

    def _account(
        self, name: str, location: str, kind: AccountKind, encryption: AccountEncryption
    ) -> cognitiveservices.Account:
        settings = self._settings
        outbound = settings.restrict_outbound_network_access is not False
        hosts = sorted(host.lower() for host in settings.allowed_fqdn_list or [])
        return cognitiveservices.Account(
            name,
            resource_group_name=settings.resource_group_name,
            account_name=self._account_name,
            location=location,
            kind=kind.value,
            sku=cognitiveservices.SkuArgs(name="S0"),
            identity=identity(settings.managed_identities or ManagedIdentities(), encryption.identity_resource_ids),
            properties=cognitiveservices.AccountPropertiesArgs(
                # A Foundry resource holds projects; it can only when this is said.
                allow_project_management=True if kind is AccountKind.AIServices else None,
                custom_sub_domain_name=self._subdomain,
                encryption=encryption.property,
                public_network_access=(settings.public_network_access or PublicNetworkAccess.Disabled).value,
                network_acls=network_rule_set(settings.network_acls or NetworkAcls()),
                disable_local_auth=settings.disable_local_auth is not False,
                restrict_outbound_network_access=outbound,
                allowed_fqdn_list=hosts if outbound else None,
                dynamic_throttling_enabled=settings.dynamic_throttling_enabled,
                restore=settings.restore,
            ),
            tags=settings.tags,
            opts=part_of(
                self,
                hooks=self._retry,
                # Azure never changes it once it is set; azure-native would plan an update.
                replace_on_changes=["properties.customSubDomainName"],
                protect=settings.protect,
            ),
        )


def _problems(name: str, settings: OpenAIAccountArgs) -> Iterator[Problem]:
    if settings.location is None:
        yield Problem("location", "is required.", "Add it.")
    location, day = settings.location or "", today()
    yield from account_problems(settings, settings.name or name, location, day)
    yield from quota_problems(settings.quota, holdings(settings, "", location, day))


def _account_name(settings: OpenAIAccountArgs, name: str, subscription_id: str, group: str) -> str:
    if settings.account_name:
        return settings.account_name
    place = [subscription_id, group, settings.location or "", str(settings.generation or 1)]
    # An account with another subdomain is another account: it cannot have the name of the one that it replaces.
    if settings.custom_subdomain_name:
        place.append(settings.custom_subdomain_name)
    return unique_name(settings.name or name, *place)
