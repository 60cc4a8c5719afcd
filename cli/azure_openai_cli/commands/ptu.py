"""`ptu`: provisioned throughput for a load, what it costs, and the cheapest mix with spillover."""

from math import inf
from pathlib import Path
from typing import Annotated, Any

import typer

from azure_openai_catalog import fine_tuning, models, skus, today
from azure_openai_catalog.capacity import Load
from azure_openai_catalog.mix import TokenPrices
from azure_openai_catalog.models import ModelVersion

from ..asking import all_of, failure
from ..exits import ExitCode, bad_input
from ..loads import CachedShare
from ..options import AsJson, Sku, model_name
from ..origin import entries, origin_line, with_origin
from ..output import Drawn, answer, table
from ..sizing import Question, Sized, curve_of, prices_of, size

Price = Annotated[float | None, typer.Option(help="Price of a million such tokens, pay per token.")]


def ptu_(
    model: Annotated[
        str,
        typer.Argument(help="Model name, for example gpt-5.1.", autocompletion=models.names),
    ],
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
    capacity and pay-per-token spillover. Ends with 3 when a SKU is known not to take the load.
    """

    def served() -> ModelVersion:
        return fine_tuning.resolve(model_name(model), version, today())

    def load() -> Load:
        return Load(calls, prompt_tokens, output_tokens, cached_share, cache_write_share, long_context)

    def prices() -> TokenPrices | None:
        if ptu_price is not None and not 0 <= ptu_price < inf:
            raise bad_input("--ptu-price", f"is {ptu_price:g}.", "Use 0 or more.")
        given = prices_of(input_price, output_price, cached_price)
        if curve and given is None:
            raise bad_input("--curve", "The cheapest mix needs prices.", "Give --input-price and --output-price.")
        return given

    all_of(served, load, prices, lambda: skus.resolve(sku) if sku else None)
    entry = served()
    question = Question(entry, load(), prices(), ptu_price, curve_of(curve, load()) if curve else ())
    sized = [size(question, name) for name in ([skus.resolve(sku).name] if sku else _choices(entry))]
    if all(one.needed is None for one in sized):
        raise failure(one.refused for one in sized if one.refused)
    used = entries(entry.model)
    document = {"model": entry.model, "version": entry.version, "skus": [one.document for one in sized]}
    drawn = [_capacities(f"{entry.model} {entry.version}", sized)]
    drawn += _break_even(sized) if any(one.break_even for one in sized) else []
    drawn += [_mixes(sized)] if any(one.cheapest for one in sized) else []
    answer(with_origin(document, used), as_json, *drawn, origin_line(used))
    if any(one.works is False for one in sized):
        raise typer.Exit(ExitCode.findings)


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
                "impossible" if one["works"] is False else one["capacity"],
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
    at_least = "at least, for the tokens alone. " if one["works"] is None and one["capacity"] is not None else ""
    return f"{at_least}{one['problem'] or ''}"


def _break_even(sized: list[Sized]) -> list[Drawn]:
    rows = [
        (
            one.sku,
            f"{even.utilisation:.0%}",
            "never" if even.calls_per_minute is None else f"{even.calls_per_minute:,.1f}",
            str(one.price),
        )
        for one in sized
        if (even := one.break_even)
    ]
    prices = dict.fromkeys(one.price.source for one in sized if one.price and one.break_even)
    caption = "Bought capacity has to be this busy, on average over all hours paid, to cost less than paying per token."
    columns = ["SKU", "Busy from#", "Calls a minute from#", "PTU and hour#"]
    return [
        table("Where provisioned capacity pays", columns, rows, caption),
        f"Price of a PTU: {'; '.join(prices)}.\n",
    ]


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
