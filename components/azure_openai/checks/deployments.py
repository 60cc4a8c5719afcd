"""What must hold of a model deployment before Azure is asked."""

from datetime import date
from typing import Iterable, Iterator

from azure_openai_catalog import content_filters, limits, models, nearest, ptu, regions, skus
from azure_openai_catalog.models import ModelVersion, Stage

from ..settings.deployments import Model, ModelDeployment, VersionPolicy
from .problems import Problem, listing
from .reading import timestamp_problem

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
        yield from _catalog_problems(deployment, location, today)


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
    if auto and version:
        yield Problem(
            "model.version",
            f"{version!r} is given although `version_policy` is `auto`.",
            "Remove the version, or use `pinned`.",
        )
    if not auto and not version:
        known = listing(f'"{entry.version}"' for entry in models.versions(deployment.model.name))
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


def _catalog_problems(deployment: ModelDeployment, location: str, today: date) -> Iterator[Problem]:
    model = deployment.model
    timestamp = timestamp_problem("model.version", model.version or "")
    if timestamp:
        yield timestamp
        return
    if model.name not in models.names():
        known = listing(nearest(model.name, models.names()), empty="see the catalogue")
        yield Problem("model.name", f"Azure has no model {model.name!r}.", f"Nearest: {known}. {_ESCAPE}")
        return
    version = models.find(model.name, model.version) if model.version else models.default_version(model.name, today)
    if version is None:
        yield from _unknown_version_problems(model, today)
    else:
        yield from _life_cycle_problems(version, today)
    yield from _sku_problems(deployment, version, location)


_ESCAPE = "If it is newer than the catalogue, set `not_in_catalog: true`."


def _unknown_version_problems(model: Model, today: date) -> Iterator[Problem]:
    if not model.version:
        return
    usable = [v.version for v in models.versions(model.name) if v.stage_on(today) is not Stage.retired]
    known = listing(f'"{version}"' for version in usable)
    if models.was_retired_earlier(model.name, model.version):
        yield Problem("model.version", f"{model.name} {model.version} is retired.", f"Versions in service: {known}.")
    else:
        yield Problem(
            "model.version",
            f"{model.name} has no version {model.version!r}.",
            f"Versions in service: {known}. {_ESCAPE}",
        )


def _life_cycle_problems(version: ModelVersion, today: date) -> Iterator[Problem]:
    title = f"{version.model} {version.version}"
    stage = version.stage_on(today)
    if stage is Stage.retired:
        retired = f" on {version.retirement_date}" if version.retirement_date else ""
        others = [v for v in models.versions(version.model) if v.stage_on(today) is not Stage.retired]
        choice = listing(
            dict.fromkeys([v.version for v in others] + ([version.replacement] if version.replacement else []))
        )
        yield Problem("model.version", f"{title} was retired{retired}.", f"Use instead: {choice}. {_ESCAPE}")
    elif version.new_deployments == "existing_subscriptions_only":
        yield Problem(
            "model.version",
            f"{title} is deprecated: Azure deploys it only where the subscription deployed it before.",
            "Choose another model for new work.",
            is_warning=True,
        )


def _sku_problems(deployment: ModelDeployment, version: ModelVersion | None, location: str) -> Iterator[Problem]:
    sku = skus.find(deployment.sku.name)
    if sku is None or sku.name != deployment.sku.name:
        likely = [sku.name] if sku else nearest(deployment.sku.name, skus.names()) or skus.names()
        yield Problem("sku.name", f"Azure has no deployment SKU {deployment.sku.name!r}.", f"Use {listing(likely)}.")
        return
    if version is not None and location:
        yield from _region_problems(version, sku.name, location)
    yield from _capacity_problems(deployment, sku)


def _region_problems(version: ModelVersion, sku: str, location: str) -> Iterator[Problem]:
    title, region = f"{version.model} {version.version}", regions.normalise(location)
    offered = version.regions_for(sku)
    if offered is None:
        what = f"the catalogue does not know where {title} is offered as {sku}."
        yield Problem("sku.name", what, "Azure will say.", is_warning=True)
    elif region not in offered:
        here = [name for name in skus.names() if region in (version.regions_for(name) or ())]
        yield Problem(
            "sku.name",
            f"{title} is not offered as {sku} in {region}.",
            f"{sku} is offered in {listing(sorted(offered), empty='no region')}; "
            f"{region} offers {listing(here, empty='no SKU of this version')}. {_ESCAPE}",
        )


def _capacity_problems(deployment: ModelDeployment, sku: skus.DeploymentSku) -> Iterator[Problem]:
    capacity = deployment.sku.capacity
    rule = ptu.capacity_rule(deployment.model.name, sku.name) if sku.billing == "provisioned" else None
    if rule is None or capacity < 1:
        return
    allowed = rule.nearest_allowed(capacity)
    if capacity not in allowed:
        yield Problem(
            "sku.capacity",
            f"{capacity} PTU cannot be bought for {deployment.model.name} as {sku.name}: "
            f"at least {rule.minimum}, in steps of {rule.increment}.",
            f"Use {' or '.join(str(value) for value in dict.fromkeys(allowed))}.",
        )
