"""OpenAIPlatform: accounts with shared network, access and monitoring, wired from one settings object."""

from typing import Optional

import pulumi
from pulumi_azure_native import authorization, resources

from azure_openai_catalog import today

from .access import AccountAccess
from .account import OpenAIAccount
from .checks.network import required_zones
from .checks.platform import account_kinds, platform_problems
from .lock import lock_scope
from .monitoring import AccountMonitoring
from .naming import unique_name
from .network import NetworkIsolation
from .options import part_of
from .outputs import after
from .private_endpoint import AccountPrivateEndpoint
from .settings.access import AccountAccessArgs
from .settings.account import Account, AccountKind, OpenAIAccountArgs
from .settings.base import fields_of
from .settings.choices import NewResourceGroup, ResourceGroupChoice
from .settings.monitoring import AccountMonitoringArgs, Monitoring
from .settings.network import AccountPrivateEndpointArgs, Network, NetworkIsolationArgs
from .settings.platform import OpenAIPlatformArgs
from .validation import type_token, validated


class OpenAIPlatform(pulumi.ComponentResource):
    """Everything an application needs to call Azure OpenAI: private, keyless, filtered, logged."""

    resource_group_name: pulumi.Output[str]
    """Name of the resource group."""

    endpoints: pulumi.Output[dict[str, str]]
    """Endpoints for the dated API by account key."""

    v1_endpoints: pulumi.Output[dict[str, str]]
    """Base URLs for the v1 API by account key."""

    deployments: pulumi.Output[dict[str, dict[str, dict[str, str]]]]
    """By account key and deployment key: name, model, version, sku, capacity, content_filter and retirement_date."""

    def __init__(self, name: str, args: OpenAIPlatformArgs, opts: Optional[pulumi.ResourceOptions] = None):
        settings = validated(
            "OpenAIPlatform",
            name,
            opts,
            args,
            OpenAIPlatformArgs,
            lambda given: platform_problems(given, given.name or name, today()),
        )
        super().__init__(type_token("OpenAIPlatform"), name, {}, opts)
        self._name, self._base, self._settings = name, settings.name or name, settings
        self._parts: list[pulumi.ComponentResource] = []
        self.resource_group_name = self._resource_group(settings.resource_group or _NEW_GROUP)
        accounts = {key: self._account(key, account) for key, account in sorted(settings.accounts.items())}
        self._private_endpoints(accounts)
        self._access(accounts)
        self._monitoring(accounts)
        self._locks(accounts)

        self.endpoints = pulumi.Output.all(**{key: account.endpoint for key, account in accounts.items()})
        self.v1_endpoints = pulumi.Output.all(**{key: account.v1_endpoint for key, account in accounts.items()})
        self.deployments = pulumi.Output.all(**{key: account.deployments for key, account in accounts.items()})
        self.register_outputs(
            {
                "resource_group_name": self.resource_group_name,
                "endpoints": self.endpoints,
                "v1_endpoints": self.v1_endpoints,
                "deployments": self.deployments,
            }
        )

    def _resource_group(self, choice: ResourceGroupChoice) -> pulumi.Output[str]:
        if choice.existing:
            return pulumi.Output.from_input(choice.existing.name)
        given = choice.create.name if choice.create else None
        settings, generation = self._settings, str(self._settings.generation or 1)
        client = authorization.get_client_config_output(opts=pulumi.InvokeOptions(parent=self))
        group_name = client.subscription_id.apply(
            lambda subscription: given or unique_name(self._base, subscription, settings.location, generation)
        )
        group = resources.ResourceGroup(
            self._name,
            resource_group_name=group_name,
            location=settings.location,
            tags=settings.tags,
            opts=part_of(self),
        )
        return after(group_name, group)

    def _account(self, key: str, account: Account) -> OpenAIAccount:
        settings = self._settings
        own = fields_of(account)
        own["name"] = account.name or f"{self._base}-{key}"
        own["location"] = account.location or settings.location
        own["generation"] = account.generation or settings.generation
        own["tags"] = {**(settings.tags or {}), **(account.tags or {})} or None
        # An account's lock covers its endpoint, role assignments and diagnostics too, so it comes after those.
        own["lock"] = None
        args = OpenAIAccountArgs(resource_group_name=self.resource_group_name, **own)
        return OpenAIAccount(f"{self._name}-{key}", args, part_of(self))

    def _private_endpoints(self, accounts: dict[str, OpenAIAccount]) -> None:
        """The network, and an endpoint for each account unless somebody else makes them."""
        settings, shared = self._settings, self._settings.network or Network()
        network = NetworkIsolation(
            self._name,
            NetworkIsolationArgs(
                **fields_of(shared),
                resource_group_name=self.resource_group_name,
                location=settings.location,
                account_kinds=account_kinds(settings),
                name=self._base,
                tags=settings.tags,
            ),
            part_of(self),
        )
        if shared.virtual_network and shared.virtual_network.managed_elsewhere:
            return
        zone_ids = network.private_dns_zone_resource_ids
        for key, account in accounts.items():
            kind = settings.accounts[key].kind
            part = AccountPrivateEndpoint(
                f"{self._name}-{key}",
                AccountPrivateEndpointArgs(
                    resource_group_name=self.resource_group_name,
                    location=settings.location,
                    account_resource_id=account.account_resource_id,
                    subnet_resource_id=network.subnet_resource_id.apply(lambda id: id or ""),
                    private_dns_zone_resource_ids={
                        zone: zone_ids.apply(lambda ids, zone=zone: ids[zone])
                        for zone in _zones_of(shared, kind or AccountKind.OpenAI)
                    },
                    name=f"{self._base}-{key}",
                    tags=settings.tags,
                ),
                part_of(self, depends_on=[account]),
            )
            self._parts.append(part)

    def _access(self, accounts: dict[str, OpenAIAccount]) -> None:
        if not self._settings.role_assignments:
            return
        for key, account in accounts.items():
            part = AccountAccess(
                f"{self._name}-{key}",
                AccountAccessArgs(
                    account_resource_id=account.account_resource_id,
                    role_assignments=self._settings.role_assignments,
                ),
                part_of(self),
            )
            self._parts.append(part)

    def _monitoring(self, accounts: dict[str, OpenAIAccount]) -> None:
        settings = self._settings
        part = AccountMonitoring(
            self._name,
            AccountMonitoringArgs(
                **fields_of(settings.monitoring or Monitoring()),
                resource_group_name=self.resource_group_name,
                location=settings.location,
                account_resource_ids={key: account.account_resource_id for key, account in accounts.items()},
                name=self._base,
                tags=settings.tags,
            ),
            part_of(self),
        )
        self._parts.append(part)

    def _locks(self, accounts: dict[str, OpenAIAccount]) -> None:
        for key, account in accounts.items():
            lock = self._settings.accounts[key].lock
            lock_scope(self, f"{self._name}-{key}", lock, account.account_resource_id, [account, *self._parts])


_NEW_GROUP = ResourceGroupChoice(create=NewResourceGroup())


def _zones_of(network: Network, kind: AccountKind) -> list[str]:
    """Zones that register an endpoint of this kind; none where somebody else registers it."""
    elsewhere = network.private_dns is not None and network.private_dns.managed_elsewhere is not None
    return [] if elsewhere else required_zones([kind])
