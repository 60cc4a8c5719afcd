"""`ptu`: provisioned throughput for a load, what it costs, and the cheapest mix with spillover."""

import csv
from pathlib import Path
from typing import Annotated, Any

import typer

from azure_openai_catalog import capacity, mix, ptu, skus, today
from azure_openai_catalog import models as catalog
from azure_openai_catalog.capacity import Load, ProvisionedCapacity, TokenCapacity
from azure_openai_catalog.mix import BreakEven, Mix, Stretch, TokenPrices
from azure_openai_catalog.problems import CatalogError, NotKnown

from .. import documents
from ..exits import bad_input
from ..loads import CachedShare, load
from ..options import AsJson, Sku
from ..output import Drawn, answer, table

Price = Annotated[float | None, typer.Option(help="Price of a million such tokens, pay per token.")]


def ptu_(
    model: Annotated[str, typer.Argument(help="Model name, for example gpt-5.1.")],
    calls: Annotated[float, typer.Option("--calls-per-minute", help="Calls per minute at the busiest time.")],
    prompt_tokens: Annotated[float, typer.Option(help="Prompt tokens of a call, on average.")],
    output_tokens: Annotated[float, typer.Option(help="Output tokens of a call, on average, reasoning included.")],
    cached_share: CachedShare = 0,
    cache_write_share: Annotated[
        float, typer.Option(help="Share of the prompt written to the cache; counts for GPT-6.")
    ] = 0,
    long_context: Annotated[
        bool, typer.Option("--long-context", help="The calls are of the long-context class.")
    ] = False,
    version: Annotated[str | None, typer.Option(help="Version. Default: the one Azure takes by default.")] = None,
    sku: Sku = None,
    input_price: Price = None,
    output_price: Price = None,
    cached_price: Price = None,
    ptu_price: Annotated[
        float | None, typer.Option(help="Price of a PTU and hour. Default: the catalogue's, in US dollars.")
    ] = None,
    curve: Annotated[
        Path | None,
        typer.Option(
            help="CSV file with the columns hours and calls_per_minute: the load over time, for the cheapest mix."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Size provisioned throughput for a load, beside what paying per token would take.

    With prices: where provisioned capacity begins to pay. With a load curve too: the cheapest mix of provisioned
    capacity and pay-per-token spillover.
    """
    entry = catalog.resolve(model, version, today())
    asked = load(calls, prompt_tokens, output_tokens, cached_share, cache_write_share, long_context)
    assert asked is not None
    prices = _prices(input_price, output_price, cached_price)
    if curve and prices is None:
        raise bad_input("--curve", "The cheapest mix needs prices.", "Give --input-price and --output-price.")
    stretches = _curve(curve, asked) if curve else None
    wanted = [skus.resolve(sku).name] if sku else [
        name for name in skus.names() if skus.resolve(name).billing in ("provisioned", "standard")
        and entry.regions_for(name) != frozenset()
    ]  # fmt: skip
    rows = [_row(name, entry.model, entry.version, asked, prices, ptu_price, stretches) for name in wanted]
    unknown = [row["error"] for row in rows if row["error"]]
    if len(unknown) == len(rows):
        raise unknown[0]
    document = {"model": entry.model, "version": entry.version, "skus": [_document(row) for row in rows]}
    answer(
        document, as_json, *_drawn(f"{entry.model} {entry.version}", rows, prices is not None, stretches is not None)
    )


def _row(
    sku: str,
    model: str,
    version: str,
    asked: Load,
    prices: TokenPrices | None,
    ptu_price: float | None,
    curve: list[Stretch] | None,
) -> dict[str, Any]:
    row: dict[str, Any] = {"sku": sku, "needed": None, "break_even": None, "mix": None, "error": None}
    try:
        row["needed"] = capacity.for_load(asked, model, version, sku)
        if prices and skus.resolve(sku).billing == "provisioned":
            row["break_even"] = mix.break_even(asked, model, sku, prices, ptu_price)
            row["mix"] = mix.cheapest(curve, model, sku, prices, ptu_price) if curve else None
    except CatalogError as error:
        row["error"] = error
    return row


def _prices(input_: float | None, output: float | None, cached: float | None) -> TokenPrices | None:
    if input_ is None and output is None and cached is None:
        return None
    if input_ is None or output is None:
        raise bad_input("--input-price --output-price", "A price is missing.", "Give both.")
    return TokenPrices(input_, output, cached)


def _curve(path: Path, asked: Load) -> list[Stretch]:
    from dataclasses import replace

    rows = list(csv.DictReader(documents.read(path).splitlines()))
    try:
        stretches = [
            Stretch(replace(asked, calls_per_minute=float(row["calls_per_minute"])), float(row["hours"]))
            for row in rows
        ]
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, CatalogError):
            raise
        raise bad_input(
            str(path),
            f"The load curve cannot be read: {error}.",
            "Give lines such as `8,120` under `hours,calls_per_minute`.",
        ) from None
    if not stretches:
        raise bad_input(str(path), "The load curve is empty.", "Give lines under `hours,calls_per_minute`.")
    return stretches


def _document(row: dict[str, Any]) -> dict[str, Any]:
    needed: TokenCapacity | ProvisionedCapacity | None = row["needed"]
    even: BreakEven | None = row["break_even"]
    best: Mix | None = row["mix"]
    error: CatalogError | None = row["error"]
    return {
        "sku": row["sku"],
        "unit": skus.resolve(row["sku"]).capacity_unit,
        "capacity": needed and needed.capacity,
        "utilisation": needed.utilisation if isinstance(needed, ProvisionedCapacity) else None,
        "bound_by": needed.bound_by if isinstance(needed, TokenCapacity) else None,
        "ptu_price_per_hour": ptu.price_per_hour(row["sku"]),
        "break_even": even,
        "mix": best
        and {
            "capacity": best.capacity,
            "provisioned_cost": float(best.provisioned_cost),
            "spillover_cost": float(best.spillover_cost),
            "cost": float(best.cost),
            "spilled_share": best.spilled_share,
        },
        "not_known": isinstance(error, NotKnown),
        "problem": str(error) if error else None,
    }


def _drawn(title: str, rows: list[dict[str, Any]], priced: bool, curved: bool) -> list[Drawn]:
    shown = [_document(row) for row in rows]
    drawn = [
        table(
            f"Capacity for the load: {title}",
            ["SKU", "Capacity#", "Unit", "Busy#", "Remark"],
            [
                (
                    one["sku"],
                    one["capacity"],
                    one["unit"],
                    "" if one["utilisation"] is None else f"{one['utilisation']:.0%}",
                    one["problem"] or (f"bound by {one['bound_by']}" if one["bound_by"] else ""),
                )
                for one in shown
            ],
        )
    ]
    if priced:
        drawn.append(_break_even([one for one in shown if one["break_even"]]))
    if curved:
        drawn.append(_mixes([one for one in shown if one["mix"]]))
    return drawn


def _break_even(shown: list[dict[str, Any]]) -> Drawn:
    rows = [
        (
            one["sku"],
            f"{one['break_even'].utilisation:.0%}",
            "never" if one["break_even"].calls_per_minute is None else f"{one['break_even'].calls_per_minute:,.1f}",
        )
        for one in shown
    ]
    caption = "Bought capacity has to be this busy, on average over all hours paid, to cost less than paying per token."
    return table("Where provisioned capacity pays", ["SKU", "Busy from#", "Calls a minute from#"], rows, caption)


def _mixes(shown: list[dict[str, Any]]) -> Drawn:
    rows = [
        (
            one["sku"],
            one["mix"]["capacity"],
            *(f"{one['mix'][cost]:,.2f}" for cost in ("provisioned_cost", "spillover_cost", "cost")),
            f"{one['mix']['spilled_share']:.1%}",
        )
        for one in shown
    ]
    columns = ["SKU", "PTU#", "Provisioned#", "Spillover#", "Cost#", "Calls that spill over#"]
    return table("Cheapest mix over the load curve", columns, rows, "In the currency of the prices.")
