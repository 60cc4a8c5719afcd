"""What must hold of a deployment's model, SKU and region, as far as the catalogue knows what Azure offers."""

from datetime import date
from typing import Iterator

from azure_openai_catalog import fine_tuning, models, nearest, ptu, regions, skus
from azure_openai_catalog.fine_tuning import FineTunedModel
from azure_openai_catalog.models import ModelVersion, Stage

from ..settings.deployments import Model, ModelDeployment
from .problems import Problem, listing
from .reading import timestamp_problem

_ESCAPE = "If it is newer than the catalogue, set `not_in_catalog: true`."


def offer_problems(deployment: ModelDeployment, location: str, today: date) -> Iterator[Problem]:
    """Problems of what is asked of Azure; paths are relative to the deployment."""
    model = deployment.model
    timestamp = timestamp_problem("model.version", model.version or "")
    if timestamp:
        yield timestamp
    elif fine_tuned := fine_tuning.find(model.name):
        yield from _fine_tuned_problems(deployment, fine_tuned, today)
    elif model.name not in models.names():
        known = listing(nearest(model.name, models.names()), empty="see the catalogue")
        yield Problem("model.name", f"Azure has no model {model.name!r}.", f"Nearest: {known}. {_ESCAPE}")
    else:
        yield from _model_problems(deployment, location, today)


def _model_problems(deployment: ModelDeployment, location: str, today: date) -> Iterator[Problem]:
    model = deployment.model
    version = models.find(model.name, model.version) if model.version else models.default_version(model.name, today)
    if version is None:
        yield from _unknown_version_problems(model, today)
    else:
        yield from _life_cycle_problems(version, today)
    sku = skus.find(deployment.sku.name)
    if sku is None or sku.name != deployment.sku.name:
        yield _unknown_sku(deployment.sku.name, sku)
        return
    if sku.billing == "developer":
        yield Problem("sku.name", f"{sku.name} takes fine-tuned models only.", f"Use {listing(_paid_by_token())}.")
    elif version is not None and regions.is_known(location):
        yield from _region_problems(version, sku.name, location)
    yield from _capacity_problems(model.name, sku, deployment.sku.capacity)


def _fine_tuned_problems(deployment: ModelDeployment, model: FineTunedModel, today: date) -> Iterator[Problem]:
    if deployment.model.version not in (None, fine_tuning.VERSION):
        yield Problem(
            "model.version",
            f"{deployment.model.version!r} is no version of a fine-tuned model.",
            f'Use "{fine_tuning.VERSION}". {_ESCAPE}',
        )
    if model.base is None or not model.base.fine_tunable:
        yield Problem(
            "model.name",
            f"Azure has no fine-tuned models of {model.base_name!r}.",
            f"It has of {listing(_fine_tunable())}. {_ESCAPE}",
        )
        return
    if model.retirement_date is not None and model.retirement_date <= today:
        yield Problem(
            "model.name",
            f"fine-tuned models of {model.base_name} were retired on {model.retirement_date}.",
            "Fine-tune a newer model.",
        )
    sku = skus.find(deployment.sku.name)
    if sku is None or sku.name != deployment.sku.name:
        yield _unknown_sku(deployment.sku.name, sku)
        return
    if sku.billing != "developer":
        what = f"the catalogue does not know where fine-tuned models are offered as {sku.name}."
        yield Problem("sku.name", what, "Azure will say.", is_warning=True)
    elif not model.developer_tier:
        yield Problem("sku.name", f"{sku.name} takes no {model.base_name}.", f"Use {listing(_paid_by_token())}.")
    yield from _capacity_problems(model.name, sku, deployment.sku.capacity)


def _fine_tunable() -> list[str]:
    return [f"{version.model}-{version.version}" for version in models.all_versions() if version.fine_tunable]


def _paid_by_token() -> list[str]:
    return [name for name in skus.names() if (sku := skus.find(name)) and sku.billing == "standard"]


def _unknown_sku(given: str, known: skus.DeploymentSku | None) -> Problem:
    likely = [known.name] if known else nearest(given, skus.names()) or skus.names()
    return Problem("sku.name", f"Azure has no deployment SKU {given!r}.", f"Use {listing(likely)}.")


def _unknown_version_problems(model: Model, today: date) -> Iterator[Problem]:
    if not model.version:
        return
    known = listing(f'"{version.version}"' for version in models.in_service(model.name, today))
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
        others = [other.version for other in models.in_service(version.model, today)]
        choice = listing(dict.fromkeys([*others, *([version.replacement] if version.replacement else [])]))
        yield Problem("model.version", f"{title} was retired{retired}.", f"Use instead: {choice}. {_ESCAPE}")
    elif version.new_deployments == "existing_subscriptions_only":
        retires = f", until {version.retirement_date}" if version.retirement_date else ""
        better = f": {version.replacement}" if version.replacement else ""
        yield Problem(
            "model.version",
            f"{title} is deprecated: Azure deploys it only where the subscription deployed it before{retires}.",
            f"Choose another model for new work{better}.",
            is_warning=True,
        )


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


def _capacity_problems(model: str, sku: skus.DeploymentSku, capacity: int) -> Iterator[Problem]:
    rule = ptu.capacity_rule(model, sku.name) if sku.billing == "provisioned" else None
    if rule is None or capacity < 1:
        return
    allowed = rule.nearest_allowed(capacity)
    if capacity not in allowed:
        yield Problem(
            "sku.capacity",
            f"{capacity} PTU cannot be bought for {model} as {sku.name}: "
            f"at least {rule.minimum}, in steps of {rule.increment}.",
            f"Use {' or '.join(str(value) for value in dict.fromkeys(allowed))}.",
        )
