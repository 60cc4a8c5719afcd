"""Deployments: what Azure checks before it serves a model."""

from __future__ import annotations

from azure_openai_catalog import content_filters, fine_tuning, limits, ptu, skus

from ...arm import errors
from ...arm.errors import ArmError
from ...arm.ids import ResourceId, child
from ...arm.store import Body
from ...arm.types import ANY, Context, ResourceType, Seconds
from ..common import properties, require_name
from . import offers, quota, spillover
from .names import API_VERSIONS, DEPLOYMENTS, account_lock

DEFAULT_POLICY = "Microsoft.DefaultV2"
UPGRADE_OPTIONS = ("NoAutoUpgrade", "OnceCurrentVersionExpired", "OnceNewDefaultVersionAvailable")


def _fill(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    require_name(resource, limits.DEPLOYMENT_NAME.pattern.strip("^$"))
    account = context.store.get(resource.parent) or {}
    sku = _check_sku(body)
    offers.fill_model(context, body, existing)
    _check_model_change(body, existing, sku)
    served = offers.check_model(context, account, body, existing)
    _check_count(context, resource, body, existing)
    offers.check_offer(served, body["properties"]["model"], sku, account["location"])
    _check_capacity(body, sku)
    _check_references(context, resource, body)
    quota.check(context.store, body, existing, account["location"], context.settings.quota_tier)
    offers.fill_answers(body)


def _check_sku(body: Body) -> skus.DeploymentSku:
    given = (body.get("sku") or {}).get("name")
    if not given:
        raise errors.invalid("The sku of model deployment is not provided.")
    sku = skus.find(given)
    if sku is None:
        raise errors.invalid(f"The deployment sku name '{given}' is invalid.")
    body["sku"].setdefault("capacity", 1)
    return sku


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


def _check_count(context: Context, resource: ResourceId, body: Body, existing: Body | None) -> None:
    held = [c for c in context.store.children(resource.parent) if c["type"] == DEPLOYMENTS]
    if existing is None and len(held) >= limits.DEPLOYMENTS_PER_ACCOUNT:
        raise ArmError(400, "DeploymentLimitReached", f"The account has {len(held)} deployments, which is the limit.")
    tuned = [c for c in held if _is_fine_tuned(c) and c["id"].lower() != resource.key]
    if _is_fine_tuned(body) and len(tuned) >= limits.FINE_TUNED_DEPLOYMENTS_PER_ACCOUNT:
        raise ArmError(
            400,
            "DeploymentLimitReached",
            f"The account has {len(tuned)} deployments of fine-tuned models, which is the limit.",
        )


def _is_fine_tuned(deployment: Body) -> bool:
    return fine_tuning.find(deployment["properties"]["model"]["name"]) is not None


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
    spillover.check(context, resource, body)
    option = held.get("versionUpgradeOption") or "OnceCurrentVersionExpired"
    if option not in UPGRADE_OPTIONS:
        raise errors.invalid(f"The version upgrade option '{option}' is not valid.")
    held["versionUpgradeOption"] = option


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
            # The specification lets it be written; Azure's answer says what it is.
            "currentCapacity": ANY,
        },
    },
    fill=_fill,
    refuse_delete=spillover.refuse_delete,
    locks=account_lock,
    seconds=Seconds(create=20, update=15, delete=10),
)
