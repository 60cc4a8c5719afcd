"""`models --live` and `models show --live`: what Azure offers a subscription now."""

from azure_openai_catalog import models, regions, today

from ..exits import bad_input
from ..options import named, sku_name
from ..output import answer, table
from ..values import UNKNOWN, counted


def list_models(subscription: str | None, region: str | None, sku: str | None, name: str, as_json: bool) -> None:
    """List the model versions that a region offers. Raises BadInput without a region."""
    from .. import live

    if region is None:
        raise bad_input("--region", "Azure lists models by region.", "Give one, for example --region swedencentral.")
    offered = live.models(subscription, regions.normalise(region))
    named(name, sorted({one.model for one in offered}), f"Azure in {region}")
    found = [one for one in offered if name.lower() in one.model and (sku is None or sku_name(sku) in one.skus)]
    answer(
        {"region": region, "models": found},
        as_json,
        table(
            f"Models that Azure offers in {region}",
            ["Model", "Version", "Format", "Stage", "Retires", "Default", "SKUs"],
            [
                (one.model, one.version, one.format, one.stage, one.retirement_date, one.is_default, one.skus)
                for one in found
            ],
            f"{counted(len(found), 'version')}, as Azure answers now.",
        ),
    )


def show_capacity(subscription: str | None, model: str, version: str | None, as_json: bool) -> None:
    """Show what each region has free of a model version. Raises BadInput where the version is not clear."""
    from .. import live

    entry = models.find(model, version) if version else models.default_version(model, today())
    chosen = version or (entry.version if entry else None)
    if chosen is None:
        raise bad_input("--version", f"The catalogue has no version of {model} to ask for.", "Give one.")
    free = live.free_capacity(subscription, model, chosen, entry.format if entry else "OpenAI")
    answer(
        {"model": model, "version": chosen, "free": free},
        as_json,
        table(
            f"Free capacity of {model} {chosen}",
            ["Region", "Data zone", "SKU", "Free#"],
            [(one.region, regions.data_zone(one.region) or UNKNOWN, one.sku, one.available) for one in free],
            "In the unit of the SKU's capacity, as Azure answers now; it is not reserved.",
        ),
    )
