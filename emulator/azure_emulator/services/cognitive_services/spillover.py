"""Spillover: a provisioned deployment hands what it cannot serve to a pay-per-token one of the same account."""

from __future__ import annotations

from azure_openai_catalog import skus

from ...arm import errors
from ...arm.ids import ResourceId, child
from ...arm.store import Body
from ...arm.types import Context
from ..common import properties
from .names import DEPLOYMENTS


def check(context: Context, resource: ResourceId, body: Body) -> None:
    """Refuse a target that does not fit (spillover, 2026-06-18). Azure's words are not on record."""
    name = properties(body).get("spilloverDeploymentName")
    if not name:
        return
    sku = body["sku"]["name"]
    source = skus.find(sku)
    if source is None or not source.supports_spillover:
        raise errors.invalid(f"A deployment with SKU '{sku}' takes no SpilloverDeploymentName.")
    target = context.store.get(child(resource.parent, "deployments", name))
    if target is None:
        raise errors.invalid(f"The specified SpilloverDeploymentName '{name}' is not found.")
    found = skus.find(target["sku"]["name"])
    if found is None or not found.can_be_spillover_target:
        raise errors.invalid(
            f"The spillover deployment '{name}' has SKU '{target['sku']['name']}': use a standard one."
        )
    ours, theirs = (_model(held) for held in (body, target))
    if ours != theirs:
        raise errors.invalid(f"The spillover deployment '{name}' serves {theirs}, not {ours}.")


def refuse_delete(context: Context, resource: ResourceId, body: Body) -> None:
    """A target stays as long as another deployment names it."""
    for other in context.store.children(resource.parent):
        held = other["properties"].get("spilloverDeploymentName") if other["type"] == DEPLOYMENTS else None
        if held and held.lower() == resource.name.lower():
            raise errors.invalid(f"The deployment '{resource.name}' is the spillover target of '{other['name']}'.")


def _model(deployment: Body) -> str:
    model = deployment["properties"]["model"]
    return f"{model['name']} {model['version']}"
