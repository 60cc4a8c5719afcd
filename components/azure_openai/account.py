"""OpenAIAccount: an account, its content filters and its model deployments, as one ordered chain."""

from typing import Any, Iterator, Optional

import pulumi
from pulumi_azure_native import authorization, cognitiveservices

from azure_openai_catalog import networking, today

from .bodies import deployment_properties, identity, rai_policy_properties
from .checks.accounts import account_problems
from .checks.problems import Problem
from .lock import lock_scope
from .naming import resource_id, unique_name
from .options import part_of
from .outputs import after
from .plan import content_filter_name, content_filters_in_use, summary
from .retry import ACCOUNT_BUSY, retry_on
from .settings.account import AccountKind, ManagedIdentities, OpenAIAccountArgs, PublicNetworkAccess
from .validation import type_token, validated


class OpenAIAccount(pulumi.ComponentResource):
    """An Azure OpenAI account with content filters and model deployments.

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

    deployments: pulumi.Output[dict[str, dict[str, str]]]
    """By key: name, model, version, sku, capacity, content_filter and retirement_date of each deployment."""

    def __init__(self, name: str, args: OpenAIAccountArgs, opts: Optional[pulumi.ResourceOptions] = None):
        settings = validated("OpenAIAccount", name, opts, args, OpenAIAccountArgs, lambda given: _problems(name, given))
        super().__init__(type_token("OpenAIAccount"), name, {}, opts)
        self._settings = settings
        self._retry = retry_on(ACCOUNT_BUSY, self, opts)
        location, kind = settings.location or "", settings.kind or AccountKind.OpenAI
        client = authorization.get_client_config_output(opts=pulumi.InvokeOptions(parent=self))
        group = pulumi.Output.from_input(settings.resource_group_name)
        place = pulumi.Output.all(client.subscription_id, group)
        base, generation = settings.name or name, str(settings.generation or 1)
        self._account_name = place.apply(lambda p: unique_name(base, p[0], p[1], location, generation))
        account = self._account(name, location, kind)
        self.account_name = after(self._account_name, account)
        children = self._content_filters(name, account)
        deployed = self._deployments(name, account, children)

        known_id = pulumi.Output.all(place, self._account_name).apply(
            lambda p: resource_id(*p[0], "Microsoft.CognitiveServices/accounts", p[1])
        )
        self.account_resource_id = after(known_id, account)
        lock_scope(self, name, settings.lock, self.account_resource_id, children)
        self.endpoint = self.account_name.apply(networking.openai_endpoint)
        self.v1_endpoint = self.endpoint.apply(lambda url: f"{url}openai/v1/")
        self.principal_id = account.identity.apply(lambda identity: identity.principal_id if identity else None)
        self.deployments = pulumi.Output.all(**deployed)
        self.register_outputs(
            {
                "account_name": self.account_name,
                "account_resource_id": self.account_resource_id,
                "endpoint": self.endpoint,
                "v1_endpoint": self.v1_endpoint,
                "principal_id": self.principal_id,
                "deployments": self.deployments,
            }
        )

    def _account(self, name: str, location: str, kind: AccountKind) -> cognitiveservices.Account:
        settings = self._settings
        outbound = settings.restrict_outbound_network_access is not False
        return cognitiveservices.Account(
            name,
            resource_group_name=settings.resource_group_name,
            account_name=self._account_name,
            location=location,
            kind=kind.value,
            sku=cognitiveservices.SkuArgs(name="S0"),
            identity=identity(settings.managed_identities or ManagedIdentities()),
            properties=cognitiveservices.AccountPropertiesArgs(
                custom_sub_domain_name=self._account_name,
                public_network_access=(settings.public_network_access or PublicNetworkAccess.Disabled).value,
                network_acls=cognitiveservices.NetworkRuleSetArgs(default_action="Deny"),
                disable_local_auth=settings.disable_local_auth is not False,
                restrict_outbound_network_access=outbound,
                allowed_fqdn_list=sorted(settings.allowed_fqdn_list or []) if outbound else None,
            ),
            tags=settings.tags,
            opts=part_of(self, hooks=self._retry),
        )

    def _content_filters(self, name: str, account: pulumi.Resource) -> list[pulumi.Resource]:
        """One raiPolicy a content filter, by key."""
        created: list[pulumi.Resource] = []
        for key, content_filter in sorted(content_filters_in_use(self._settings).items()):
            policy = cognitiveservices.RaiPolicy(
                f"{name}-{key}",
                resource_group_name=self._settings.resource_group_name,
                account_name=self.account_name,
                rai_policy_name=content_filter.name or key,
                properties=rai_policy_properties(content_filter),
                opts=part_of(self, depends_on=after([], account, *created), hooks=self._retry),
            )
            created.append(policy)
        return created

    def _deployments(self, name: str, account: pulumi.Resource, earlier: list[pulumi.Resource]) -> dict[str, Any]:
        """One deployment a key; adds each to `earlier` and returns what to tell of it."""
        told: dict[str, Any] = {}
        for key, deployment in sorted((self._settings.deployments or {}).items()):
            filter_name = content_filter_name(self._settings, deployment)
            resource = cognitiveservices.Deployment(
                f"{name}-{key}",
                resource_group_name=self._settings.resource_group_name,
                account_name=self.account_name,
                deployment_name=deployment.name or key,
                sku=cognitiveservices.SkuArgs(name=deployment.sku.name, capacity=deployment.sku.capacity),
                properties=deployment_properties(deployment, filter_name),
                opts=part_of(
                    self,
                    depends_on=after([], account, *earlier),
                    hooks=self._retry,
                    # Azure changes the model of no pay-per-token deployment; azure-native would plan an update.
                    replace_on_changes=["properties.model.name", "properties.model.format"],
                    delete_before_replace=True,
                ),
            )
            earlier.append(resource)
            told[key] = resource.properties.apply(summary(key, deployment, filter_name))
        return told


def _problems(name: str, settings: OpenAIAccountArgs) -> Iterator[Problem]:
    if settings.location is None:
        yield Problem("location", "is required.", "Add it.")
    yield from account_problems(settings, settings.name or name, settings.location or "", today())
