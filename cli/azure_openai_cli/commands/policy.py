"""`policy report`: what the policy pack found, for pull requests."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from .. import documents
from ..exits import ExitCode
from ..findings import Findings, events
from ..options import AsJson
from ..output import Drawn, answer, table

app = typer.Typer(help="The policy pack's findings.", no_args_is_help=True)


@app.callback()
def policy() -> None:
    """The policy pack's findings."""


@app.command("report")
def report(
    source: Annotated[
        Path, typer.Argument(metavar="EVENTS", help="File with the engine's events, or - for standard input.")
    ],
    sarif: Annotated[Path | None, typer.Option(help="Write SARIF 2.1.0 to this file, for code scanning.")] = None,
    junit: Annotated[Path | None, typer.Option(help="Write JUnit XML to this file, for test views.")] = None,
    as_json: AsJson = False,
) -> None:
    """Tell what the policy pack found, and write it as SARIF and JUnit.

    EVENTS is what these print: `PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true pulumi preview --json --policy-pack policies`,
    or `pulumi policy analyze --json --policy-pack policies`. Ends with 3 when a mandatory policy is violated.
    """
    found = read(source)
    if sarif:
        from ..findings import sarif as as_sarif

        documents.write(sarif, json.dumps(as_sarif.document(found), indent=2))
    if junit:
        from ..findings import junit as as_junit

        documents.write(junit, as_junit.document(found))
    answer(found, as_json, _drawn(found))
    if found.mandatory:
        raise typer.Exit(ExitCode.findings)


def read(source: Path) -> Findings:
    """The findings in a file of events. Raises BadInput when it shows no complete run of a policy pack."""
    text = sys.stdin.read() if str(source) == "-" else documents.read(source)
    return events.read(text, "standard input" if str(source) == "-" else str(source))


def _drawn(found: Findings) -> Drawn:
    packs = ", ".join(f"{pack} {version}" for pack, version in found.packs.items())
    return table(
        "Policy findings",
        ["Level", "Severity", "Rule", "Resource", "Message"],
        [
            (one.level, one.severity or "", one.rule, one.resource, " ".join(one.message.split()))
            for one in found.findings
        ],
        f"{packs}: {found.mandatory} mandatory, {len(found.findings) - found.mandatory} advisory.",
    )
