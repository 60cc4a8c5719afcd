"""AccountPrivateEndpoint: the private address of an account."""

from typing import Iterable, Optional

import pulumi
from pulumi_azure_native import authorization, network

from azure_openai_catalog import limits, networking

from .checks.problems import Problem
from .naming import resource_id
from .options import part_of
from .outputs import after
from .retry import ENDPOINT_TOO_EARLY, retry_on
from .settings.network import AccountPrivateEndpointArgs
from .validation import type_token, validated

ZONE_GROUP = "default"
"""Name of the DNS zone group; an endpoint takes only one."""


class AccountPrivateEndpoint(pulumi.ComponentResource):
    """A private endpoint of an account and its registration in private DNS zones.

    Azure refuses it while the account or one of its children is being written: give the component
    `depends_on=[account]`, which makes the endpoint wait for all of them. A second endpoint of the account is given the
    first one too: Azure takes one at a time.
    """

    private_endpoint_resource_id: pulumi.Output[str]
    """Resource id of the endpoint; known at preview."""

    def __init__(self, name: str, args: AccountPrivateEndpointArgs, opts: Optional[pulumi.ResourceOptions] = None):
        settings = validated("AccountPrivateEndpoint", name, opts, args, AccountPrivateEndpointArgs, _problems)
        super().__init__(type_token("AccountPrivateEndpoint"), name, {}, opts)
        endpoint_name = f"{settings.name or name}-endpoint"
        endpoint = network.PrivateEndpoint(
            name,
            resource_group_name=settings.resource_group_name,
            private_endpoint_name=endpoint_name,
            location=settings.location,
            subnet=network.SubnetArgs(id=settings.subnet_resource_id),
            private_link_service_connections=[
                network.PrivateLinkServiceConnectionArgs(
                    name=endpoint_name,
                    private_link_service_id=settings.account_resource_id,
                    group_ids=[networking.PRIVATE_LINK_GROUP],
                )
            ],
            tags=settings.tags,
            opts=part_of(
                self,
                # A component's own `depends_on` does not reach its children.
                depends_on=opts.depends_on if opts else None,
                hooks=retry_on(ENDPOINT_TOO_EARLY, self),
                # An endpoint cannot be moved to another account or region.
                replace_on_changes=["privateLinkServiceConnections", "location"],
                delete_before_replace=True,
            ),
        )
        last: pulumi.Resource = endpoint
        if settings.private_dns_zone_resource_ids:
            last = self._zone_group(name, settings, endpoint, endpoint_name)
        client = authorization.get_client_config_output(opts=pulumi.InvokeOptions(parent=self))
        place = pulumi.Output.all(client.subscription_id, pulumi.Output.from_input(settings.resource_group_name))
        self.private_endpoint_resource_id = after(
            place.apply(lambda p: resource_id(p[0], p[1], "Microsoft.Network/privateEndpoints", endpoint_name)), last
        )
        self.register_outputs({"private_endpoint_resource_id": self.private_endpoint_resource_id})

    def _zone_group(
        self, name: str, settings: AccountPrivateEndpointArgs, endpoint: pulumi.Resource, endpoint_name: str
    ) -> pulumi.Resource:
        zones = sorted((settings.private_dns_zone_resource_ids or {}).items())
        return network.PrivateDnsZoneGroup(
            name,
            resource_group_name=settings.resource_group_name,
            private_endpoint_name=after(endpoint_name, endpoint),
            private_dns_zone_group_name=ZONE_GROUP,
            private_dns_zone_configs=[
                network.PrivateDnsZoneConfigArgs(name=zone.replace(".", "-"), private_dns_zone_id=zone_id)
                for zone, zone_id in zones
            ],
            opts=part_of(self),
        )


def _problems(settings: AccountPrivateEndpointArgs) -> Iterable[Problem]:
    zones = settings.private_dns_zone_resource_ids or {}
    if len(zones) > limits.DNS_ZONES_PER_ENDPOINT:
        most = limits.DNS_ZONES_PER_ENDPOINT
        yield Problem("private_dns_zone_resource_ids", f"has {len(zones)}, an endpoint takes {most}.", "Remove some.")
