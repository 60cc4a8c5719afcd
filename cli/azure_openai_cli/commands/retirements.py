"""`retirements`: when the models of a stack's deployments retire, and what then."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from azure_openai_catalog import AS_OF, lifecycle, today
from azure_openai_catalog.lifecycle import Event, Outlook

from .. import documents, holdings
from ..exits import ExitCode
from ..options import AsJson, Stacks, States
from ..output import Drawn, answer, note, problem_line, progress, table
from ..stacks import deployed, empty
from ..values import counted


def retirements(
    stacks: Stacks = None,
    states: States = None,
    within: Annotated[int, typer.Option(help="Days ahead in which a retirement stops a pipeline.", min=0)] = 90,
    ics: Annotated[Path | None, typer.Option(help="Write the days to come to this file, as iCalendar.")] = None,
    as_json: AsJson = False,
) -> None:
    """Tell when deployments' models retire, what Azure does then, and what could follow.

    Ends with 3 when a model is retired, or retires within the given days and Azure does not upgrade it by itself.
    """
    day = today()
    with progress("Looking at the deployments' models"):
        read = holdings.several(stacks or [], states or [])
        deployments = [deployed(stack, deployment) for stack in read for deployment in stack.deployments]
        outlooks = sorted(
            (lifecycle.outlook(one, day) for one in deployments),
            key=lambda seen: (seen.days_left is None, seen.days_left or 0, seen.deployed.where),
        )
        problems = (*empty(read), *lifecycle.problems(deployments, day, within))
    if ics:
        events = lifecycle.calendar(deployments, day)
        documents.write(ics, calendar(events))
        note(f"{counted(len(events), 'day')} written to {ics}.")
    document = {"catalog_as_of": AS_OF, "day": day, "deployments": [_document(seen) for seen in outlooks]}
    answer(document | {"problems": problems}, as_json, _drawn(outlooks, day), *map(problem_line, problems))
    if any(not problem.is_warning for problem in problems):
        raise typer.Exit(ExitCode.findings)


def calendar(events: tuple[Event, ...]) -> str:
    """Events as iCalendar (RFC 5545), all-day; the same events give the same text."""
    from datetime import UTC, datetime, time

    import icalendar

    made: Any = icalendar.Calendar()
    made.add("prodid", "-//azure-openai//retirements//EN")
    made.add("version", "2.0")
    for event in events:
        entry: Any = icalendar.Event()
        entry.add("uid", f"{event.uid}@azure-openai")
        entry.add("dtstamp", datetime.combine(today(), time(), UTC))
        entry.add("dtstart", event.day)
        entry.add("summary", event.summary)
        entry.add("description", event.description)
        entry.add("transp", "TRANSPARENT")
        made.add_component(entry)
    text: str = made.to_ical().decode()
    return text


def _document(seen: Outlook) -> dict[str, object]:
    return {
        "where": seen.deployed.where,
        "model": seen.deployed.model,
        "version": seen.version.version if seen.version else seen.deployed.version,
        "sku": seen.deployed.sku,
        "region": seen.deployed.region,
        "stage": seen.stage,
        "retirement_date": seen.retirement_date,
        "retirement_is_earliest": seen.version.retirement_is_earliest if seen.version else None,
        "days_left": seen.days_left,
        "at_retirement": seen.at_retirement,
        "upgrades_to": seen.upgrades_to,
        "successors": [
            {
                "model": one.version.model,
                "version": one.version.version,
                "why": one.why,
                "offered_here": one.offered_here,
                "regions": one.regions,
                "capacity_rule": one.capacity_rule,
                "needs_training": one.needs_training,
            }
            for one in seen.successors
        ],
    }


def _drawn(outlooks: list[Outlook], day: date) -> Drawn:
    return table(
        f"Retirements, seen from {day}",
        ["Deployment", "Model", "Version", "Stage", "Retires", "Days#", "Then", "Could follow"],
        [
            (
                seen.deployed.where,
                seen.deployed.model,
                seen.version.version if seen.version else seen.deployed.version,
                seen.stage,
                seen.retirement_date,
                f"{-left} ago" if (left := seen.days_left or 0) < 0 else seen.days_left,
                seen.then,
                [one.described for one in seen.successors] or "none known",
            )
            for seen in outlooks
        ],
        f"Catalogue of {AS_OF}. Azure moves dates: ask it with `azure-openai models --live`.",
    )
