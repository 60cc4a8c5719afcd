"""From what Azure offers to an overlay file for the catalogue."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from azure_openai_catalog import models, skus
from azure_openai_catalog.consistency.models import NEW_DEPLOYMENTS
from azure_openai_catalog.models import Stage

from . import LiveModel

SOURCE = "Azure's models API"
"""What the overlay names as its source."""

UNKNOWN_FAMILY = "not known"
"""Family of a model that the catalogue does not have; Azure does not tell it."""


def corrections(offered: Iterable[LiveModel], asked: Iterable[str], day: date) -> dict[str, Any]:
    """What the catalogue says otherwise of a day, in the layout of an overlay's `models`; empty where it is all the same.

    Azure was asked in the regions `asked`: what the catalogue says of others stays.
    """
    known = {version.format for version in models.all_versions()}
    found: defaultdict[tuple[str, str], list[LiveModel]] = defaultdict(list)
    for one in offered:
        gone = one.stage is Stage.retired and models.was_retired_earlier(one.model, one.version)
        if one.format in known and not gone:
            found[one.model, one.version].append(one)
    regions, changed = frozenset(asked), dict[str, Any]()
    for (model, version), rows in sorted(found.items()):
        facts = _changes(model, version, rows, regions, day)
        if facts:
            entry = changed.setdefault(model, {"versions": {}})
            entry["versions"][version] = facts
            if model not in models.names():
                entry |= {"family": UNKNOWN_FAMILY, "format": rows[0].format}
    return changed


def overlay(changed: Mapping[str, Any], day: date) -> dict[str, Any]:
    """An overlay file's content."""
    return {"source": SOURCE, "as_of": day.isoformat(), "models": {"models": dict(changed)}}


def _changes(model: str, version: str, rows: list[LiveModel], asked: frozenset[str], day: date) -> dict[str, Any]:
    before = models.find(model, version)
    now: dict[str, Any] = {"skus": _skus(before, rows, asked)}
    stages = [row.stage for row in rows if row.stage]
    if stages and (before is None or before.stage_on(day) not in stages):
        now |= {"lifecycle": str(stages[0]), "new_deployments": NEW_DEPLOYMENTS[stages[0]]}
    # Regions retire a version one by one: it is in service until the last has.
    days = [row.retirement_date for row in rows if row.retirement_date]
    if days and (before is None or before.retirement_date != max(days)):
        now |= {"retirement_date": max(days).isoformat(), "retirement_no_earlier_than": False}
    if not now["skus"]:
        del now["skus"]
    return now


def _skus(before: models.ModelVersion | None, rows: list[LiveModel], asked: frozenset[str]) -> dict[str, list[str]]:
    """Regions by SKU where they are no longer what the catalogue says."""
    offered: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name in row.skus:
            if skus.find(name):
                offered[name].add(row.region)
    told = dict(before.regions or {}) if before else {}
    changed: dict[str, list[str]] = {}
    for name in sorted({*offered, *told}):
        said = told.get(name) or frozenset[str]()
        now = (said - asked) | offered[name]
        if now != said:
            changed[name] = sorted(now)
    return changed
