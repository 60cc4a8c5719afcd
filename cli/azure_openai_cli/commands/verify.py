"""`verify`: what was deployed is called, and those who must not call are seen to be refused."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .. import documents, doors
from ..exits import ExitCode, bad_input
from ..options import AsJson, stack_names
from ..output import Drawn, answer, progress, table
from ..verify.lines import Check, Line, Outcome
from .local import CLIENT
from .local import State as LocalState

if TYPE_CHECKING:
    from ..verify.places import Place
    from ..verify.platform import Platform


def verify(
    stack: Annotated[
        str | None,
        typer.Option(help="Stack of this project; Pulumi is asked for its outputs.", autocompletion=stack_names),
    ] = None,
    outputs: Annotated[
        Path | None, typer.Option(help="Outputs instead of a stack (`pulumi stack output --json > FILE`).")
    ] = None,
    local: Annotated[
        bool, typer.Option("--local", help="Call the local Azure; its doors are opened if need be.")
    ] = False,
    state: LocalState = None,
    principal: Annotated[str, typer.Option(help="Object id that calls the local Azure.")] = CLIENT,
    blocked_prompt: Annotated[
        str | None,
        typer.Option(
            help="Prompt that content filters must block, for example a term of a blocklist. Without one, filters are tried on the local Azure only."
        ),
    ] = None,
    accept: Annotated[
        list[Check] | None, typer.Option(help="Check that may fail, for what is open on purpose; again for more.")
    ] = None,
    junit: Annotated[Path | None, typer.Option(help="Write JUnit XML to this file, for test views.")] = None,
    as_json: AsJson = False,
) -> None:
    """Call what a stack has deployed, as the signed-in user, and tell whether it answers and keeps others out.

    Every deployment is called on each interactive API that its model has, which costs a few tokens; names, keys, the
    way over the internet, content filters and rate limits are tried. On Azure, run it inside of the platform's network;
    outside of it, only what an outsider sees is checked. Ends with 3 when a check fails, with 4 when
    nothing else is wrong than that nobody is signed in.
    """
    name, platform = _platform(stack, outputs)
    with _place(local, state, principal) as place:
        from ..verify import verify as check
        from ..verify.places import BlockedPrompt

        prompt = BlockedPrompt(blocked_prompt) if blocked_prompt else place.blocked_prompt
        with progress(f"Calling {place.name}"):
            lines = list(check(platform, place, prompt, accept or ()))
        where = place.name
    if junit:
        from ..verify import junit as as_junit

        documents.write(junit, as_junit.document(name, lines))
    answer({"stack": name, "place": where, "checks": lines}, as_json, _drawn(f"Stack {name} on {where}", lines))
    failed = {line.check for line in lines if line.outcome is Outcome.failed}
    if failed:
        raise typer.Exit(ExitCode.no_credentials if failed == {Check.token} else ExitCode.findings)


def _platform(stack: str | None, outputs: Path | None) -> tuple[str, Platform]:
    from ..verify import platform

    if stack and outputs is None:
        return stack, platform.of_stack(stack)
    if outputs and stack is None:
        return outputs.stem, platform.of_file(outputs)
    raise bad_input("--stack", "Give a stack or the file of its outputs.", "Use either `--stack` or `--outputs`.")


@contextmanager
def _place(local: bool, state: Path | None, principal: str) -> Generator[Place]:
    """Where to call. The doors of the local Azure are closed again if they were not open."""
    from ..verify.local import LocalAzure
    from ..verify.places import Azure

    if not local:
        with closing(_with_clients(Azure.from_here)) as place:
            yield place
        return
    file = doors.state_file(state)
    found = doors.find(file)
    opened = found or doors.start(file, port=0)
    try:
        with closing(_with_clients(lambda: LocalAzure(opened, principal))) as place:
            yield place
    finally:
        if not found:
            doors.stop(file, opened)


def _with_clients(make: Callable[[], Place]) -> Place:
    try:
        return make()
    except ImportError:
        raise bad_input(
            "verify", "The clients it calls with are not installed.", "Run `pip install 'azure-openai-cli[live]'`."
        ) from None


def _drawn(title: str, lines: list[Line]) -> Drawn:
    counts = [f"{sum(line.outcome is outcome for line in lines)} {outcome.value}" for outcome in Outcome]
    return table(
        title,
        ["Where", "Check", "Outcome", "Found"],
        [(line.where, line.check, line.outcome, line.said) for line in lines],
        ", ".join(counts) + ".",
    )
