"""The parts of ARM bodies that need more than passing a setting on."""

from typing import Optional

from pulumi_azure_native import cognitiveservices

from .filter_sets import filter_set
from .plan import model_format
from .settings.account import ManagedIdentities
from .settings.content_filters import ContentFilter
from .settings.deployments import ModelDeployment, VersionPolicy

BASE_POLICY = "Microsoft.DefaultV2"
"""System policy from which Azure fills in what a content filter does not list."""


def identity(identities: ManagedIdentities) -> cognitiveservices.IdentityArgs:
    """Identity block of an account."""
    user_assigned = sorted(identities.user_assigned_resource_ids or [])
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


def rai_policy_properties(content_filter: ContentFilter) -> cognitiveservices.RaiPolicyPropertiesArgs:
    """Properties of a raiPolicy."""
    return cognitiveservices.RaiPolicyPropertiesArgs(
        base_policy_name=BASE_POLICY,
        mode="Default",
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
    )


def deployment_properties(
    deployment: ModelDeployment, filter_name: Optional[str]
) -> cognitiveservices.DeploymentPropertiesArgs:
    """Properties of a deployment. With version policy `auto` no version is sent, so that a later update does not
    take back what Azure upgraded."""
    auto = deployment.version_policy is VersionPolicy.Auto
    return cognitiveservices.DeploymentPropertiesArgs(
        model=cognitiveservices.DeploymentModelArgs(
            format=model_format(deployment), name=deployment.model.name, version=deployment.model.version
        ),
        rai_policy_name=filter_name,
        version_upgrade_option="OnceNewDefaultVersionAvailable" if auto else "NoAutoUpgrade",
    )
