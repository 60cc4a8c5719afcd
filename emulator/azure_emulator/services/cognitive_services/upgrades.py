"""What Azure does by itself: moving deployments to the newest version of their model."""

from __future__ import annotations

from azure_openai_catalog import models, skus

from ...arm.store import Body
from ...arm.types import Context
from . import offers
from .names import DEPLOYMENTS

ALL = "all"


class UnknownDeployment(LookupError):
    """There is no deployment with that id."""


def upgrade(context: Context, deployment: str) -> list[str]:
    """Upgrade a deployment by id, or `all`, as far as Azure would; says what was moved, a line each.

    Azure moves deployments that pay per token and do not refuse it, to the default version of the day. Raises
    UnknownDeployment.
    """
    if deployment == ALL:
        chosen = context.store.of_type(DEPLOYMENTS)
    else:
        held = context.store.get(deployment)
        if held is None or held["type"] != DEPLOYMENTS:
            raise UnknownDeployment(f"There is no deployment '{deployment}'.")
        chosen = [held]
    return [line for held in chosen if (line := _upgraded(context, held))]


def _upgraded(context: Context, deployment: Body) -> str | None:
    held, model = deployment["properties"], deployment["properties"]["model"]
    sku = skus.find(deployment["sku"]["name"])
    newest = models.default_version(model["name"], context.today)
    if held["versionUpgradeOption"] == "NoAutoUpgrade" or sku is None or not sku.auto_version_upgrade:
        return None
    # Azure upgrades even where the new version was not offered before, so its regions do not matter.
    if newest is None or newest.version <= model["version"]:
        return None
    line = f"{deployment['id']}: {model['name']} {model['version']} -> {newest.version}"
    model["version"] = newest.version
    offers.fill_answers(deployment)
    context.store.put(DEPLOYMENTS, deployment["id"].rsplit("/", 2)[0], deployment)
    return line
