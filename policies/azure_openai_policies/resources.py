"""Resources as rules see them, and which of them a rule is about."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from .values import Value
from .verdicts import NotApplicable

_TOKEN = re.compile(r"azure-native(?:_\w+)?:(?P<module>\w+)(?:/\w+)?:(?P<name>\w+)")


@cache
def resource_type(token: str) -> str:
    """Module and name of an azure-native type, for example `cognitiveservices:Account`, whatever the API version.

    The version may stand in the module (`azure-native:cognitiveservices/v20250601:Account`) or in the package
    (`azure-native_cognitiveservices_v20250601:cognitiveservices:Account`). Other types stay as they are.
    """
    match = _TOKEN.fullmatch(token)
    return f"{match['module']}:{match['name']}" if match else token


def is_azure(token: str) -> bool:
    """Whether a type is azure-native's."""
    return _TOKEN.fullmatch(token) is not None


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource and the inputs it is declared with."""

    type: str
    """Type token."""
    urn: str
    name: str
    """Name in the Pulumi program."""
    inputs: Value
    protect: bool = field(default=False, kw_only=True)
    """Whether Pulumi refuses to delete it."""
    ignored: tuple[str, ...] = field(default=(), kw_only=True)
    """Paths of inputs whose changes Pulumi ignores."""
    stack_tags: Mapping[str, str] = field(default_factory=dict[str, str], kw_only=True)
    """Tags of the stack; empty without a backend that has tags."""

    @property
    def properties(self) -> Value:
        """The ARM properties."""
        return self.inputs["properties"]

    @property
    def stack_name(self) -> str:
        """Name of the stack."""
        return self.urn.removeprefix("urn:pulumi:").split("::", 1)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The resources that a rule is about."""

    noun: str
    types: frozenset[str]
    """As `resource_type` gives them; empty for every type."""
    name_input: str = ""
    """Input that holds the name in Azure."""
    arm_type: str = ""
    """Resource type in ids of Azure; empty where no rule reads such ids."""
    kinds: tuple[str, ...] = ()
    """Values of `kind`; empty if the type has none."""

    def covers_type(self, token: str) -> bool:
        """Whether a type token is of this target."""
        return not self.types or resource_type(token) in self.types

    def scope(self, resource: Resource) -> NotApplicable | tuple[Value, ...]:
        """Why the resource is out of reach, or the values that could, being unknown, still take it there."""
        if not self.covers_type(resource.type):
            return NotApplicable(f"{resource.type} is no {self.noun}")
        if not self.kinds:
            return ()
        kind = resource.inputs["kind"]
        if not kind.unknown and not kind.is_text(*self.kinds):
            return NotApplicable(f"kind is {kind}, which makes it no {self.noun}")
        return (kind,)


def _target(noun: str, *types: str, name: str = "", arm_type: str = "", kinds: tuple[str, ...] = ()) -> Target:
    return Target(noun=noun, types=frozenset(types), name_input=name, arm_type=arm_type, kinds=kinds)


ACCOUNT = _target(
    "Azure OpenAI account",
    "cognitiveservices:Account",
    name="accountName",
    arm_type="Microsoft.CognitiveServices/accounts",
    kinds=("OpenAI", "AIServices"),
)
AI_ACCOUNT = _target("Cognitive Services account", "cognitiveservices:Account", name="accountName")
DEPLOYMENT = _target("model deployment", "cognitiveservices:Deployment", name="deploymentName")
FILTER_POLICY = _target("content filter policy", "cognitiveservices:RaiPolicy", name="raiPolicyName")
CONNECTION = _target("connection", "cognitiveservices:AccountConnection", "cognitiveservices:ProjectConnection")
MANAGED_NETWORK = _target("managed network", "cognitiveservices:ManagedNetworkSetting")
COGNITIVE_SERVICES = _target(
    "Cognitive Services resource",
    *(
        f"cognitiveservices:{name}"
        for name in (
            "Account",
            "AccountCapabilityHost",
            "AccountConnection",
            "AgentApplication",
            "AgentDeployment",
            "CommitmentPlan",
            "CommitmentPlanAssociation",
            "Deployment",
            "EncryptionScope",
            "ManagedNetworkSetting",
            "OutboundRule",
            "PrivateEndpointConnection",
            "Project",
            "ProjectCapabilityHost",
            "ProjectConnection",
            "RaiBlocklist",
            "RaiBlocklistItem",
            "RaiExternalSafetyProvider",
            "RaiPolicy",
            "RaiToolLabel",
            "RaiTopic",
            "SharedCommitmentPlan",
            "SubscriptionRaiPolicy",
        )
    ),
)
PRIVATE_ENDPOINT = _target("private endpoint", "network:PrivateEndpoint", name="privateEndpointName")
ZONE_GROUP = _target("private DNS zone group", "network:PrivateDnsZoneGroup")
PRIVATE_ZONE = _target(
    "private DNS zone",
    "privatedns:PrivateZone",
    "network:PrivateZone",
    name="privateZoneName",
    arm_type="Microsoft.Network/privateDnsZones",
)
PERIMETER_ASSOCIATION = _target("network security perimeter association", "network:NetworkSecurityPerimeterAssociation")
RESOURCE_GROUP = _target("resource group", "resources:ResourceGroup")
ROLE_ASSIGNMENT = _target("role assignment", "authorization:RoleAssignment")
ROLE_DEFINITION = _target("custom role", "authorization:RoleDefinition")
VAULT = _target("key vault", "keyvault:Vault", name="vaultName")
KEY = _target("key", "keyvault:Key", name="keyName")
DIAGNOSTIC_SETTING = _target("diagnostic setting", "monitor:DiagnosticSetting", "insights:DiagnosticSetting")
METRIC_ALERT = _target("metric alert", "monitor:MetricAlert", "insights:MetricAlert")
WORKSPACE = _target(
    "Log Analytics workspace",
    "operationalinsights:Workspace",
    name="workspaceName",
    arm_type="Microsoft.OperationalInsights/workspaces",
)
BUDGET = _target("budget", "consumption:Budget", "costmanagement:Budget")
DEFENDER_PLAN = _target("Defender plan", "security:Pricing", name="pricingName")
TAGGABLE = _target(
    "resource that takes tags",
    "apimanagement:ApiManagementService",
    "cognitiveservices:Account",
    "keyvault:Vault",
    "managedidentity:UserAssignedIdentity",
    "network:NetworkSecurityGroup",
    "network:PrivateEndpoint",
    "network:VirtualNetwork",
    "operationalinsights:Workspace",
    "privatedns:PrivateZone",
    "resources:ResourceGroup",
    "search:Service",
    "storage:StorageAccount",
)
ANY = _target("resource")
NAMED = _target("account or model deployment", "cognitiveservices:Account", "cognitiveservices:Deployment")
STACK = _target("stack", "pulumi:pulumi:Stack")
