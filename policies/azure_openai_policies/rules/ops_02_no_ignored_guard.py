"""OPS-02: no program hides a guarded property from Pulumi, and so from every other rule."""

import re
from collections.abc import Iterator

from pulumi_policy import Severity

from ..resources import Resource, Target, resource_type
from ..rule import ResourceRule
from ..values import Value
from ..verdicts import Finding, Problem

_CONNECTION = ("properties.authType",)
_DIAGNOSTIC_SETTING = ("resourceUri", "logs", "workspaceId", "storageAccountId", "eventHubAuthorizationRuleId")

GUARDED = {
    "cognitiveservices:Account": (
        "kind",
        "identity",
        "properties.publicNetworkAccess",
        "properties.networkAcls",
        "properties.disableLocalAuth",
        "properties.restrictOutboundNetworkAccess",
        "properties.allowedFqdnList",
        "properties.encryption",
        "properties.customSubDomainName",
    ),
    "cognitiveservices:AccountConnection": _CONNECTION,
    "cognitiveservices:ProjectConnection": _CONNECTION,
    "cognitiveservices:Deployment": (
        "sku",
        "properties.model",
        "properties.raiPolicyName",
        "properties.spilloverDeploymentName",
    ),
    "cognitiveservices:RaiPolicy": (
        "properties.contentFilters",
        "properties.customBlocklists",
        "properties.basePolicyName",
        "properties.mode",
    ),
    "network:PrivateEndpoint": ("privateLinkServiceConnections", "manualPrivateLinkServiceConnections"),
    "network:PrivateDnsZoneGroup": ("privateDnsZoneConfigs",),
    "authorization:RoleAssignment": ("scope", "roleDefinitionId", "principalType"),
    "authorization:RoleDefinition": ("permissions", "assignableScopes"),
    "keyvault:Vault": (
        "properties.enablePurgeProtection",
        "properties.enableRbacAuthorization",
        "properties.enableSoftDelete",
    ),
    "keyvault:Key": ("properties.kty", "properties.keySize", "properties.rotationPolicy"),
    "monitor:DiagnosticSetting": _DIAGNOSTIC_SETTING,
    "insights:DiagnosticSetting": _DIAGNOSTIC_SETTING,
}
"""Properties that rules judge which stop a deployment in a profile, by type; no names, regions and tags."""


def check(resource: Resource, settings: Value) -> Iterator[Finding]:
    """A path covers what lies below it, and a wildcard covers everything."""
    for ignored in resource.ignored:
        for guarded in GUARDED[resource_type(resource.type)]:
            if _covers(_parts(ignored), _parts(guarded)):
                what = f"holds {ignored!r}, which hides {guarded} from the rules"
                yield Problem("The resource option ignoreChanges", what, "Remove it.")
                break


def _parts(path: str) -> list[str]:
    return [part.strip('"') for part in re.split(r"[.\[\]]+", path) if part]


def _covers(ignored: list[str], guarded: list[str]) -> bool:
    """Whether one path leads to the other or to something in it."""
    return all(one in ("*", other) for one, other in zip(ignored, guarded, strict=False))


RULE = ResourceRule(
    name="ops-02-no-ignored-guard",
    title="No ignored guard",
    description="Changes of a property that a rule guards must not be ignored.",
    why="Pulumi then sends the old value again: the program looks right, and the resource stays wrong.",
    remediation="Remove the path from the resource option ignoreChanges.",
    severity=Severity.HIGH,
    target=Target(noun="resource with guarded properties", types=frozenset(GUARDED)),
    tags=("operations",),
    url="https://learn.microsoft.com/azure/governance/policy/overview",
    check=check,
)
