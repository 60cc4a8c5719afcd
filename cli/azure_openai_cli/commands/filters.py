"""`filters`: the content filters and what Azure's default policy does with each."""

from azure_openai_catalog import AS_OF, sources
from azure_openai_catalog import content_filters as catalog

from ..options import AsJson
from ..output import answer, table
from ..values import UNKNOWN


def filters(as_json: AsJson = False) -> None:
    """List content filters: direction, severity, Azure's default, status."""
    entries = [entry for name in catalog.names() if (entry := catalog.find(name))]
    personal, source = catalog.personal_data_filters(), sources.of("content_filters")
    rows = [
        (
            entry.name,
            [*entry.sources, *(f"{where} (agents)" for where in entry.agent_sources)],
            entry.has_severity,
            _switch(entry.enabled),
            entry.blocking,
            entry.threshold or "none",
            entry.status + (", agents only" if entry.agents_only else ""),
        )
        for entry in entries
    ]
    status = f"{personal.status}, {personal.confidence} confidence"
    rows.append(
        (personal.pattern, [*personal.sources], False, _switch(personal.enabled), personal.enabled, "none", status)
    )
    answer(
        {
            "catalog_as_of": AS_OF,
            "source": str(source),
            "severities": catalog.SEVERITIES,
            "modes": catalog.MODES,
            "system_policies": catalog.SYSTEM_POLICIES,
            "filters": entries,
            "personal_data": personal,
        },
        as_json,
        table(
            "Content filters",
            ["Filter", "Source", "Severity", "Default", "Blocks", "Threshold", "Status"],
            rows,
            f"Severity {' blocks more than '.join(catalog.SEVERITIES)}. Turning off {', '.join(catalog.HARM_CATEGORIES)} "
            "needs Microsoft's approval.",
        ),
        f"Kinds of personal data: {', '.join(name.removesuffix(' Protection') for name in personal.examples)} and more.",
        f"Source: {source}.",
    )


def _switch(on: bool | None) -> str:
    return UNKNOWN if on is None else "on" if on else "off"
