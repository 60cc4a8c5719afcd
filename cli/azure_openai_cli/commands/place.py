"""`place`: where to put models, and why."""

from dataclasses import replace
from functools import partial
from typing import Annotated

import typer

from azure_openai_catalog import fine_tuning, regions, today
from azure_openai_catalog import models as catalog
from azure_openai_catalog.capacity import ProvisionedCapacity, TokenCapacity
from azure_openai_catalog.demands import Demand, Work
from azure_openai_catalog.models import ModelVersion
from azure_openai_catalog.placement import Choice, Weight, place, place_together
from azure_openai_catalog.problems import listing

from ..asking import all_of
from ..exits import ExitCode
from ..loads import CachedShare, Calls, OutputTokens, PromptTokens, load
from ..options import AsJson, model_name
from ..origin import entries, origin_line, with_origin
from ..output import Drawn, answer, table
from ..values import UNKNOWN

_MARKS = {
    Weight.favours: "+",
    Weight.preferred: "=",
    Weight.against: "-",
    Weight.excludes: "x",
    Weight.unknown: "?",
}


def place_(
    models: Annotated[
        list[str],
        typer.Argument(
            help="Models, each with @VERSION if you like. Several share one account.",
            autocompletion=catalog.names,
        ),
    ],
    residency: Annotated[
        str, typer.Option(help="Where prompts may be processed: global, a data zone (eu, us, ...) or a region.")
    ] = "global",
    work: Annotated[Work, typer.Option(help="What the deployment is for.")] = Work.interactive,
    calls: Calls = None,
    prompt_tokens: PromptTokens = None,
    output_tokens: OutputTokens = None,
    cached_share: CachedShare = 0,
    tokens_per_second: Annotated[int | None, typer.Option(help="Speed that 99 % of the answers must keep.")] = None,
    region: Annotated[
        list[str] | None,
        typer.Option(
            "--region",
            help="Region where the account may be; again for more. Default: any.",
            autocompletion=regions.names,
        ),
    ] = None,
    tier: Annotated[int | None, typer.Option(help="Quota tier of the subscription, 1 to 6.")] = None,
    top: Annotated[int, typer.Option(help="How many choices to show.", min=1)] = 10,
    as_json: AsJson = False,
) -> None:
    """Rank deployment SKUs and regions for models, and say why each wins or loses.

    Regions of which the same is to be said share a row. Ends with 3 when every choice is known to be impossible.
    """

    def demand(name: str, version: str | None) -> Demand:
        return Demand(
            model=name,
            version=version,
            residency=residency,
            work=work,
            load=load(calls, prompt_tokens, output_tokens, cached_share),
            tokens_per_second=tokens_per_second,
            regions=tuple(region or ()),
            tier=tier,
        )

    def served(name: str, version: str | None) -> ModelVersion:
        return fine_tuning.resolve(name, version, today())

    asked = [(model_name(name), version or None) for name, _, version in (model.partition("@") for model in models)]
    answers = all_of(*(partial(ask, *model) for ask in (served, demand) for model in asked))
    demands = [one for one in answers if isinstance(one, Demand)]
    places = _places(demands)[:top]
    used = entries(*(one.model for one in demands))
    # Where nothing takes them together, what would become of each alone says why.
    alone = [] if places else [one for demand in demands for one in _places([demand])[:top]]
    title = f"Where to put {models[0]}" if len(models) == 1 else f"Where one account holds {', '.join(models)}"
    document = {"places": [_document(*one) for one in places], "alone": [_document(*one) for one in alone]}
    drawn = (
        _drawn(f"No region takes {' and '.join(models)} together; each alone", alone)
        if alone
        else _drawn(title, places)
    )
    answer(with_origin(document, used), as_json, drawn, origin_line(used))
    if not places or any(choice.works is False for choice in places[0][1]):
        raise typer.Exit(ExitCode.findings)


_Place = tuple[tuple[str, ...], tuple[Choice, ...]]
"""Regions of which the same is to be said, and the choice for each model there."""


def _places(demands: list[Demand]) -> list[_Place]:
    """Best first."""
    if len(demands) == 1:
        ranked = [(choice.region, (choice,)) for choice in place(demands[0], today())]
    else:
        ranked = list(place_together(demands, today()).items())
    regions: dict[tuple[Choice, ...], list[str]] = {}
    for region, choices in ranked:
        regions.setdefault(tuple(replace(choice, region="") for choice in choices), []).append(region)
    return [(tuple(where), choices) for choices, where in regions.items()]


def _document(regions: tuple[str, ...], choices: tuple[Choice, ...]) -> dict[str, object]:
    return {
        "regions": regions,
        "choices": [
            {
                "model": choice.model,
                "version": choice.version,
                "sku": choice.sku,
                "works": choice.works,
                "capacity": choice.capacity and choice.capacity.capacity,
                "reasons": choice.reasons,
            }
            for choice in choices
        ],
    }


def _drawn(title: str, places: list[_Place]) -> Drawn:
    return table(
        title,
        ["Rank#", "Model", "SKU", "Regions", "Works", "Capacity#", "Why"],
        [
            (
                str(rank),
                f"{choice.model} {choice.version}",
                choice.sku,
                listing(regions),
                choice.works,
                _capacity(choice.capacity),
                " ".join(f"{_MARKS[reason.weight]} {reason.text}" for reason in choice.reasons),
            )
            for rank, (regions, choices) in enumerate(places, 1)
            for choice in choices
        ],
        "+ speaks for it, = decides among equals, - speaks against it, x makes it impossible, ? is not known.",
    )


def _capacity(needed: TokenCapacity | ProvisionedCapacity | None) -> str:
    if needed is None:
        return UNKNOWN
    return f"{needed.capacity:,} PTU" if isinstance(needed, ProvisionedCapacity) else f"{needed.capacity:,}"
