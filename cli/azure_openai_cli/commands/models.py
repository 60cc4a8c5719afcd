"""`models` and `models show`: which model in which version, in which stage of its life, where."""

from datetime import date
from typing import Annotated, Any

import typer

from azure_openai_catalog import AS_OF, fine_tuning, models, ptu, quotas, regions, skus, sources, today
from azure_openai_catalog.models import ModelVersion, Stage

from ..exits import bad_input
from ..options import AsJson, Live, Region, Sku, Subscription, known, model_name, named, sku_name
from ..output import Drawn, answer, table
from ..values import counted, plain, text
from . import offered

app = typer.Typer(help="Models and versions: stage of life, retirement, limits, regions.")


@app.callback(invoke_without_command=True)
def models_(
    context: typer.Context,
    name: Annotated[str, typer.Option(help="Only models whose name contains this.")] = "",
    region: Region = None,
    sku: Sku = None,
    api: Annotated[
        str | None,
        typer.Option(help="Only with this interface, for example responses.", autocompletion=models.apis),
    ] = None,
    stage: Annotated[Stage | None, typer.Option(help="Only in this stage of life today.", case_sensitive=False)] = None,
    retired: Annotated[bool, typer.Option("--retired", help="Retired versions too.")] = False,
    live: Live = False,
    subscription: Subscription = None,
    as_json: AsJson = False,
) -> None:
    """List models and versions, of the catalogue or of a region as Azure offers it now (`--live --region`)."""
    if context.invoked_subcommand:
        return
    known(region=region, sku=sku, api=api)
    if live:
        offered.list_models(subscription, region, sku, name, as_json)
        return
    named(name, models.names(), "The catalogue")
    day = today()
    found = [
        version
        for version in models.all_versions()
        if name.lower() in version.model
        and _in_stage(version, day, stage, retired)
        and (api is None or api in version.apis)
        and _offered(version, region, sku)
    ]
    answer(
        {"catalog_as_of": AS_OF, "day": day, "models": [_summary(version, day) for version in found]},
        as_json,
        table(
            "Models",
            ["Model", "Version", "Stage", "Retires", "Context#", "SKUs", "Interfaces"],
            [
                (
                    version.model,
                    version.version,
                    version.stage_on(day),
                    retirement(version),
                    version.context_window,
                    None if version.regions is None else _abbreviated(version),
                    version.apis or None,
                )
                for version in found
            ],
            f"{counted(len(found), 'version')} on {day}, catalogue of {AS_OF}. `azure-openai models show MODEL` tells all of one.",
        ),
    )


@app.command("show")
def show(
    model: Annotated[
        str,
        typer.Argument(
            help="Model name, for example gpt-5.1, or name of a fine-tuned model.",
            autocompletion=models.names,
        ),
    ],
    version: Annotated[str | None, typer.Option(help="Only this version.")] = None,
    live: Live = False,
    subscription: Subscription = None,
    as_json: AsJson = False,
) -> None:
    """Tell everything about a model: versions, limits, regions by SKU, PTU and quota.

    With `--live`: what each region has free of it now.
    """
    model = model_name(model)
    if live:
        offered.show_capacity(subscription, model, version, as_json)
        return
    known(model=model)
    versions = fine_tuning.versions(model)
    shown = [entry for entry in versions if version in (None, entry.version)]
    if not shown:
        have = ", ".join(entry.version for entry in versions) or "none that is known"
        wanted = "version" if version is None else f"version {version!r}"
        raise bad_input("version", f"The catalogue has no {wanted} of {model}.", f"Versions: {have}.")
    fine_tuned = fine_tuning.find(model)
    base = fine_tuned and fine_tuned.base
    day, source = today(), sources.of("models", "models", base.model if base else model)
    documents = [_details(entry, day) for entry in shown]
    answer(
        {"source": str(source), "day": day, "model": model, "versions": documents},
        as_json,
        *(drawn for entry in shown for drawn in _drawn(entry, day)),
        f"Source: {source}.",
    )


def retirement(version: ModelVersion) -> str | None:
    """When a version retires, as people read it."""
    if version.retirement_date is None:
        return None
    return f"{'not before ' if version.retirement_is_earliest else ''}{version.retirement_date}"


def _in_stage(version: ModelVersion, day: date, stage: Stage | None, retired: bool) -> bool:
    now = version.stage_on(day)
    return now is stage if stage else retired or now is not Stage.retired


def _offered(version: ModelVersion, region: str | None, sku: str | None) -> bool:
    wanted = [sku_name(sku) or ""] if sku else list(version.regions or ())
    places = [version.regions_for(one) or frozenset[str]() for one in wanted]
    if region is None:
        return sku is None or any(places)
    return any(regions.normalise(region) in place for place in places)


def _abbreviated(version: ModelVersion) -> str:
    offered = {skus.find(name) for name, places in (version.regions or {}).items() if places != frozenset()}
    kinds = sorted({f"{sku.scope.replace('_', ' ')} {sku.billing}" for sku in offered if sku})
    return ", ".join(kinds) or "none"


def _summary(version: ModelVersion, day: date) -> dict[str, Any]:
    return {**plain(version), "stage": version.stage_on(day)}


def _details(version: ModelVersion, day: date) -> dict[str, Any]:
    return {**_summary(version, day), "provisioned": _provisioned(version), "quota_by_tier": _quota(version)}


def _provisioned(version: ModelVersion) -> dict[str, ptu.CapacityRule]:
    rules = {sku: ptu.capacity_rule(version.model, sku) for sku in skus.names()}
    return {sku: rule for sku, rule in rules.items() if rule is not None}


def _quota(version: ModelVersion) -> dict[str, list[int | None]]:
    tiers = range(1, quotas.HIGHEST_TIER + 1)
    limits = {
        sku: [quotas.default_limit(version.model, version.version, sku, tier) for tier in tiers] for sku in skus.names()
    }
    return {sku: sizes for sku, sizes in limits.items() if any(size is not None for size in sizes)}


def _drawn(version: ModelVersion, day: date) -> list[Drawn]:
    stage = version.stage_on(day)
    facts = [
        ("stage", stage),
        ("retires", retirement(version)),
        ("new deployments", "refused" if stage is Stage.retired else version.new_deployments),
        ("successor", version.replacement),
        ("interfaces", version.apis or None),
        ("features", version.features or None),
        ("context window", None if version.context_window is None else f"up to {text(version.context_window)} tokens"),
        ("input tokens at most", version.max_input_tokens),
        ("output tokens at most", version.max_output_tokens),
        ("fine-tunable", version.fine_tunable),
    ]
    rules, limits = _provisioned(version), _quota(version)
    places = [
        (
            sku,
            None if where is None else len(where),
            version.context_window_for(sku),
            f"{rules[sku].minimum} + n x {rules[sku].increment}" if sku in rules else "",
            text(limits[sku][0]) if sku in limits else "",
            quotas.capacity_unit(version.model, version.version, sku),
            where,
        )
        for sku, where in (version.regions or {}).items()
    ]
    return [
        table(f"{version.model} {version.version}", ["Fact", "Value"], facts),
        table(
            "Where",
            ["SKU", "Regions#", "Context window#", "PTU", "Quota in tier 1#", "Unit of quota", "Names"],
            places,
            "A region listed here is neither quota nor capacity.",
        )
        if version.regions is not None
        else "Regions: not known.",
    ]
