"""Which model a deployment may name, and with which SKU and where Azure serves it."""

from __future__ import annotations

from azure_openai_catalog import fine_tuning, models, quotas, skus
from azure_openai_catalog.models import ModelVersion, Stage

from ...arm import errors
from ...arm.errors import ArmError
from ...arm.store import Body
from ...arm.types import Context
from ..common import properties

OPENAI = "OpenAI"

KINDS = (OPENAI, "AIServices")
"""Kinds of accounts that serve models."""


def serves(kind: str, model_format: str) -> bool:
    """Whether accounts of a kind serve models of a format: those of kind OpenAI have OpenAI's alone."""
    return kind != OPENAI or model_format == OPENAI


def fill_model(context: Context, body: Body, existing: Body | None) -> None:
    """Fill in format and version. A deployment that says no version keeps the one it has."""
    model = properties(body).setdefault("model", {})
    if not model.get("name"):
        raise errors.invalid("The model of deployment is not provided.")
    model.setdefault("format", OPENAI)
    if model.get("version"):
        return
    current = (existing or {}).get("properties", {}).get("model", {})
    if current.get("name") == model["name"]:
        model["version"] = current["version"]
    else:
        default = fine_tuning.served(model["name"], None, context.today)
        if default is None:
            raise _not_supported(model)
        model["version"] = default.version


def check_model(context: Context, account: Body, body: Body, existing: Body | None) -> ModelVersion:
    """What a deployment serves; refuses what Azure does not know, has retired, or not for this account."""
    model = body["properties"]["model"]
    served = fine_tuning.served(model["name"], model["version"], context.today)
    if served is None or served.format != model["format"]:
        if models.was_retired_earlier(model["name"], model["version"]):
            raise _deprecated(model, "its retirement date")
        raise _not_supported(model)
    if not serves(account["kind"], model["format"]):
        raise _not_supported(model)
    if served.stage_on(context.today) is Stage.retired and not _is_served_already(model, existing):
        day = served.retirement_date
        raise _deprecated(model, day.strftime("%m/%d/%Y") if day else "its retirement date")
    return served


def check_offer(served: ModelVersion, model: Body, sku: skus.DeploymentSku, location: str) -> None:
    """Refuse a SKU that the model or the region lacks. What is not known is let through."""
    offered = served.regions_for(sku.name)
    if offered == frozenset() or (sku.billing == "developer" and fine_tuning.find(model["name"]) is None):
        raise _sku_not_supported(model, sku)
    if offered is not None and location not in offered:
        raise errors.invalid(
            f"The specified SKU '{sku.name}' for model '{model['name']} {model['version']}' is not supported in this "
            f"region '{location}'."
        )


def fill_answers(body: Body) -> None:
    """Fill in what Azure says of a deployment that it serves."""
    model, sku = body["properties"]["model"], body["sku"]
    answers = properties(body)
    answers["currentCapacity"] = sku["capacity"]
    answers.pop("rateLimits", None)
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


def _is_served_already(model: Body, existing: Body | None) -> bool:
    held = (existing or {}).get("properties", {}).get("model", {})
    return all(held.get(key) == model[key] for key in ("format", "name", "version"))


def _title(model: Body) -> str:
    return f"Format:{model['format']},Name:{model['name']},Version:{model.get('version', '')}"


def _not_supported(model: Body) -> ArmError:
    message = f"The model '{_title(model)}' of account deployment is not supported."
    return ArmError(400, "DeploymentModelNotSupported", message)


def _deprecated(model: Body, since: str) -> ArmError:
    return ArmError(400, "ServiceModelDeprecated", f"The model '{_title(model)}' has been deprecated since {since}")


def _sku_not_supported(model: Body, sku: skus.DeploymentSku) -> ArmError:
    return errors.invalid(
        f"The specified SKU '{sku.name}' of account deployment is not supported by the model '{model['name']}' "
        f"version: '{model['version']}'."
    )
