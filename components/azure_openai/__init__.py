"""Azure OpenAI platforms as Pulumi components."""

from typing import TYPE_CHECKING, Any

from .checks.problems import InvalidSettings, Problem
from .settings.access import AccountAccessArgs, PrincipalType, RoleAssignment
from .settings.account import (
    AccessKeySecret,
    Account,
    AccountKind,
    ManagedIdentities,
    OpenAIAccountArgs,
    PublicNetworkAccess,
)
from .settings.blocklists import Blocklist, BlocklistSource, BlocklistUse
from .settings.choices import (
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
from .settings.deployments import DeploymentSku, Model, ModelDeployment, VersionPolicy
from .settings.firewall import Bypass, DefaultAction, NetworkAcls, VirtualNetworkRule
from .settings.lock import Lock, LockLevel
from .settings.monitoring import AccountMonitoringArgs, Monitoring
from .settings.network import AccountPrivateEndpointArgs, Network, NetworkIsolationArgs
from .settings.platform import OpenAIPlatformArgs

if TYPE_CHECKING:
    from .access import AccountAccess
    from .account import OpenAIAccount
    from .monitoring import AccountMonitoring
    from .network import NetworkIsolation
    from .platform import OpenAIPlatform
    from .private_endpoint import AccountPrivateEndpoint

# Each component imports the azure-native modules it uses, which takes up to half a second; nobody pays for the others.
_COMPONENTS = {
    "AccountAccess": "access",
    "AccountMonitoring": "monitoring",
    "AccountPrivateEndpoint": "private_endpoint",
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
    "Blocklist",
    "BlocklistSource",
    "BlocklistUse",
    "Bypass",
    "ContentFilter",
    "DefaultAction",
    "DeploymentSku",
    "ExistingPrivateDns",
    "ExistingResourceGroup",
    "ExistingSubnet",
    "ExistingWorkspace",
    "FilterEntry",
    "FilterPreset",
    "InvalidSettings",
    "Lock",
    "LockLevel",
    "ManagedElsewhere",
    "ManagedIdentities",
    "Model",
    "ModelDeployment",
    "Monitoring",
    "Network",
    "NetworkAcls",
    "NetworkIsolation",
    "NetworkIsolationArgs",
    "NewPrivateDns",
    "NewResourceGroup",
    "NewVirtualNetwork",
    "NewWorkspace",
    "OpenAIAccount",
    "OpenAIAccountArgs",
    "OpenAIPlatform",
    "OpenAIPlatformArgs",
    "PrincipalType",
    "PrivateDnsChoice",
    "Problem",
    "PublicNetworkAccess",
    "ResourceGroupChoice",
    "RoleAssignment",
    "VersionPolicy",
    "VirtualNetworkChoice",
    "VirtualNetworkRule",
    "WorkspaceChoice",
]
