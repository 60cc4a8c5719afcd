"""Accounts and what they hold."""

from __future__ import annotations

from .info import CHILD_OUTPUTS, GROUP, TOP, TypeInfo

_ACCOUNT = f"{GROUP}/providers/Microsoft.CognitiveServices/accounts/{{accountName}}"
_API_VERSION = "2025-06-01"

TYPES: dict[str, TypeInfo] = {
    "cognitiveservices:Account": TypeInfo(
        path=_ACCOUNT,
        api_version=_API_VERSION,
        flattened=False,
        top=TOP | {"kind", "sku", "identity"},
        naming="random",
        replaces=frozenset({"location"}),
        write_only=("properties.restore",),
        read_only=(
            *CHILD_OUTPUTS,
            "identity.principalId",
            "identity.tenantId",
            *(
                f"properties.{name}"
                for name in (
                    "callRateLimit", "capabilities", "dateCreated", "endpoint", "endpoints", "internalId", "isMigrated",
                    "privateEndpointConnections", "provisioningState", "quotaLimit", "skuChangeInfo",
                )
            ),
        ),
    ),
    "cognitiveservices:Deployment": TypeInfo(
        path=f"{_ACCOUNT}/deployments/{{deploymentName}}",
        api_version=_API_VERSION,
        flattened=False,
        top=frozenset({"sku", "tags"}),
        read_only=(
            *CHILD_OUTPUTS,
            *(
                f"properties.{name}"
                for name in (
                    "callRateLimit", "capabilities", "currentCapacity", "dynamicThrottlingEnabled", "provisioningState",
                    "rateLimits", "model.callRateLimit",
                )
            ),
        ),
    ),
    "cognitiveservices:RaiPolicy": TypeInfo(
        path=f"{_ACCOUNT}/raiPolicies/{{raiPolicyName}}",
        api_version=_API_VERSION,
        flattened=False,
        top=frozenset({"tags"}),
        read_only=(*CHILD_OUTPUTS, "properties.type"),
    ),
    "cognitiveservices:RaiBlocklist": TypeInfo(
        path=f"{_ACCOUNT}/raiBlocklists/{{raiBlocklistName}}",
        api_version=_API_VERSION,
        flattened=False,
        top=frozenset({"tags"}),
        read_only=CHILD_OUTPUTS,
    ),
    "cognitiveservices:RaiBlocklistItem": TypeInfo(
        path=f"{_ACCOUNT}/raiBlocklists/{{raiBlocklistName}}/raiBlocklistItems/{{raiBlocklistItemName}}",
        api_version=_API_VERSION,
        flattened=False,
        top=frozenset({"tags"}),
        read_only=CHILD_OUTPUTS,
    ),
}  # fmt: skip
