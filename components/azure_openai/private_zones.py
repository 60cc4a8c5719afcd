"""Private DNS zones and their links to virtual networks, in the subscription of whoever keeps them."""

from typing import Any, Mapping, Optional

import pulumi
from pulumi_azure_native import authorization, privatedns

from .checks.network import required_zones
from .naming import GLOBAL, resource_id
from .options import part_of
from .outputs import after
from .settings.account import AccountKind
from .settings.choices import NewPrivateDns
from .settings.network import NetworkIsolationArgs


class PrivateZones:
    """The zones that accounts of some kinds need."""

    def __init__(
        self,
        component: pulumi.ComponentResource,
        name: str,
        settings: NetworkIsolationArgs,
        new: NewPrivateDns,
        provider: Optional[pulumi.ProviderResource],
    ):
        self._component, self._name, self._settings, self._provider = component, name, settings, provider
        self._group = new.resource_group_name or settings.resource_group_name
        client = authorization.get_client_config_output(opts=pulumi.InvokeOptions(parent=component, provider=provider))
        self._place = pulumi.Output.all(client.subscription_id, self._group)

    def make(self, networks: Mapping[str, pulumi.Output[str]]) -> dict[str, pulumi.Input[str]]:
        """Make the zones and link each to the networks; returns their resource ids by zone name."""
        kinds = self._settings.account_kinds or [AccountKind.OpenAI]
        return {zone: self._zone(zone, networks) for zone in required_zones(kinds)}

    def _zone(self, zone_name: str, networks: Mapping[str, pulumi.Output[str]]) -> pulumi.Output[str]:
        zone = privatedns.PrivateZone(
            f"{self._name}-{zone_name}",
            resource_group_name=self._group,
            private_zone_name=zone_name,
            location=GLOBAL,
            tags=self._settings.tags,
            opts=self._part(),
        )
        links = [self._link(zone_name, zone, key, network) for key, network in sorted(networks.items())]
        known_id = self._place.apply(
            lambda place: resource_id(place[0], place[1], "Microsoft.Network/privateDnsZones", zone_name)
        )
        return after(known_id, zone, *links)

    def _link(self, zone_name: str, zone: pulumi.Resource, key: str, network_id: pulumi.Output[str]) -> pulumi.Resource:
        return privatedns.VirtualNetworkLink(
            f"{self._name}-{zone_name}-{key}",
            resource_group_name=self._group,
            private_zone_name=after(zone_name, zone),
            virtual_network_link_name=f"{self._settings.name or self._name}-{key}",
            location=GLOBAL,
            registration_enabled=False,
            virtual_network=privatedns.SubResourceArgs(id=network_id),
            tags=self._settings.tags,
            # A link cannot be moved to another network.
            opts=self._part(replace_on_changes=["virtualNetwork"], delete_before_replace=True),
        )

    def _part(self, **options: Any) -> pulumi.ResourceOptions:
        return part_of(self._component, provider=self._provider, **options)
