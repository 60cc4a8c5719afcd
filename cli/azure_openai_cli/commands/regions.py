"""`regions`: which region offers what."""

from typing import Annotated, Any

import typer

from azure_openai_catalog import AS_OF, fine_tuning, models, skus, today
from azure_openai_catalog import regions as catalog
from azure_openai_catalog.models import ModelVersion, Stage

from ..options import AsJson, Model, Sku, known, model_name, sku_name
from ..output import Drawn, answer, table


def regions(
    region: Annotated[
        str | None, typer.Argument(help="Only this region, and all it offers.", autocompletion=catalog.names)
    ] = None,
    model: Model = None,
    sku: Sku = None,
    as_json: AsJson = False,
) -> None:
    """List regions with their data zone, and which model versions each offers by SKU."""
    model = model and model_name(model)
    known(region=region, model=model, sku=sku)
    wanted = [catalog.normalise(region)] if region else list(catalog.names())
    rows = [_row(name, model, sku_name(sku)) for name in wanted]
    if model or sku:
        rows = [row for row in rows if row["offers"]]
    unknown = _not_known(model, sku_name(sku)) if model else []
    doubts = [
        f"Not known: where {one['model']} {one['version']} is offered as {', '.join(one['skus'])}." for one in unknown
    ]
    document = {"catalog_as_of": AS_OF, "regions": rows, "not_known": unknown}
    if region:
        answer(document, as_json, _offers(rows[0] if rows else _row(wanted[0], model, sku_name(sku))), *doubts)
        return
    answer(
        document,
        as_json,
        table(
            "Regions",
            ["Region", "Data zone", "Models#", "SKUs"],
            [
                (
                    row["region"],
                    row["data_zone"] or "none known",
                    len({offer["model"] for offer in row["offers"]}),
                    [name for name in skus.names() if any(name in offer["skus"] for offer in row["offers"])],
                )
                for row in rows
            ],
            f"Versions in service, catalogue of {AS_OF}. A region listed here is neither quota nor capacity.",
        ),
        *doubts,
    )


def _row(region: str, model: str | None, sku: str | None) -> dict[str, Any]:
    return {"region": region, "data_zone": catalog.data_zone(region), "offers": list(_in(region, model, sku))}


def _in(region: str, model: str | None, sku: str | None) -> list[dict[str, Any]]:
    offers = ((version, _skus(version, region, sku)) for version in _in_service(model))
    return [_entry(version, offered) for version, offered in offers if offered]


def _not_known(model: str, sku: str | None) -> list[dict[str, Any]]:
    """Versions and SKUs of a model for which nobody publishes the regions."""
    doubts = (
        (version, [name for name in ([sku] if sku else skus.names()) if version.regions_for(name) is None])
        for version in _in_service(model)
    )
    return [_entry(version, doubtful) for version, doubtful in doubts if doubtful]


def _in_service(model: str | None) -> list[ModelVersion]:
    return [
        version
        for name in ([model] if model else models.names())
        for version in fine_tuning.versions(name)
        if version.stage_on(today()) is not Stage.retired
    ]


def _skus(version: ModelVersion, region: str, sku: str | None) -> list[str]:
    return [name for name in ([sku] if sku else skus.names()) if region in (version.regions_for(name) or ())]


def _entry(version: ModelVersion, names: list[str]) -> dict[str, Any]:
    return {"model": version.model, "version": version.version, "skus": names}


def _offers(row: dict[str, Any]) -> Drawn:
    return table(
        f"{row['region']}, data zone: {row['data_zone'] or 'none known'}",
        ["Model", "Version", "SKUs"],
        [(offer["model"], offer["version"], offer["skus"]) for offer in row["offers"]],
        f"Versions in service, catalogue of {AS_OF}. A region listed here is neither quota nor capacity.",
    )
