"""The load that a command's options describe."""

from typing import Annotated

import typer

from azure_openai_catalog.capacity import Load

from .exits import bad_input

Calls = Annotated[float | None, typer.Option("--calls-per-minute", help="Calls per minute at the busiest time.")]
PromptTokens = Annotated[float | None, typer.Option(help="Prompt tokens of a call, on average.")]
OutputTokens = Annotated[float | None, typer.Option(help="Output tokens of a call, on average, reasoning included.")]
CachedShare = Annotated[float, typer.Option(help="Share of the prompt read from the prompt cache, 0 to 1.")]


def load(calls: float | None, prompt: float | None, output: float | None, cached: float) -> Load | None:
    """The load; None when nothing is said of it. Raises BadInput for half a load, CatalogError for an impossible one."""
    given = {"--calls-per-minute": calls, "--prompt-tokens": prompt, "--output-tokens": output}
    missing = [option for option, value in given.items() if value is None]
    if calls is None or prompt is None or output is None:
        if len(missing) == len(given):
            return None
        raise bad_input(" ".join(missing), "The load is described only in part.", "Give all three, or none.")
    return Load(calls, prompt, output, cached)
