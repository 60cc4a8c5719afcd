"""Azure OpenAI platforms as Pulumi components."""

from typing import TYPE_CHECKING, Any

from .checks.problems import InvalidSettings, Problem
from .settings.access import AccountAccessArgs, PrincipalType, RoleAssignment, RoleBundle
from .settings.account import (
    AccessKeySecret,
    Account,
    AccountKind,
    ManagedIdentities,
    OpenAIAccountArgs,
    PublicNetworkAccess,
)
from .settings.alerts import (
    ActionGroupChoice,
    Alert,
    Alerts,
    AlertsChoice,
    ExistingActionGroup,
    NewActionGroup,
)
from .settings.blocklists import Blocklist, BlocklistSource, BlocklistUse
from .settings.choices import (
    EndpointDnsChoice,
    ExistingPrivateDns,
    ExistingResourceGroup,
    ExistingSubnet,
    ExistingWorkspace,
    ManagedElsewhere,
    NewPrivateDns,
    NewResourceGroup,
    NewVirtualNetwork,
    NewWorkspace,
    PrivateDnsChoice,
    ResourceGroupChoice,
    VirtualNetworkChoice,
    WorkspaceChoice,
)
from .settings.content_filters import ContentFilter, FilterEntry, FilterPreset
from .settings.customer_managed_key import (
    CustomerManagedKeyArgs,
    CustomerManagedKeyChoice,
    ExistingKey,
    KeyIdentity,
    NewKey,
)
from .settings.deployments import DeploymentSku, Model, ModelDeployment, VersionPolicy
from .settings.firewall import Bypass, DefaultAction, NetworkAcls, VirtualNetworkRule
from .settings.lock import Lock, LockLevel
from .settings.monitoring import (
    AccountMonitoringArgs,
    Budget,
    DefenderForAI,
    DiagnosticSetting,
    MonitoredAccount,
    Monitoring,
)
from .settings.network import (
    AccountPrivateEndpointArgs,
    Network,
    NetworkIsolationArgs,
    PlatformNetwork,
    PrivateEndpoint,
)
from .settings.platform import OpenAIPlatformArgs
from .settings.quota import Quota

if TYPE_CHECKING:
    from .access import AccountAccess
    from .account import OpenAIAccount
    from .customer_managed_key import CustomerManagedKey
    from .monitoring import AccountMonitoring
    from .network import NetworkIsolation
    from .platform import OpenAIPlatform
    from .private_endpoint import AccountPrivateEndpoint

# Each component imports the azure-native modules it uses, which takes up to half a second; nobody pays for the others.
_COMPONENTS = {
    "AccountAccess": "access",
    "AccountMonitoring": "monitoring",
    "AccountPrivateEndpoint": "private_endpoint",
    "CustomerManagedKey": "customer_managed_key",
    "NetworkIsolation": "network",
    "OpenAIAccount": "account",
    "OpenAIPlatform": "platform",
}


def __getattr__(name: str) -> Any:
    if name not in _COMPONENTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_COMPONENTS[name]}", __name__), name)


__all__ = [
    "AccessKeySecret",
    "Account",
    "AccountAccess",
    "AccountAccessArgs",
    "AccountKind",
    "AccountMonitoring",
    "AccountMonitoringArgs",
    "AccountPrivateEndpoint",
    "AccountPrivateEndpointArgs",
    "ActionGroupChoice",
    "Alert",
    "Alerts",
    "AlertsChoice",
    "Blocklist",
    "BlocklistSource",
    "BlocklistUse",
    "Budget",
    "Bypass",
    "ContentFilter",
    "CustomerManagedKey",
    "CustomerManagedKeyArgs",
    "CustomerManagedKeyChoice",
    "DefaultAction",
    "DefenderForAI",
    "DeploymentSku",
    "DiagnosticSetting",
    "EndpointDnsChoice",
    "ExistingActionGroup",
    "ExistingKey",
    "ExistingPrivateDns",
    "ExistingResourceGroup",
    "ExistingSubnet",
    "ExistingWorkspace",
    "FilterEntry",
    "FilterPreset",
    "InvalidSettings",
    "KeyIdentity",
    "Lock",
    "LockLevel",
    "ManagedElsewhere",
    "ManagedIdentities",
    "Model",
    "ModelDeployment",
    "MonitoredAccount",
    "Monitoring",
    "Network",
    "NetworkAcls",
    "NetworkIsolation",
    "NetworkIsolationArgs",
    "NewActionGroup",
    "NewKey",
    "NewPrivateDns",
    "NewResourceGroup",
    "NewVirtualNetwork",
    "NewWorkspace",
    "OpenAIAccount",
    "OpenAIAccountArgs",
    "OpenAIPlatform",
    "OpenAIPlatformArgs",
    "PlatformNetwork",
    "PrincipalType",
    "PrivateDnsChoice",
    "PrivateEndpoint",
    "Problem",
    "PublicNetworkAccess",
    "Quota",
    "ResourceGroupChoice",
    "RoleAssignment",
    "RoleBundle",
    "VersionPolicy",
    "VirtualNetworkChoice",
    "VirtualNetworkRule",
    "WorkspaceChoice",
]
