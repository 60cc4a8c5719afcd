"""Deployments: what Azure checks before it serves a model."""

from __future__ import annotations

from azure_openai_catalog import content_filters, limits, models, ptu, quotas, skus
from azure_openai_catalog.models import ModelVersion, Stage

from ...arm import errors
from ...arm.errors import ArmError
from ...arm.ids import ResourceId, child
from ...arm.store import Body
from ...arm.types import ANY, Context, ResourceType, Seconds
from ..common import properties, require_name
from . import quota
from .names import API_VERSIONS, DEPLOYMENTS, account_lock

DEFAULT_POLICY = "Microsoft.DefaultV2"
UPGRADE_OPTIONS = ("NoAutoUpgrade", "OnceCurrentVersionExpired", "OnceNewDefaultVersionAvailable")


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_name(resource, limits.DEPLOYMENT_NAME.pattern.strip("^$"))
    account = context.store.get(resource.parent) or {}
    sku = _check_sku(body)
    _fill_model(context, body, existing)
    _check_model_change(body, existing, sku)
    _check_count(context, resource, existing)
    version = _check_version(context, body, existing)
    if version is not None:
        _check_offer(version, sku, account["location"])
    _check_capacity(body, sku)
    _check_references(context, resource, body)
    quota.check(context.store, body, existing, account["location"], context.settings.quota_tier)
    _fill_answers(body)


def _check_sku(body: Body) -> skus.DeploymentSku:
    given = (body.get("sku") or {}).get("name")
    if not given:
        raise errors.invalid("The sku of model deployment is not provided.")
    sku = skus.find(given)
    if sku is None:
        raise errors.invalid(f"The deployment sku name '{given}' is invalid.")
    body["sku"].setdefault("capacity", 1)
    return sku


def _fill_model(context: Context, body: Body, existing: Body | None) -> None:
    model = properties(body).setdefault("model", {})
    if not model.get("name"):
        raise errors.invalid("The model of deployment is not provided.")
    model.setdefault("format", "OpenAI")
    if model.get("version"):
        return
    current = (existing or {}).get("properties", {}).get("model", {})
    default = models.default_version(model["name"], context.today)
    if current.get("name") == model["name"]:
        model["version"] = current["version"]
    elif default is None:
        raise _not_supported(model["name"], "")
    else:
        model["version"] = default.version


def _check_model_change(body: Body, existing: Body | None, sku: skus.DeploymentSku) -> None:
    if existing is None or sku.billing == "provisioned":
        return
    old, new = existing["properties"]["model"], body["properties"]["model"]
    if (old["name"], old["format"]) == (new["name"], new["format"]):
        return
    if existing["sku"]["capacity"] != body["sku"]["capacity"]:
        raise ArmError(
            400, "CannotChangeDeploymentModel", "Cannot change capacity and model at the same time for deployment"
        )
    raise ArmError(400, "CannotChangeDeploymentModel", "The model of deployment cannot be changed.")


def _check_count(context: Context, resource: ResourceId, existing: Body | None) -> None:
    held = [c for c in context.store.children(resource.parent) if c["type"] == DEPLOYMENTS]
    if existing is None and len(held) >= limits.DEPLOYMENTS_PER_ACCOUNT:
        raise ArmError(400, "DeploymentLimitReached", f"The account has {len(held)} deployments, which is the limit.")


def _check_version(context: Context, body: Body, existing: Body | None) -> ModelVersion | None:
    model = body["properties"]["model"]
    version = models.find(model["name"], model["version"])
    if version is None or version.format != model["format"]:
        if models.was_retired_earlier(model["name"], model["version"]):
            raise _deprecated(model["name"], model["version"], "its retirement date")
        raise _not_supported(model["name"], model["version"])
    same = existing is not None and existing["properties"]["model"] == model
    if version.stage_on(context.today) is Stage.retired and not same:
        day = version.retirement_date.strftime("%m/%d/%Y") if version.retirement_date else "its retirement date"
        raise _deprecated(model["name"], model["version"], day)
    return version


def _check_offer(version: ModelVersion, sku: skus.DeploymentSku, location: str) -> None:
    if version.regions is None:
        return
    if sku.name not in version.regions:
        raise errors.invalid(
            f"The specified SKU '{sku.name}' of account deployment is not supported by the model '{version.model}' "
            f"version: '{version.version}'."
        )
    offered = version.regions[sku.name]
    if offered is not None and location not in offered:
        raise errors.invalid(
            f"The specified SKU '{sku.name}' for model '{version.model} {version.version}' is not supported in this "
            f"region '{location}'."
        )


def _check_capacity(body: Body, sku: skus.DeploymentSku) -> None:
    capacity = body["sku"]["capacity"]
    if capacity < 1 or capacity != int(capacity):
        raise errors.invalid(f"The capacity '{capacity}' of deployment is not valid.")
    body["sku"]["capacity"] = int(capacity)
    rule = ptu.capacity_rule(body["properties"]["model"]["name"], sku.name)
    if rule is not None and not rule.allows(int(capacity)):
        raise errors.invalid(
            f"The capacity '{capacity}' of deployment is not valid: at least {rule.minimum}, in steps of {rule.increment}."
        )


def _check_references(context: Context, resource: ResourceId, body: Body) -> None:
    held = properties(body)
    policy = held.setdefault("raiPolicyName", DEFAULT_POLICY)
    own = child(resource.parent, "raiPolicies", policy)
    if policy not in content_filters.SYSTEM_POLICIES and context.store.get(own) is None:
        raise errors.invalid(f"The specified RaiPolicyName '{policy}' is not found, please update it to a valid value.")
    spillover = held.get("spilloverDeploymentName")
    if spillover and context.store.get(child(resource.parent, "deployments", spillover)) is None:
        raise errors.invalid(f"The specified SpilloverDeploymentName '{spillover}' is not found.")
    option = held.get("versionUpgradeOption") or "OnceCurrentVersionExpired"
    if option not in UPGRADE_OPTIONS:
        raise errors.invalid(f"The version upgrade option '{option}' is not valid.")
    held["versionUpgradeOption"] = option


def _fill_answers(body: Body) -> None:
    model, sku = body["properties"]["model"], body["sku"]
    answers = properties(body)
    answers["currentCapacity"] = sku["capacity"]
    rates = _rate_limits(model["name"], model["version"], sku["name"], sku["capacity"])
    if rates:
        answers["rateLimits"] = rates


def _rate_limits(model: str, version: str, sku: str, capacity: int) -> list[Body]:
    """Rate limits as Azure reports them on a deployment."""
    known = quotas.rate_limits(model, version, sku, capacity)
    if known is None:
        return []
    counts = {"request": known.requests_per_minute, "token": known.tokens_per_minute}
    return [{"key": key, "renewalPeriod": 60, "count": count} for key, count in counts.items() if count is not None]


def _not_supported(model: str, version: str) -> ArmError:
    title = f"Format:OpenAI,Name:{model},Version:{version}"
    return ArmError(400, "DeploymentModelNotSupported", f"The model '{title}' of account deployment is not supported.")


def _deprecated(model: str, version: str, since: str) -> ArmError:
    title = f"Format:OpenAI,Name:{model},Version:{version}"
    return ArmError(400, "ServiceModelDeprecated", f"The model '{title}' has been deprecated since {since}")


def _refuse_delete(context: Context, resource: ResourceId, body: Body) -> None:
    for other in context.store.children(resource.parent):
        if (
            other["type"] == DEPLOYMENTS
            and other["properties"].get("spilloverDeploymentName", "").lower() == resource.name.lower()
        ):
            raise errors.invalid(f"The deployment '{resource.name}' is the spillover target of '{other['name']}'.")


DEPLOYMENT = ResourceType(
    name=DEPLOYMENTS,
    api_versions=API_VERSIONS,
    declared={
        "tags": ANY,
        "sku": {"name": ANY, "capacity": ANY, "tier": ANY, "size": ANY, "family": ANY},
        "properties": {
            "model": {
                "format": ANY,
                "name": ANY,
                "version": ANY,
                "source": ANY,
                "sourceAccount": ANY,
                "publisher": ANY,
            },
            "raiPolicyName": ANY,
            "versionUpgradeOption": ANY,
            "spilloverDeploymentName": ANY,
            "parentDeploymentName": ANY,
        },
    },
    fill=_fill,
    refuse_delete=_refuse_delete,
    locks=account_lock,
    seconds=Seconds(create=20, update=15, delete=10),
)
