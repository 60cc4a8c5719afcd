"""`ptu`: provisioned throughput for a load, what it costs, and the cheapest mix with spillover."""

from pathlib import Path
from typing import Annotated, Any

import typer

from azure_openai_catalog import fine_tuning, skus, today
from azure_openai_catalog.capacity import Load
from azure_openai_catalog.models import ModelVersion

from ..exits import bad_input
from ..loads import CachedShare
from ..options import AsJson, Sku
from ..output import Drawn, answer, table
from ..sizing import Question, Sized, curve_of, prices_of, size

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
    entry = fine_tuning.resolve(model, version, today())
    asked = Load(calls, prompt_tokens, output_tokens, cached_share, cache_write_share, long_context)
    prices = prices_of(input_price, output_price, cached_price)
    if curve and prices is None:
        raise bad_input("--curve", "The cheapest mix needs prices.", "Give --input-price and --output-price.")
    question = Question(entry, asked, prices, ptu_price, curve_of(curve, asked) if curve else ())
    sized = [size(question, name) for name in ([skus.resolve(sku).name] if sku else _choices(entry))]
    refused = [one.refused for one in sized if one.refused and one.needed is None]
    if len(refused) == len(sized):
        raise refused[0]
    document = {"model": entry.model, "version": entry.version, "skus": [one.document for one in sized]}
    drawn = [_capacities(f"{entry.model} {entry.version}", sized)]
    drawn += [_break_even(sized)] if prices else []
    drawn += [_mixes(sized)] if curve else []
    answer(document, as_json, *drawn)


def _choices(version: ModelVersion) -> list[str]:
    """SKUs that serve calls and may offer the version somewhere."""
    serving = [name for name in skus.names() if skus.resolve(name).billing in ("provisioned", "standard")]
    return [name for name in serving if version.regions_for(name) != frozenset()]


def _capacities(title: str, sized: list[Sized]) -> Drawn:
    return table(
        f"Capacity for the load: {title}",
        ["SKU", "Capacity#", "Unit", "Busy#", "Remark"],
        [
            (
                one["sku"],
                one["capacity"],
                one["unit"],
                "" if one["utilisation"] is None else f"{one['utilisation']:.0%}",
                _remark(one),
            )
            for one in (each.document for each in sized)
        ],
    )


def _remark(one: dict[str, Any]) -> str:
    if one["bound_by"]:
        return f"bound by {one['bound_by']}"
    at_least = "at least, for the tokens alone. " if one["problem"] and one["capacity"] is not None else ""
    return f"{at_least}{one['problem'] or ''}"


def _break_even(sized: list[Sized]) -> Drawn:
    rows = [
        (
            one.sku,
            f"{even.utilisation:.0%}",
            "never" if even.calls_per_minute is None else f"{even.calls_per_minute:,.1f}",
        )
        for one in sized
        if (even := one.break_even)
    ]
    caption = "Bought capacity has to be this busy, on average over all hours paid, to cost less than paying per token."
    return table("Where provisioned capacity pays", ["SKU", "Busy from#", "Calls a minute from#"], rows, caption)


def _mixes(sized: list[Sized]) -> Drawn:
    rows = [
        (
            one.sku,
            mix.capacity,
            *(f"{float(cost):,.2f}" for cost in (mix.provisioned_cost, mix.spillover_cost, mix.cost)),
            f"{mix.spilled_share:.1%}",
        )
        for one in sized
        if (mix := one.cheapest)
    ]
    columns = ["SKU", "PTU#", "Provisioned#", "Spillover#", "Cost#", "Calls that spill over#"]
    return table("Cheapest mix over the load curve", columns, rows, "In the currency of the prices.")
