"""Models and their versions: life cycle, interfaces, limits, and regions by deployment SKU."""

from collections.abc import Iterator, Mapping
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
class FineTuning:
    """Where and how a version can be fine-tuned."""

    regions: frozenset[str]
    """Regions of regional training, which keeps data and weights in the region."""
    data_zones: tuple[str, ...]
    global_training: bool
    """Whether training in any region is offered (`data("models")` lists the regions); no residency."""
    developer: bool
    """Whether the developer tier trains and serves it; no residency, no SLA."""
    methods: tuple[str, ...]
    """`SFT`, `DPO`, `RFT`."""
    invitation_only: bool
    training_ends: date | None
    """Not before this day for those who train already; for others with the base model. None: not known."""
    deployments_end: date | None
    """Day on which deployments of fine-tuned models retire; None: not known."""


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
    retirement_history: tuple[str, ...]
    """Retirement dates that Azure has published for it, oldest first; empty where only one was seen."""
    new_deployments: str | None
    """`allowed`, `existing_subscriptions_only` or `refused`."""
    replacement: str | None
    apis: tuple[str, ...]
    features: tuple[str, ...]
    context_window: int | None
    """Tokens; some SKUs have a smaller one, see `context_window_for`."""
    context_window_by_billing: Mapping[str, int]
    """Tokens by billing of the SKU, where they differ."""
    max_input_tokens: int | None
    max_output_tokens: int | None
    regions: Mapping[str, frozenset[str] | None] | None
    """Regions by SKU name; None where nothing is known, for one SKU or at all."""
    fine_tuning: FineTuning | None
    embedding_dimensions: int | None

    @property
    def fine_tunable(self) -> bool:
        """Whether it can be fine-tuned at all."""
        return self.fine_tuning is not None

    @property
    def offered_in(self) -> frozenset[str]:
        """Regions that are known to offer it with any SKU."""
        return frozenset(region for places in (self.regions or {}).values() for region in places or ())

    def context_window_for(self, sku: str) -> int | None:
        """Context window with a SKU, in tokens; None where it is not known."""
        known = skus.find(sku)
        return self.context_window_by_billing.get(known.billing if known else "", self.context_window)

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


def apis() -> tuple[str, ...]:
    """Interfaces that any version has, in order of their names."""
    return tuple(sorted({api for version in all_versions() for api in version.apis}))


def all_versions() -> Iterator[ModelVersion]:
    """All versions of all models, in the order of `names` and newest first."""
    for model in names():
        yield from versions(model)


def versions(model: str) -> tuple[ModelVersion, ...]:
    """Versions of a model, newest first; empty for an unknown model or one without known versions."""
    return tuple(_models().get(model, {}).values())


def in_service(model: str, day: date) -> tuple[ModelVersion, ...]:
    """Versions of a model that are not retired on a day, newest first."""
    return tuple(version for version in versions(model) if version.stage_on(day) is not Stage.retired)


def find(model: str, version: str) -> ModelVersion | None:
    """A version of a model."""
    return _models().get(model, {}).get(version)


def resolve(model: str, version: str | None, day: date) -> ModelVersion:
    """A version of a model; without one, the version Azure would take on a day.

    Raises CatalogError that names the nearest models, or the versions in service.
    """
    if model not in _models():
        known = listing(nearest(model, names()), empty="none")
        # A model without an entry has no version left once one of its versions was retired.
        retired = {entry.partition("@")[0] for entry in data("models")["retired_earlier"]}
        gone = "retired" if model in retired else "unknown to the catalogue"
        raise CatalogError(Problem("model", f"Model {model!r} is {gone}.", f"Nearest: {known}."))
    found = find(model, version) if version is not None else default_version(model, day)
    if found is None:
        serving = [known.version for known in in_service(model, day)]
        named = dict.fromkeys(known.replacement for known in versions(model) if known.replacement)
        successors = listing((name for name in named if _may_follow(name, day)), "not known")
        instead = f"Versions in service: {listing(serving)}." if serving else f"Successor: {successors}."
        if version is None:
            what = f"No version of {model} is {'in service' if versions(model) else 'known'}."
        elif was_retired_earlier(model, version):
            what = f"{model} {version} is retired."
        else:
            what = f"The catalogue has no {model} {version!r}."
        raise CatalogError(Problem("version", what, instead))
    return found


def _may_follow(replacement: str, day: date) -> bool:
    """Whether what Azure names as a successor is not known to be retired itself."""
    model, _, version = replacement.partition("@")
    named = [known for known in versions(model) if version in ("", known.version)]
    return not named or any(known.stage_on(day) is not Stage.retired for known in named)


def notes(model: str) -> tuple[str, ...]:
    """What else the sources say of a model."""
    return tuple(data("models")["models"].get(model, {}).get("notes", ()))


def access_note(model: str) -> str | None:
    """What a subscription needs before it can deploy a model; None where nothing is recorded."""
    access = data("models")["limited_access"]
    if model in access["registration_required"]:
        return "needs registration (limited access)"
    return "was seen gated for some subscriptions" if model in access["seen_gated_per_subscription"] else None


def default_version(model: str, day: date) -> ModelVersion | None:
    """The version Azure would take on a day when none is given.

    The known default where Azure's answer is on record, else the newest GA version in service, else the newest.
    """
    serving = in_service(model, day)
    recorded = [v for v in serving if data("models")["models"][model]["versions"][v.version].get("default_version")]
    ga = [version for version in serving if version.stage_on(day) is Stage.ga]
    return next(iter([*recorded, *ga, *serving]), None)


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
        retirement_date=_date(retirement),
        retirement_history=tuple(facts.get("retirement_history", ())),
        retirement_is_earliest=bool(facts.get("retirement_no_earlier_than")),
        new_deployments=facts.get("new_deployments"),
        replacement=facts.get("replacement"),
        apis=tuple(facts.get("apis", ())),
        features=tuple(facts.get("features", ())),
        context_window=facts.get("context_window"),
        context_window_by_billing=MappingProxyType(facts.get("context_window_by_billing", {})),
        max_input_tokens=facts.get("max_input_tokens"),
        max_output_tokens=facts.get("max_output_tokens"),
        regions=_regions(facts.get("skus")),
        fine_tuning=_fine_tuning(facts["fine_tuning"]) if "fine_tuning" in facts else None,
        embedding_dimensions=facts.get("embedding_dimensions"),
    )


def _fine_tuning(facts: dict[str, Any]) -> FineTuning:
    return FineTuning(
        regions=frozenset(facts["standard_training_regions"]),
        data_zones=tuple(facts["data_zone"]),
        global_training=facts["global"],
        developer=facts["developer"],
        methods=tuple(facts["methods"]),
        invitation_only=facts.get("access") == "invitation only",
        training_ends=_date(facts.get("training_retires_no_earlier_than")),
        deployments_end=_date(facts.get("deployment_retires")),
    )


def _date(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _regions(by_sku: dict[str, list[str] | None] | None) -> Mapping[str, frozenset[str] | None] | None:
    if by_sku is None:
        return None
    return MappingProxyType({sku: None if where is None else frozenset(where) for sku, where in by_sku.items()})
