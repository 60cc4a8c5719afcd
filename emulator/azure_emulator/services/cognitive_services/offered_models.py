"""The models that Azure lists for a region, as the catalogue has them: no more is said than is known."""

from __future__ import annotations

from collections.abc import Iterator

from azure_openai_catalog import models, ptu, quotas, skus
from azure_openai_catalog.models import ModelVersion, Stage

from ...arm.store import Body
from ...arm.types import Context
from . import offers

LIFECYCLE_STATUS = {
    Stage.preview: "Preview",
    Stage.ga: "GenerallyAvailable",
    Stage.legacy: "Legacy",
    Stage.deprecated: "Deprecating",
    Stage.retired: "Deprecated",
}
"""Azure's word for each stage of life."""

_CAPABILITIES = {"chat_completions": "chatCompletion", "responses": "responses", "realtime": "realtime"}
"""Azure's word for what a model can be called with, where it is on record (Models API answers, 2026-08)."""


def offered_skus(version: ModelVersion, location: str) -> list[skus.DeploymentSku]:
    """SKUs that a region is known to offer a version with."""
    found = [skus.resolve(name) for name, places in (version.regions or {}).items() if places and location in places]
    return sorted(found, key=lambda sku: sku.name)


def models_of(context: Context, location: str, kind: str) -> list[Body]:
    """What an account of a kind may deploy in a region, as Resource Manager lists it."""
    return [_model(context, version, location) for version in offered(location, kind)]


def offered(location: str, kind: str) -> Iterator[ModelVersion]:
    """Versions that a region is known to offer to accounts of a kind."""
    for version in models.all_versions():
        if offered_skus(version, location) and offers.serves(kind, version.format):
            yield version


def _model(context: Context, version: ModelVersion, location: str) -> Body:
    default = models.default_version(version.model, context.today)
    stage = version.stage_on(context.today)
    described: Body = {
        "format": version.format,
        "name": version.model,
        "version": version.version,
        "isDefaultVersion": default == version,
        "skus": [_sku(version, sku, location) for sku in offered_skus(version, location)],
        "capabilities": _capabilities(version),
    }
    if stage:
        described["lifecycleStatus"] = LIFECYCLE_STATUS[stage]
    if version.retirement_date:
        described["deprecation"] = {"inference": _moment(version)}
    return described


def _sku(version: ModelVersion, sku: skus.DeploymentSku, location: str) -> Body:
    entry: Body = {
        "name": sku.name,
        "usageName": quotas.pool(sku.name, version.model, location, version.format).counter,
    }
    if version.retirement_date:
        entry["deprecationDate"] = _moment(version)
    if sku_capacity := capacity(version, sku):
        entry["capacity"] = sku_capacity
    return entry


def capacity(version: ModelVersion, sku: skus.DeploymentSku) -> Body | None:
    """Capacities that a deployment may have; None where no rule is known."""
    rule = ptu.capacity_rule(version.model, sku.name)
    return rule and {"minimum": rule.minimum, "step": rule.increment, "default": rule.minimum}


def _capabilities(version: ModelVersion) -> dict[str, str]:
    """What a model can do; Azure writes all values as strings."""
    found = {_CAPABILITIES[api]: "true" for api in version.apis if api in _CAPABILITIES}
    if version.fine_tunable:
        found["fineTune"] = "true"
    if version.context_window:
        found["maxContextToken"] = str(version.context_window)
    if version.max_output_tokens:
        found["maxOutputToken"] = str(version.max_output_tokens)
    return found


def _moment(version: ModelVersion) -> str:
    return f"{version.retirement_date}T00:00:00Z"
