"""`filters`: the content filters and what Azure's default policy does with each."""

from azure_openai_catalog import AS_OF
from azure_openai_catalog import content_filters as catalog

from ..options import AsJson
from ..output import answer, table


def filters(as_json: AsJson = False) -> None:
    """List content filters: direction, severity, Azure's default, status."""
    entries = [entry for name in catalog.names() if (entry := catalog.find(name))]
    answer(
        {
            "catalog_as_of": AS_OF,
            "severities": catalog.SEVERITIES,
            "modes": catalog.MODES,
            "system_policies": catalog.SYSTEM_POLICIES,
            "filters": entries,
        },
        as_json,
        table(
            "Content filters",
            ["Filter", "Source", "Severity", "Default", "Blocks", "Threshold", "Status"],
            [
                (
                    entry.name,
                    entry.sources,
                    entry.has_severity,
                    "on" if entry.enabled else "off",
                    entry.blocking,
                    entry.threshold or "none",
                    entry.status + (", agents only" if entry.agents_only else ""),
                )
                for entry in entries
            ],
            f"Severity {' blocks more than '.join(catalog.SEVERITIES)}. Turning off {', '.join(catalog.HARM_CATEGORIES)} "
            "needs Microsoft's approval.",
        ),
    )
