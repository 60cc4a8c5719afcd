"""Type names and what all types of the namespace share."""

from __future__ import annotations

from ...arm.ids import ResourceId
from ...arm.store import Body

NAMESPACE = "Microsoft.CognitiveServices"
ACCOUNTS = f"{NAMESPACE}/accounts"
DEPLOYMENTS = f"{ACCOUNTS}/deployments"
RAI_POLICIES = f"{ACCOUNTS}/raiPolicies"
RAI_BLOCKLISTS = f"{ACCOUNTS}/raiBlocklists"
RAI_BLOCKLIST_ITEMS = f"{RAI_BLOCKLISTS}/raiBlocklistItems"

API_VERSIONS = ("2024-10-01", "2025-06-01", "2025-09-01")

CHILD_PATTERN = r"[a-zA-Z0-9][a-zA-Z0-9_.-]*"


def account_lock(resource: ResourceId, body: Body) -> list[str]:
    """The account of a resource: it takes one write at a time, its own and its children's."""
    return ["/".join(resource.text.split("/")[:9])]
