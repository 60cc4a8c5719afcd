"""The parts of ARM bodies that need more than passing a setting on."""

from typing import Iterator, Mapping, Optional, Sequence

from pulumi_azure_native import cognitiveservices

from azure_openai_catalog import today

from .checks.firewall import ip_rule
from .filter_sets import filter_mode, filter_set
from .served import model_format
from .settings.account import ManagedIdentities
from .settings.base import Input
from .settings.blocklists import BlocklistSource, BlocklistUse
from .settings.content_filters import ContentFilter
from .settings.deployments import ModelDeployment, VersionPolicy
from .settings.firewall import Bypass, DefaultAction, NetworkAcls

BASE_POLICY = "Microsoft.DefaultV2"
"""System policy from which Azure fills in what a content filter does not list."""


def identity(identities: ManagedIdentities, for_encryption: Sequence[Input[str]]) -> cognitiveservices.IdentityArgs:
    """Identity block of an account; `for_encryption` are the user-assigned identities that its key needs."""
    user_assigned = [*(identities.user_assigned_resource_ids or []), *for_encryption]
    kinds = cognitiveservices.ResourceIdentityType
    by_choice = {
        (False, False): kinds.NONE,
        (True, False): kinds.SYSTEM_ASSIGNED,
        (False, True): kinds.USER_ASSIGNED,
        (True, True): kinds.SYSTEM_ASSIGNED_USER_ASSIGNED,
    }
    return cognitiveservices.IdentityArgs(
        type=by_choice[identities.system_assigned is not False, bool(user_assigned)],
        user_assigned_identities=user_assigned or None,
    )


def network_rule_set(acls: NetworkAcls) -> cognitiveservices.NetworkRuleSetArgs:
    """Firewall of an account. Addresses are sorted: azure-native compares the list by position."""
    addresses = {address for text in acls.ip_rules or [] if (address := ip_rule(text)) is not None}
    return cognitiveservices.NetworkRuleSetArgs(
        default_action=(acls.default_action or DefaultAction.Deny).value,
        bypass=(acls.bypass or Bypass.Nobody).value,
        ip_rules=[cognitiveservices.IpRuleArgs(value=text) for text in sorted(str(address) for address in addresses)],
        virtual_network_rules=[
            cognitiveservices.VirtualNetworkRuleArgs(
                id=rule.subnet_resource_id,
                ignore_missing_vnet_service_endpoint=rule.ignore_missing_vnet_service_endpoint,
            )
            for rule in acls.virtual_network_rules or []
        ],
    )


def rai_policy_properties(
    content_filter: ContentFilter, blocklist_names: Mapping[str, str]
) -> cognitiveservices.RaiPolicyPropertiesArgs:
    """Properties of a raiPolicy, given the names of the account's blocklists by key."""
    return cognitiveservices.RaiPolicyPropertiesArgs(
        base_policy_name=BASE_POLICY,
        mode=filter_mode(content_filter),
        content_filters=[
            cognitiveservices.RaiPolicyContentFilterArgs(
                name=name,
                source=source,
                enabled=state.enabled,
                blocking=state.blocking,
                severity_threshold=state.severity_threshold,
            )
            for (name, source), state in filter_set(content_filter).items()
        ],
        custom_blocklists=[
            cognitiveservices.CustomBlocklistConfigArgs(
                blocklist_name=blocklist_names[key], source=source, blocking=use.blocking is not False
            )
            for key, use in sorted((content_filter.blocklists or {}).items())
            for source in _sources(use)
        ],
    )


def _sources(use: BlocklistUse) -> Iterator[str]:
    both = (BlocklistSource.Prompt, BlocklistSource.Completion)
    yield from (source.value for source in both if use.source in (source, BlocklistSource.Both, None))


def deployment_properties(
    deployment: ModelDeployment, filter_name: Optional[str], spillover_name: Optional[str]
) -> cognitiveservices.DeploymentPropertiesArgs:
    """Properties of a deployment. With version policy `auto` no version is sent, so that a later update does not
    take back what Azure upgraded."""
    auto = deployment.version_policy is VersionPolicy.Auto
    return cognitiveservices.DeploymentPropertiesArgs(
        model=cognitiveservices.DeploymentModelArgs(
            format=model_format(deployment.model, today()), name=deployment.model.name, version=deployment.model.version
        ),
        rai_policy_name=filter_name,
        spillover_deployment_name=spillover_name,
        version_upgrade_option="OnceNewDefaultVersionAvailable" if auto else "NoAutoUpgrade",
    )
