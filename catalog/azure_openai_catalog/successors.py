"""What could follow a model version in a deployment: named by Azure, newer, or proposed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from . import fine_tuning, models, ptu, regions, skus
from .models import ModelVersion, Stage
from .ptu import CapacityRule

COMPARED_FEATURES = {"audio", "image_input", "structured_outputs", "tools"}
"""Features that a successor must have too. Others are left out because the source lists them for some models only."""

SIZES = ("nano", "mini", "pro")
"""Words in model names by which a successor of like size is told."""


@dataclass(frozen=True, slots=True)
class Successor:
    """A model version that could follow another."""

    version: ModelVersion
    why: str
    """`named by Azure`, `newer version`, or `proposal`: GA, at least the same APIs and COMPARED_FEATURES, retires later."""
    offered_here: bool | None
    """Whether the same SKU is offered for it in the same region; None: not known."""
    regions: frozenset[str] | None
    """Regions that offer it with the same SKU; None: not known."""
    capacity_rule: CapacityRule | None
    """Capacities that can be bought with a provisioned SKU; None for others, or where not known."""
    needs_training: bool
    """Whether it has to be fine-tuned before it can follow a fine-tuned model."""

    @property
    def title(self) -> str:
        """Model and version, for messages."""
        return f"{self.version.model} {self.version.version}{' after training it' if self.needs_training else ''}"

    @property
    def described(self) -> str:
        """Title, why it could follow, and whether that is possible where the deployment is, for messages."""
        here = {True: "", False: ", not offered here", None: ", regions not known"}[self.offered_here]
        return f"{self.title} ({self.why}{here})"


def successors(version: ModelVersion, sku: str, region: str, day: date, count: int = 3) -> tuple[Successor, ...]:
    """Versions that could follow another, best first: named by Azure, newer ones of the model, then proposals.

    Proposals are GA, retire later, have at least the same APIs and COMPARED_FEATURES; those offered here, of like size and
    with the longest life come first. A fine-tuned model is followed by what could follow its base, can be fine-tuned too
    and is not known to retire earlier then.
    """
    sku, region = skus.resolve(sku).name, regions.normalise(region)
    fine_tuned = fine_tuning.find(version.model)
    base = fine_tuned.base if fine_tuned and fine_tuned.base else version
    found: dict[tuple[str, str], Successor] = {}
    for why, candidates in (
        ("named by Azure", _named(base, day)),
        ("newer version", _newer_versions(base, day)),
        ("proposal", _proposals(base, sku, region, day)),
    ):
        for candidate in candidates:
            following = fine_tuning.trained(candidate) if fine_tuned else candidate
            if following and (not fine_tuned or _outlives(following, version, day)):
                key = candidate.model, candidate.version
                found.setdefault(key, _successor(following, why, sku, region, needs_training=fine_tuned is not None))
    return tuple(found.values())[:count]


def _named(version: ModelVersion, day: date) -> Iterator[ModelVersion]:
    if version.replacement:
        model, _, wanted = version.replacement.partition("@")
        found = models.find(model, wanted) if wanted else models.default_version(model, day)
        if found is not None and found.stage_on(day) is not Stage.retired:
            yield found


def _newer_versions(version: ModelVersion, day: date) -> Iterator[ModelVersion]:
    yield from (
        other
        for other in models.versions(version.model)
        if other.version > version.version and _outlives(other, version, day)
    )


def _proposals(version: ModelVersion, sku: str, region: str, day: date) -> list[ModelVersion]:
    fitting = [
        other
        for other in models.all_versions()
        if other.model != version.model
        and other.stage_on(day) is Stage.ga
        and other.format == version.format
        and version.apis
        and set(version.apis) <= set(other.apis)
        and set(version.features) & COMPARED_FEATURES <= set(other.features)
        and _outlives(other, version, day)
    ]
    here = {True: 0, None: 1, False: 2}
    return sorted(
        fitting,
        key=lambda other: (
            here[_offered(other, sku, region)],
            _size(other.model) != _size(version.model),
            -(other.retirement_date or date.max).toordinal(),
        ),
    )


def _outlives(other: ModelVersion, version: ModelVersion, day: date) -> bool:
    if other.stage_on(day) is Stage.retired:
        return False
    return other.retirement_date is None or other.retirement_date > (version.retirement_date or day)


def _size(model: str) -> str | None:
    return next((word for word in model.split("-") if word in SIZES), None)


def _offered(version: ModelVersion, sku: str, region: str) -> bool | None:
    where = version.regions_for(sku)
    return None if where is None else region in where


def _successor(version: ModelVersion, why: str, sku: str, region: str, *, needs_training: bool) -> Successor:
    rule = ptu.capacity_rule(version.model, sku)
    return Successor(version, why, _offered(version, sku, region), version.regions_for(sku), rule, needs_training)
