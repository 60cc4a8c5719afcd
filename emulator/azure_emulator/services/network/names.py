"""Type names and what all types of the namespace share."""

from __future__ import annotations

VIRTUAL_NETWORKS = "Microsoft.Network/virtualNetworks"
SUBNETS = f"{VIRTUAL_NETWORKS}/subnets"
SECURITY_GROUPS = "Microsoft.Network/networkSecurityGroups"
ENDPOINTS = "Microsoft.Network/privateEndpoints"
ZONE_GROUPS = f"{ENDPOINTS}/privateDnsZoneGroups"

API_VERSIONS = ("2024-05-01", "2026-03-01")
NAME = r"[a-zA-Z0-9]([-\w.]{0,78}\w)?"
