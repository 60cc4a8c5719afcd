"""NetworkIsolation: where private endpoints live and how their names resolve."""

from typing import Iterator, Mapping, Optional

import pulumi
from pulumi_azure_native import authorization, network

from .checks.network import DEFAULT_ADDRESS_SPACE, OWN_NETWORK, network_problems, subnet_range
from .checks.problems import Problem
from .naming import resource_id
from .options import part_of
from .outputs import after, by_key
from .private_zones import PrivateZones
from .settings.account import AccountKind
from .settings.choices import NewPrivateDns, NewVirtualNetwork, PrivateDnsChoice, VirtualNetworkChoice
from .settings.network import NetworkIsolationArgs
from .validation import type_token, validated


class NetworkIsolation(pulumi.ComponentResource):
    """A virtual network with a subnet for private endpoints, and the private DNS zones that fit the account kinds.

    Each of the two is created, adopted by id, or left to somebody else. `private_dns_provider` makes the zones and
    their links in another subscription, as a hub often has them; `private_dns.create.resource_group_name` then names
    a resource group of that one.
    """

    subnet_resource_id: pulumi.Output[Optional[str]]
    """Resource id of the subnet for private endpoints; none where somebody else makes them."""

    private_dns_zone_resource_ids: pulumi.Output[dict[str, str]]
    """Resource ids of the zones by zone name; empty where somebody else registers the endpoints."""

    def __init__(
        self,
        name: str,
        args: NetworkIsolationArgs,
        opts: Optional[pulumi.ResourceOptions] = None,
        *,
        private_dns_provider: Optional[pulumi.ProviderResource] = None,
    ):
        settings = validated("NetworkIsolation", name, opts, args, NetworkIsolationArgs, _problems)
        super().__init__(type_token("NetworkIsolation"), name, {}, opts)
        self._name, self._base, self._settings = name, settings.name or name, settings
        self._subscription_id = authorization.get_client_config_output(
            opts=pulumi.InvokeOptions(parent=self)
        ).subscription_id

        subnet = self._subnet(settings.virtual_network or VirtualNetworkChoice(create=NewVirtualNetwork()))
        dns = settings.private_dns or PrivateDnsChoice(create=NewPrivateDns())
        zones: Mapping[str, pulumi.Input[str]] = dns.existing.zone_resource_ids if dns.existing else {}
        if dns.create:
            networks = self._linked_networks(dns.create, subnet)
            zones = PrivateZones(self, name, settings, dns.create, private_dns_provider).make(networks)
        self.subnet_resource_id = pulumi.Output.from_input(subnet)
        self.private_dns_zone_resource_ids = by_key(zones)
        self.register_outputs(
            {
                "subnet_resource_id": self.subnet_resource_id,
                "private_dns_zone_resource_ids": self.private_dns_zone_resource_ids,
            }
        )

    def _id(self, resource_type: str, *names: str) -> pulumi.Output[str]:
        place = pulumi.Output.all(self._subscription_id, self._settings.resource_group_name)
        return place.apply(lambda known: resource_id(known[0], known[1], resource_type, *names))

    def _subnet(self, choice: VirtualNetworkChoice) -> Optional[pulumi.Input[str]]:
        if choice.existing:
            return choice.existing.subnet_resource_id
        return self._new_subnet(choice.create) if choice.create else None

    def _new_subnet(self, new: NewVirtualNetwork) -> pulumi.Output[str]:
        group, location, tags = self._settings.resource_group_name, self._settings.location, self._settings.tags
        network_name, group_name = f"{self._base}-vnet", f"{self._base}-nsg"
        virtual_network = network.VirtualNetwork(
            self._name,
            resource_group_name=group,
            virtual_network_name=network_name,
            location=location,
            address_space=network.AddressSpaceArgs(address_prefixes=[new.address_space or DEFAULT_ADDRESS_SPACE]),
            tags=tags,
            opts=part_of(self),
        )
        security_group = network.NetworkSecurityGroup(
            self._name,
            resource_group_name=group,
            network_security_group_name=group_name,
            location=location,
            security_rules=_SECURITY_RULES,
            tags=tags,
            # Azure moves nothing to another region; azure-native would plan an update.
            opts=part_of(self, replace_on_changes=["location"], delete_before_replace=True),
        )
        subnet = network.Subnet(
            f"{self._name}-endpoints",
            resource_group_name=group,
            virtual_network_name=after(network_name, virtual_network),
            subnet_name=ENDPOINT_SUBNET,
            address_prefix=subnet_range(new),
            default_outbound_access=False,
            network_security_group=network.NetworkSecurityGroupArgs(
                id=after(self._id("Microsoft.Network/networkSecurityGroups", group_name), security_group)
            ),
            # Without it Azure ignores the security group for private endpoints.
            private_endpoint_network_policies="Enabled",
            opts=part_of(
                self,
                # The id changes only with the group, and Azure deletes no group that a subnet uses.
                replace_on_changes=["networkSecurityGroup"],
                delete_before_replace=True,
            ),
        )
        return after(self._id("Microsoft.Network/virtualNetworks/subnets", network_name, ENDPOINT_SUBNET), subnet)

    def _linked_networks(
        self, new: NewPrivateDns, subnet: Optional[pulumi.Input[str]]
    ) -> dict[str, pulumi.Output[str]]:
        """Virtual networks that resolve the zones, resource ids by key."""
        given = new.virtual_network_resource_ids or {}
        networks = {key: pulumi.Output.from_input(id) for key, id in given.items()}
        if subnet is not None:
            networks[OWN_NETWORK] = pulumi.Output.from_input(subnet).apply(lambda id: id.rsplit("/subnets/", 1)[0])
        return networks


ENDPOINT_SUBNET = "private-endpoints"
"""Name of the subnet that takes the private endpoints."""

_SECURITY_RULES = [
    network.SecurityRuleArgs(
        name="allow-https-from-virtual-network",
        priority=100,
        direction="Inbound",
        access="Allow",
        protocol="Tcp",
        source_address_prefix="VirtualNetwork",
        source_port_range="*",
        destination_address_prefix="VirtualNetwork",
        destination_port_range="443",
    ),
    network.SecurityRuleArgs(
        name="deny-all-other-inbound",
        priority=4096,
        direction="Inbound",
        access="Deny",
        protocol="*",
        source_address_prefix="*",
        source_port_range="*",
        destination_address_prefix="*",
        destination_port_range="*",
    ),
]


def _problems(settings: NetworkIsolationArgs) -> Iterator[Problem]:
    yield from network_problems(settings, settings.account_kinds or [AccountKind.OpenAI])
