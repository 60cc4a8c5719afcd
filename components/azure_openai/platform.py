"""OpenAIPlatform: accounts with shared network, access and monitoring, wired from one settings object."""

import dataclasses
from typing import Callable, Mapping, Optional, TypeVar

import pulumi
from pulumi_azure_native import authorization, resources

from azure_openai_catalog import today

from .access import AccountAccess
from .account import OpenAIAccount
from .checks.network import platform_endpoints, required_zones
from .checks.platform import account_kinds, platform_problems
from .lock import lock_scope
from .monitoring import AccountMonitoring
from .naming import unique_name
from .network import NetworkIsolation
from .options import part_of
from .outputs import after, by_key
from .plan import data_handling
from .private_endpoint import AccountPrivateEndpoint
from .settings.access import AccountAccessArgs
from .settings.account import Account, AccountKind, OpenAIAccountArgs
from .settings.base import Input, fields_of
from .settings.choices import NewResourceGroup, PrivateDnsChoice, ResourceGroupChoice
from .settings.monitoring import AccountMonitoringArgs, MonitoredAccount, Monitoring
from .settings.network import (
    AccountPrivateEndpointArgs,
    NetworkIsolationArgs,
    PlatformNetwork,
    PrivateEndpoint,
)
from .settings.platform import OpenAIPlatformArgs
from .validation import type_token, validated

T = TypeVar("T")


class OpenAIPlatform(pulumi.ComponentResource):
    """Everything an application needs to call Azure OpenAI: private, keyless, filtered, logged.

    `private_dns_provider` makes the private DNS zones in another subscription, as `NetworkIsolation` does.
    """

    resource_group_name: pulumi.Output[str]
    """Name of the resource group."""

    endpoints: pulumi.Output[dict[str, str]]
    """Endpoints for the dated API by account key."""

    v1_endpoints: pulumi.Output[dict[str, str]]
    """Base URLs for the v1 API by account key."""

    deployments: pulumi.Output[dict[str, dict[str, dict[str, str]]]]
    """By account key and deployment key: name, model, version, sku, capacity, content_filter and retirement_date."""

    data_handling: pulumi.Output[dict[str, str]]
    """What Azure keeps of prompts, completions and files, where and how long, by what the deployments offer their callers
    (`responses`, `batch`, `fine_tuning`) and for `abuse_monitoring`. As of the catalogue's date; docs/data-handling.md
    has the sources, and how to turn it off. `not_in_catalog`: some model or SKU is not in the catalogue."""

    account_resource_ids: pulumi.Output[dict[str, str]]
    """Resource ids of the accounts by key."""

    principal_ids: pulumi.Output[dict[str, Optional[str]]]
    """Object ids of the accounts' system-assigned identities by key, for grants on what the accounts read."""

    customer_managed_key_steps: pulumi.Output[dict[str, Optional[str]]]
    """How far encryption with keys of one's own is, by account key."""

    subnet_resource_id: pulumi.Output[Optional[str]]
    """Resource id of the subnet for private endpoints; None where somebody else has the network."""

    private_dns_zone_resource_ids: pulumi.Output[dict[str, str]]
    """Resource ids of the private DNS zones by zone name; empty where somebody else registers the endpoints."""

    private_endpoint_resource_ids: pulumi.Output[dict[str, str]]
    """Resource ids of the private endpoints by account key and endpoint key, for example `eu-default`."""

    workspace_resource_id: pulumi.Output[Optional[str]]
    """Resource id of the Log Analytics workspace; None where somebody else collects the logs."""

    action_group_resource_id: pulumi.Output[Optional[str]]
    """Resource id of the action group; None if nobody is told."""

    def __init__(
        self,
        name: str,
        args: OpenAIPlatformArgs,
        opts: Optional[pulumi.ResourceOptions] = None,
        *,
        private_dns_provider: Optional[pulumi.ProviderResource] = None,
    ):
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
        network = self._network(private_dns_provider)
        endpoints = self._private_endpoints(accounts, network)
        self._access(accounts)
        monitoring = self._monitoring(accounts)
        self._locks(accounts)

        def of_accounts(read: Callable[[OpenAIAccount], pulumi.Output[T]]) -> pulumi.Output[dict[str, T]]:
            return by_key({key: read(account) for key, account in accounts.items()})

        self.endpoints = of_accounts(lambda account: account.endpoint)
        self.v1_endpoints = of_accounts(lambda account: account.v1_endpoint)
        self.deployments = of_accounts(lambda account: account.deployments)
        self.data_handling = pulumi.Output.from_input(data_handling(settings.accounts.values()))
        self.account_resource_ids = of_accounts(lambda account: account.account_resource_id)
        self.principal_ids = of_accounts(lambda account: account.principal_id)
        self.customer_managed_key_steps = of_accounts(lambda account: account.customer_managed_key_step)
        self.subnet_resource_id = network.subnet_resource_id
        self.private_dns_zone_resource_ids = network.private_dns_zone_resource_ids
        self.private_endpoint_resource_ids = by_key(endpoints)
        self.workspace_resource_id = monitoring.workspace_resource_id
        self.action_group_resource_id = monitoring.action_group_resource_id
        self.register_outputs(
            {
                "resource_group_name": self.resource_group_name,
                "endpoints": self.endpoints,
                "v1_endpoints": self.v1_endpoints,
                "deployments": self.deployments,
                "data_handling": self.data_handling,
                "account_resource_ids": self.account_resource_ids,
                "principal_ids": self.principal_ids,
                "customer_managed_key_steps": self.customer_managed_key_steps,
                "subnet_resource_id": self.subnet_resource_id,
                "private_dns_zone_resource_ids": self.private_dns_zone_resource_ids,
                "private_endpoint_resource_ids": self.private_endpoint_resource_ids,
                "workspace_resource_id": self.workspace_resource_id,
                "action_group_resource_id": self.action_group_resource_id,
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

    def _network(self, private_dns_provider: Optional[pulumi.ProviderResource]) -> NetworkIsolation:
        settings, network = self._settings, self._settings.network or PlatformNetwork()
        return NetworkIsolation(
            self._name,
            NetworkIsolationArgs(
                virtual_network=network.virtual_network,
                private_dns=network.private_dns,
                resource_group_name=self.resource_group_name,
                location=settings.location,
                account_kinds=account_kinds(settings),
                name=self._base,
                tags=settings.tags,
            ),
            part_of(self),
            private_dns_provider=private_dns_provider,
        )

    def _private_endpoints(
        self, accounts: dict[str, OpenAIAccount], network: NetworkIsolation
    ) -> dict[str, pulumi.Output[str]]:
        """The endpoints of every account, one after another; returns their resource ids by account and endpoint key."""
        made: dict[str, pulumi.Output[str]] = {}
        settings = self._settings.network or PlatformNetwork()
        for account_key, account in accounts.items():
            earlier: list[pulumi.Resource] = [account]
            for key, endpoint in sorted(platform_endpoints(settings).items()):
                kind = self._settings.accounts[account_key].kind or AccountKind.OpenAI
                part = AccountPrivateEndpoint(
                    f"{self._name}-{account_key}-{key}",
                    AccountPrivateEndpointArgs(
                        resource_group_name=self.resource_group_name,
                        location=endpoint.location or self._settings.location,
                        account_resource_id=account.account_resource_id,
                        subnet_resource_id=endpoint.subnet_resource_id
                        or network.subnet_resource_id.apply(lambda id: id or ""),
                        private_dns_zone_resource_ids=_zones_of(endpoint, kind, settings, network),
                        name=f"{self._base}-{account_key}-{key}",
                        tags=self._settings.tags,
                    ),
                    part_of(self, depends_on=[*earlier]),
                )
                earlier.append(part)
                self._parts.append(part)
                made[f"{account_key}-{key}"] = part.private_endpoint_resource_id
        return made

    def _access(self, accounts: dict[str, OpenAIAccount]) -> None:
        for key, account in accounts.items():
            assignments = {
                name: dataclasses.replace(assignment, account=None)
                for name, assignment in (self._settings.role_assignments or {}).items()
                if assignment.account in (None, key)
            }
            if not assignments:
                continue
            part = AccountAccess(
                f"{self._name}-{key}",
                AccountAccessArgs(
                    account_resource_id=account.account_resource_id,
                    role_assignments=assignments,
                    deployment_names=dict[str, Input[str]](account.deployment_names),
                ),
                part_of(self),
            )
            self._parts.append(part)

    def _monitoring(self, accounts: dict[str, OpenAIAccount]) -> AccountMonitoring:
        settings = self._settings
        part = AccountMonitoring(
            self._name,
            AccountMonitoringArgs(
                **fields_of(settings.monitoring or Monitoring()),
                resource_group_name=self.resource_group_name,
                location=settings.location,
                accounts={
                    key: MonitoredAccount(
                        account_resource_id=account.account_resource_id,
                        deployment_skus=_deployment_skus(settings.accounts[key]),
                    )
                    for key, account in accounts.items()
                },
                name=self._base,
                tags=settings.tags,
            ),
            part_of(self),
        )
        self._parts.append(part)
        return part

    def _locks(self, accounts: dict[str, OpenAIAccount]) -> None:
        for key, account in accounts.items():
            lock = self._settings.accounts[key].lock
            lock_scope(self, f"{self._name}-{key}", lock, account.account_resource_id, [account, *self._parts])


_NEW_GROUP = ResourceGroupChoice(create=NewResourceGroup())


def _deployment_skus(account: Account) -> dict[str, str]:
    deployments = account.deployments or {}
    return {deployment.name or key: deployment.sku.name for key, deployment in deployments.items()}


def _zones_of(
    endpoint: PrivateEndpoint, kind: AccountKind, settings: PlatformNetwork, network: NetworkIsolation
) -> dict[str, Input[str]]:
    """Zones that register an endpoint of this kind, resource ids by name; none where somebody else registers it."""
    zones = required_zones([kind])
    if endpoint.private_dns is not None:
        given: Mapping[str, Input[str]] = (
            endpoint.private_dns.existing.zone_resource_ids if endpoint.private_dns.existing else {}
        )
        return {zone: given[zone] for zone in zones if zone in given}
    if (settings.private_dns or PrivateDnsChoice()).managed_elsewhere:
        return {}
    ids = network.private_dns_zone_resource_ids
    return {zone: ids.apply(lambda known, zone=zone: known[zone]) for zone in zones}
