"""Microsoft.Network: virtual networks, subnets, security groups, private endpoints and their DNS zone groups."""

from . import private_endpoints, security_groups, virtual_networks

RESOURCE_TYPES = [
    *virtual_networks.RESOURCE_TYPES,
    *security_groups.RESOURCE_TYPES,
    *private_endpoints.RESOURCE_TYPES,
]
