"""Reading the engine's events, one JSON object a line.

`pulumi policy analyze --json` prints them; `pulumi preview --json` does so only with
PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true and otherwise prints a document without any findings.
"""

import json
from collections.abc import Iterator
from typing import Any

from ..documents import Document, mapping
from ..exits import bad_input
from . import Finding, Findings

HOW_TO = (
    "Make one with `PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true pulumi preview --json --policy-pack policies > FILE` "
    "or `pulumi policy analyze --json --policy-pack policies > FILE`."
)

_SUMMARIES = ("policyAnalyzeSummaryEvent", "policyAnalyzeStackSummaryEvent")


def read(text: str, source: str) -> Findings:
    """What the events in a text say of policies.

    Raises BadInput where they do not show that a policy pack ran to its end: no finding is then no good news.
    """
    events = list(_events(text))
    if not events:
        raise bad_input(source, "The file holds no events of the engine.", HOW_TO)
    summary = next((mapping(event["summaryEvent"]) for event in events if "summaryEvent" in event), None)
    if summary is None:
        raise bad_input(
            source, "The events stop before the run was over, so findings may be missing.", _reasons(events)
        )
    # The engine tells packs in a folder from published ones: `name|local|folder`.
    packs = {str(pack).split("|")[0]: str(version) for pack, version in mapping(summary.get("PolicyPacks")).items()}
    if not packs:
        raise bad_input(source, "No policy pack ran.", HOW_TO)
    findings = tuple(
        dict.fromkeys(_finding(mapping(event["policyEvent"])) for event in events if "policyEvent" in event)
    )
    found = Findings(packs, findings, _held(events, findings))
    if summary.get("result") == "failed" and not found.mandatory:
        raise bad_input(source, "The run failed before all policies had been judged.", _reasons(events))
    return found


def _events(text: str) -> Iterator[Document]:
    for line in text.splitlines():
        # The CLI's own remarks stand between the events when standard error went into the same file.
        if line.startswith("{"):
            try:
                event: Any = json.loads(line)
            except ValueError:
                continue
            if "sequence" in event:
                yield event


def _finding(event: Document) -> Finding:
    return Finding(
        pack=event.get("policyPackName", ""),
        rule=event.get("policyName", ""),
        level=event.get("enforcementLevel", ""),
        severity=event.get("severity") or None,
        urn=event.get("resourceUrn", ""),
        message=str(event.get("message", "")).strip(),
    )


def _held(events: list[Document], findings: tuple[Finding, ...]) -> tuple[tuple[str, str], ...]:
    broken = {(finding.pack, finding.rule) for finding in findings}
    held: set[tuple[str, str]] = set()
    for event in events:
        for kind in _SUMMARIES:
            summary = mapping(event.get(kind))
            pack = summary.get("policyPackName", "")
            held |= {(pack, str(rule)) for rule in summary.get("passed") or ()}
            broken |= {(pack, str(rule)) for rule in summary.get("failed") or ()}
    return tuple(sorted(held - broken))


def _reasons(events: list[Document]) -> str:
    diagnostics = [mapping(event["diagnosticEvent"]) for event in events if "diagnosticEvent" in event]
    errors = [" ".join(str(one.get("message", "")).split()) for one in diagnostics if one.get("severity") == "error"]
    return f"The engine said: {' '.join(dict.fromkeys(errors))}" if errors else "Run it again."
