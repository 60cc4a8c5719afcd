"""Whether Azure offers what a deployment asks for: model, version, SKU and capacity in a region, on a day."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from . import fine_tuning, models, nearest, ptu, regions, skus
from .fine_tuning import FineTunedModel
from .models import ModelVersion, Stage
from .problems import Problem, full_listing


def offer_problems(
    model: str, version: str | None, sku: str, capacity: int, region: str, day: date
) -> Iterator[Problem]:
    """What Azure would refuse of a deployment, and as warnings what the catalogue cannot tell.

    `version`: None where Azure chooses. Nothing is said of offers in an unknown region. Paths are those of the deployment's
    settings, for example `sku.name`.
    """
    fine_tuned = fine_tuning.find(model)
    if fine_tuned:
        yield from _fine_tuned_problems(fine_tuned, version, sku, capacity, day)
    elif model not in models.names():
        known = full_listing(nearest(model, models.names()), empty="see the catalogue")
        yield _newer(Problem("model.name", f"Azure has no model {model!r}.", f"Nearest: {known}."))
    else:
        yield from _model_problems(model, version, sku, capacity, region, day)


def _model_problems(
    model: str, given: str | None, sku_name: str, capacity: int, region: str, day: date
) -> Iterator[Problem]:
    version = models.find(model, given) if given else models.default_version(model, day)
    if version is not None:
        yield from _life_cycle_problems(version, day)
    elif given:
        yield _unknown_version(model, given, day)
    sku = skus.find(sku_name)
    if sku is None or sku.name != sku_name:
        yield _unknown_sku(sku_name, sku)
        return
    if sku.billing == "developer":
        yield Problem("sku.name", f"{sku.name} takes fine-tuned models only.", f"Use {full_listing(_paid_by_token())}.")
    elif version is not None and regions.is_known(region):
        yield from _region_problems(version, sku.name, region)
    yield from _capacity_problems(model, sku, capacity)


def _fine_tuned_problems(
    model: FineTunedModel, version: str | None, sku_name: str, capacity: int, day: date
) -> Iterator[Problem]:
    if version not in (None, fine_tuning.VERSION):
        what = f"{version!r} is no version of a fine-tuned model."
        yield _newer(Problem("model.version", what, f'Use "{fine_tuning.VERSION}".'))
    if model.base is None or not model.base.fine_tunable:
        what = f"Azure has no fine-tuned models of {model.base_name!r}."
        yield _newer(Problem("model.name", what, f"It has of {full_listing(_fine_tunable())}."))
        return
    if model.retirement_date is not None and model.retirement_date <= day:
        what = f"fine-tuned models of {model.base_name} were retired on {model.retirement_date}."
        yield Problem("model.name", what, "Fine-tune a newer model.")
    sku = skus.find(sku_name)
    if sku is None or sku.name != sku_name:
        yield _unknown_sku(sku_name, sku)
        return
    if sku.billing != "developer":
        what = f"the catalogue does not know where fine-tuned models are offered as {sku.name}."
        yield Problem("sku.name", what, "Azure will say.", is_warning=True)
    elif not model.developer_tier:
        yield Problem("sku.name", f"{sku.name} takes no {model.base_name}.", f"Use {full_listing(_paid_by_token())}.")
    yield from _capacity_problems(model.name, sku, capacity)


def _fine_tunable() -> list[str]:
    return [f"{version.model}-{version.version}" for version in models.all_versions() if version.fine_tunable]


def _paid_by_token() -> list[str]:
    return [name for name in skus.names() if skus.resolve(name).billing == "standard"]


def _unknown_sku(given: str, known: skus.DeploymentSku | None) -> Problem:
    likely = [known.name] if known else nearest(given, skus.names()) or skus.names()
    return Problem("sku.name", f"Azure has no deployment SKU {given!r}.", f"Use {full_listing(likely)}.")


def _unknown_version(model: str, given: str, day: date) -> Problem:
    known = full_listing(f'"{version.version}"' for version in models.in_service(model, day))
    if models.was_retired_earlier(model, given):
        return Problem("model.version", f"{model} {given} is retired.", f"Versions in service: {known}.")
    return _newer(Problem("model.version", f"{model} has no version {given!r}.", f"Versions in service: {known}."))


def _life_cycle_problems(version: ModelVersion, day: date) -> Iterator[Problem]:
    title = f"{version.model} {version.version}"
    if version.stage_on(day) is Stage.retired:
        retired = f" on {version.retirement_date}" if version.retirement_date else ""
        others = [other.version for other in models.in_service(version.model, day)]
        choice = full_listing(dict.fromkeys([*others, *filter(None, [version.replacement])]))
        yield _newer(Problem("model.version", f"{title} was retired{retired}.", f"Use instead: {choice}."))
    elif version.new_deployments == "existing_subscriptions_only":
        retires = f", until {version.retirement_date}" if version.retirement_date else ""
        better = f": {version.replacement}" if version.replacement else ""
        what = f"{title} is deprecated: Azure deploys it only where the subscription deployed it before{retires}."
        yield Problem("model.version", what, f"Choose another model for new work{better}.", is_warning=True)


def _region_problems(version: ModelVersion, sku: str, location: str) -> Iterator[Problem]:
    title, region = f"{version.model} {version.version}", regions.normalise(location)
    offered = version.regions_for(sku)
    if offered is None:
        what = f"the catalogue does not know where {title} is offered as {sku}."
        yield Problem("sku.name", what, "Azure will say.", is_warning=True)
    elif region not in offered:
        here = [name for name in skus.names() if region in (version.regions_for(name) or ())]
        instead = (
            f"{sku} is offered in {full_listing(sorted(offered), empty='no region')}; "
            f"{region} offers {full_listing(here, empty='no SKU of this version')}."
        )
        yield _newer(Problem("sku.name", f"{title} is not offered as {sku} in {region}.", instead))


def _capacity_problems(model: str, sku: skus.DeploymentSku, capacity: int) -> Iterator[Problem]:
    rule = ptu.capacity_rule(model, sku.name) if sku.billing == "provisioned" else None
    if rule is None or capacity < 1:
        return
    allowed = rule.nearest_allowed(capacity)
    if capacity not in allowed:
        yield Problem(
            "sku.capacity",
            f"{capacity} PTU cannot be bought for {model} as {sku.name}: "
            f"at least {rule.minimum}, at most {rule.maximum:,}, in steps of {rule.increment}.",
            f"Use {' or '.join(str(value) for value in dict.fromkeys(allowed))}.",
        )


def _newer(problem: Problem) -> Problem:
    return replace(problem, may_be_newer=True)
