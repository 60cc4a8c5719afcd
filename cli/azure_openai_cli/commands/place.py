"""`place`: where to put models, and why."""

from typing import Annotated

import typer

from azure_openai_catalog import today
from azure_openai_catalog.capacity import ProvisionedCapacity, TokenCapacity
from azure_openai_catalog.placement import Choice, Demand, Weight, Work, place, place_together

from ..exits import ExitCode
from ..loads import CachedShare, Calls, OutputTokens, PromptTokens, load
from ..options import AsJson
from ..output import Drawn, answer, table
from ..values import UNKNOWN

_MARKS = {Weight.favours: "+", Weight.against: "-", Weight.excludes: "x", Weight.unknown: "?"}


def place_(
    models: Annotated[
        list[str], typer.Argument(help="Models, each with @VERSION if you like. Several share one account.")
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
        typer.Option("--region", help="Region where the account may be; again for more. Default: any."),
    ] = None,
    tier: Annotated[int | None, typer.Option(help="Quota tier of the subscription, 1 to 6.")] = None,
    top: Annotated[int, typer.Option(help="How many choices to show.", min=1)] = 10,
    as_json: AsJson = False,
) -> None:
    """Rank deployment SKUs and regions for models, and say why each wins or loses.

    Ends with 3 when no choice is known to be possible.
    """
    demands = [
        Demand(
            model=model.partition("@")[0],
            version=model.partition("@")[2] or None,
            residency=residency,
            work=work,
            load=load(calls, prompt_tokens, output_tokens, cached_share),
            tokens_per_second=tokens_per_second,
            regions=tuple(region or ()),
            tier=tier,
        )
        for model in models
    ]
    if len(demands) == 1:
        choices = list(place(demands[0], today())[:top])
        possible = bool(choices) and choices[0].works is not False
        answer({"choices": [_document(one) for one in choices]}, as_json, _drawn(f"Where to put {models[0]}", choices))
    else:
        together = list(place_together(demands, today()).items())[:top]
        possible = bool(together)
        document = [{"region": where, "choices": [_document(one) for one in choices]} for where, choices in together]
        drawn = _drawn(
            f"Where one account holds {', '.join(models)}", [one for _, choices in together for one in choices]
        )
        answer({"regions": document}, as_json, drawn)
    if not possible:
        raise typer.Exit(ExitCode.findings)


def _document(choice: Choice) -> dict[str, object]:
    return {
        "model": choice.model,
        "version": choice.version,
        "sku": choice.sku,
        "region": choice.region,
        "works": choice.works,
        "capacity": choice.capacity and choice.capacity.capacity,
        "reasons": choice.reasons,
    }


def _drawn(title: str, choices: list[Choice]) -> Drawn:
    return table(
        title,
        ["Rank#", "Model", "SKU", "Region", "Works", "Capacity#", "Why"],
        [
            (
                str(rank),
                f"{choice.model} {choice.version}",
                choice.sku,
                choice.region,
                choice.works,
                _capacity(choice.capacity),
                " ".join(f"{_MARKS[reason.weight]} {reason.text}" for reason in choice.reasons),
            )
            for rank, choice in enumerate(choices, 1)
        ],
        "+ speaks for it, - against it, x makes it impossible, ? is not known.",
    )


def _capacity(needed: TokenCapacity | ProvisionedCapacity | None) -> str:
    if needed is None:
        return UNKNOWN
    return f"{needed.capacity:,} PTU" if isinstance(needed, ProvisionedCapacity) else f"{needed.capacity:,}"
