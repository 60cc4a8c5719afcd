"""Models and their versions: life cycle, interfaces, limits, and regions by deployment SKU."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from . import nearest, skus
from ._data import data, derived
from .problems import CatalogError, Problem, listing


class Stage(StrEnum):
    """Stage of a version's life, in order."""

    preview = "preview"
    ga = "ga"
    legacy = "legacy"
    deprecated = "deprecated"
    retired = "retired"


@dataclass(frozen=True, slots=True)
class ModelVersion:
    """A version of a model, with what is known of it."""

    model: str
    version: str
    format: str
    family: str
    lifecycle: Stage | None
    """Stage on the day the life-cycle facts were read."""
    retirement_date: date | None
    retirement_is_earliest: bool
    """True: Azure says "not before" that day."""
    new_deployments: str | None
    """`allowed`, `existing_subscriptions_only` or `refused`."""
    replacement: str | None
    apis: tuple[str, ...]
    features: tuple[str, ...]
    context_window: int | None
    max_input_tokens: int | None
    max_output_tokens: int | None
    regions: Mapping[str, frozenset[str] | None] | None
    """Regions by SKU name; None where nothing is known, for one SKU or at all."""
    fine_tunable: bool

    def stage_on(self, day: date) -> Stage | None:
        """Stage on a day. A retirement date that has come means retired, whatever else is said."""
        if self.retirement_date is not None and self.retirement_date <= day:
            return Stage.retired
        return self.lifecycle

    def regions_for(self, sku: str) -> frozenset[str] | None:
        """Regions that offer this version with a SKU, whatever its casing; empty if known to be none, None if not known."""
        known = skus.find(sku)
        return None if self.regions is None else self.regions.get(known.name if known else sku, frozenset())


def names() -> tuple[str, ...]:
    """All model names, newest families first."""
    return tuple(_models())


def versions(model: str) -> tuple[ModelVersion, ...]:
    """Versions of a model, newest first; empty for an unknown model or one without known versions."""
    return tuple(_models().get(model, {}).values())


def find(model: str, version: str) -> ModelVersion | None:
    """A version of a model."""
    return _models().get(model, {}).get(version)


def resolve(model: str, version: str | None, day: date) -> ModelVersion:
    """A version of a model; without one, the version Azure would take on a day.

    Raises CatalogError that names the nearest models, or the versions in service.
    """
    if model not in _models():
        known = listing(nearest(model, names()), empty="none")
        gone = "retired" if was_retired_earlier(model) else "unknown to the catalogue"
        raise CatalogError(Problem("model", f"Model {model!r} is {gone}.", f"Nearest: {known}."))
    found = find(model, version) if version is not None else default_version(model, day)
    if found is None:
        in_service = listing(v.version for v in versions(model) if v.stage_on(day) is not Stage.retired)
        gone = version is not None and was_retired_earlier(model, version)
        what = f"{model} {version} is retired." if gone else f"{model} has no version {version or 'in service'!r}."
        raise CatalogError(Problem("version", what, f"Versions in service: {in_service}."))
    return found


def default_version(model: str, day: date) -> ModelVersion | None:
    """The version Azure would take on a day when none is given.

    The known default where Azure's answer is on record, else the newest GA version in service, else the newest.
    """
    in_service = [version for version in versions(model) if version.stage_on(day) is not Stage.retired]
    recorded = [v for v in in_service if data("models")["models"][model]["versions"][v.version].get("default_version")]
    ga = [version for version in in_service if version.stage_on(day) is Stage.ga]
    return next(iter([*recorded, *ga, *in_service]), None)


def was_retired_earlier(model: str, version: str | None = None) -> bool:
    """Whether Azure once had a model or version that is in service no more and has no entry of its own."""
    retired = data("models")["retired_earlier"]
    return model in retired or (version is not None and f"{model}@{version}" in retired)


@derived
def _models() -> Mapping[str, Mapping[str, ModelVersion]]:
    return MappingProxyType({name: _versions(name, entry) for name, entry in data("models")["models"].items()})


def _versions(model: str, entry: dict[str, Any]) -> dict[str, ModelVersion]:
    ordered = sorted(entry["versions"], reverse=True)
    return {version: _version(model, version, entry, entry["versions"][version]) for version in ordered}


def _version(model: str, version: str, entry: dict[str, Any], facts: dict[str, Any]) -> ModelVersion:
    retirement, lifecycle = facts.get("retirement_date"), facts.get("lifecycle")
    return ModelVersion(
        model=model,
        version=version,
        format=entry["format"],
        family=entry["family"],
        lifecycle=Stage(lifecycle) if lifecycle else None,
        retirement_date=date.fromisoformat(retirement) if retirement else None,
        retirement_is_earliest=bool(facts.get("retirement_no_earlier_than")),
        new_deployments=facts.get("new_deployments"),
        replacement=facts.get("replacement"),
        apis=tuple(facts.get("apis", ())),
        features=tuple(facts.get("features", ())),
        context_window=facts.get("context_window"),
        max_input_tokens=facts.get("max_input_tokens"),
        max_output_tokens=facts.get("max_output_tokens"),
        regions=_regions(facts.get("skus")),
        fine_tunable="fine_tuning" in facts,
    )


def _regions(by_sku: dict[str, list[str] | None] | None) -> Mapping[str, frozenset[str] | None] | None:
    if by_sku is None:
        return None
    return MappingProxyType({sku: None if where is None else frozenset(where) for sku, where in by_sku.items()})
