"""What must hold of a model deployment before Azure is asked."""

from datetime import date
from typing import Iterable, Iterator

from azure_openai_catalog import content_filters, fine_tuning, limits, models, offers, skus
from azure_openai_catalog.problems import full_listing

from ..settings.deployments import ModelDeployment, VersionPolicy
from .problems import Problem
from .reading import timestamp_problem

NO_FILTER = "none"
"""Value of `content_filter` that names no filter at all."""

_ESCAPE = "If it is newer than the catalogue, set `not_in_catalog: true`."

DEFAULT_FILTER = "default"
"""Key of the content filter of a deployment that names none."""


def deployment_problems(
    deployment: ModelDeployment, location: str, filter_keys: Iterable[str], today: date
) -> Iterator[Problem]:
    """Problems of one deployment in a region; paths are relative to the deployment."""
    yield from _version_policy_problems(deployment)
    yield from _filter_problems(deployment, sorted({DEFAULT_FILTER, *filter_keys}))
    if deployment.name is not None:
        yield from name_problems("name", deployment.name)
    if deployment.sku.capacity < 1:
        yield Problem("sku.capacity", f"is {deployment.sku.capacity}.", "Use 1 or more.")
    if not deployment.not_in_catalog:
        yield from _offer_problems(deployment, location, today)


def name_problems(where: str, name: str) -> Iterator[Problem]:
    """Problems of a deployment's name."""
    if len(name) > limits.DEPLOYMENT_NAME.max_length:
        yield Problem(
            where,
            f"{name!r} has {len(name)} characters, Azure takes {limits.DEPLOYMENT_NAME.max_length}.",
            "Shorten it, or give a short `name` beside a long key.",
        )
    elif not limits.DEPLOYMENT_NAME.matches(name):
        yield Problem(where, f"{name!r} cannot name a deployment.", "Use letters, digits, `-`, `_` and `.`.")


def _version_policy_problems(deployment: ModelDeployment) -> Iterator[Problem]:
    version = deployment.model.version
    auto = deployment.version_policy is VersionPolicy.Auto
    fine_tuned = fine_tuning.find(deployment.model.name) is not None
    sku = skus.find(deployment.sku.name)
    if auto and fine_tuned:
        yield Problem("version_policy", "is `auto`, but fine-tuned models are not upgraded.", "Use `pinned`.")
    elif auto and sku and not sku.auto_version_upgrade:
        what = f"is `auto`, but Azure upgrades no {sku.name} deployment by itself."
        yield Problem("version_policy", what, "The version that Azure chooses first stays.", is_warning=True)
    if auto and version:
        yield Problem(
            "model.version",
            f"{version!r} is given although `version_policy` is `auto`.",
            "Remove the version, or use `pinned`.",
        )
    if not auto and not version:
        known = full_listing(f'"{entry.version}"' for entry in models.versions(deployment.model.name))
        choose = f"Add one (known: {known}), or set `version_policy: auto`."
        instead = f'Add "{fine_tuning.VERSION}", the one of a fine-tuned model.' if fine_tuned else choose
        yield Problem("model.version", "is required while the version is pinned.", instead)


def _filter_problems(deployment: ModelDeployment, keys: list[str]) -> Iterator[Problem]:
    chosen = deployment.content_filter
    if chosen is None or chosen == NO_FILTER or chosen in keys or chosen in content_filters.SYSTEM_POLICIES:
        return
    yield Problem(
        "content_filter",
        f"{chosen!r} is no content filter of this account.",
        f"Use one of {full_listing([*keys, *content_filters.SYSTEM_POLICIES])}.",
    )


def _offer_problems(deployment: ModelDeployment, location: str, today: date) -> Iterator[Problem]:
    model, sku = deployment.model, deployment.sku
    timestamp = timestamp_problem("model.version", model.version or "")
    if timestamp:
        yield timestamp
        return
    for found in offers.offer_problems(model.name, model.version or None, sku.name, sku.capacity, location, today):
        instead = f"{found.instead} {_ESCAPE}" if found.may_be_newer else found.instead
        yield Problem(found.where, found.what, instead, found.is_warning)
