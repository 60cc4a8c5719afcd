"""What must hold of a model deployment before Azure is asked."""

from datetime import date
from typing import Iterable, Iterator

from azure_openai_catalog import content_filters, fine_tuning, limits, models, skus

from ..settings.deployments import ModelDeployment, VersionPolicy
from .offers import offer_problems
from .problems import Problem, listing

NO_FILTER = "none"
"""Value of `content_filter` that names no filter at all."""

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
        yield from offer_problems(deployment, location, today)


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
        versions = [fine_tuning.VERSION] if fine_tuned else [v.version for v in models.versions(deployment.model.name)]
        known = listing((f'"{version}"' for version in versions), empty="none")
        yield Problem(
            "model.version",
            "is required while the version is pinned.",
            f"Add one (known: {known}), or set `version_policy: auto`.",
        )


def _filter_problems(deployment: ModelDeployment, keys: list[str]) -> Iterator[Problem]:
    chosen = deployment.content_filter
    if chosen is None or chosen == NO_FILTER or chosen in keys or chosen in content_filters.SYSTEM_POLICIES:
        return
    yield Problem(
        "content_filter",
        f"{chosen!r} is no content filter of this account.",
        f"Use one of {listing([*keys, *content_filters.SYSTEM_POLICIES])}.",
    )
