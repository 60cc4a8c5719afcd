"""What becomes of deployments: when their model versions retire, what Azure does then, and what could follow."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from . import fine_tuning, models, nearest, ptu, regions, skus
from .models import ModelVersion, Stage
from .problems import CatalogError, Problem, listing
from .ptu import CapacityRule

UPGRADE_OPTIONS = ("OnceCurrentVersionExpired", "OnceNewDefaultVersionAvailable", "NoAutoUpgrade")
"""Values of `versionUpgradeOption`; the first is what no value means."""

COMPARED_FEATURES = {"audio", "image_input", "structured_outputs", "tools"}
"""Features that a successor must have too. Others are left out because the source lists them for some models only."""

SIZES = ("nano", "mini", "pro")
"""Words in model names by which a successor of like size is told."""


@dataclass(frozen=True, slots=True)
class Deployed:
    """A deployment, as far as its life is concerned."""

    where: str
    """How messages call it, for example `prod.accounts.eu.deployments.chat`."""
    model: str
    version: str | None
    """None: the version Azure takes by default."""
    sku: str
    region: str
    upgrade_option: str | None = None
    """`versionUpgradeOption`; None means the first of UPGRADE_OPTIONS."""


class AtRetirement(StrEnum):
    """What happens to a deployment on the day its version retires. A fine-tuned model always stops."""

    upgrades = "upgrades"
    """Azure moves it to the default version of that day, region by region."""
    stops = "stops"
    """It answers 410 Gone from then on."""
    needs_migration = "needs_migration"
    """It stops unless somebody migrates it before: in place or side by side. Azure never does for this SKU."""


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


@dataclass(frozen=True, slots=True)
class Outlook:
    """What becomes of a deployment, seen from a day."""

    deployed: Deployed
    day: date
    version: ModelVersion | None
    """None: the catalogue does not know the model or version."""
    stage: Stage | None
    at_retirement: AtRetirement
    upgrades_to: str | None
    """Version of the same model that is the default on the day of the upgrade, as far as known today."""
    successors: tuple[Successor, ...]

    @property
    def retirement_date(self) -> date | None:
        """None: not known."""
        return self.version.retirement_date if self.version else None

    @property
    def days_left(self) -> int | None:
        """Days until the retirement, negative afterwards; None where the date is not known."""
        return (self.retirement_date - self.day).days if self.retirement_date else None

    @property
    def then(self) -> str:
        """What becomes of it at its retirement, or became of it, a verb for messages."""
        if self.at_retirement is AtRetirement.upgrades:
            return f"upgrades to {self.upgrades_to}" if self.upgrades_to else "upgrades"
        stopped = self.stage is Stage.retired
        if self.at_retirement is AtRetirement.needs_migration:
            return "stopped unless migrated" if stopped else "needs migration"
        return "stopped" if stopped else "stops"


@dataclass(frozen=True, slots=True)
class Event:
    """A day in the life of a deployment, ready for a calendar."""

    day: date
    kind: str
    """`retirement`, or `upgrade` where Azure upgrades on the day."""
    where: str
    summary: str
    description: str
    uid: str
    """The same for the same event whenever it is made, so that a calendar updates it when its date moves."""


def outlook(deployed: Deployed, day: date) -> Outlook:
    """What becomes of a deployment, seen from a day.

    A model or version that the catalogue does not know is no error: its `version` is None.
    Raises CatalogError, which names the deployment, for a SKU or an upgrade option that Azure does not have.
    """
    try:
        sku = skus.resolve(deployed.sku)
    except CatalogError as error:
        raise CatalogError(*(replace(problem, where=f"{deployed.where}.sku") for problem in error.problems)) from error
    at_retirement = _at_retirement(sku, deployed.upgrade_option, fine_tuning.find(deployed.model) is not None)
    version = fine_tuning.served(deployed.model, deployed.version, day)
    if version is None:
        gone = models.was_retired_earlier(deployed.model, deployed.version)
        return Outlook(deployed, day, None, Stage.retired if gone else None, at_retirement, None, ())
    upgrades_to = _default_after(version) if at_retirement is AtRetirement.upgrades else None
    following = successors(version, sku.name, deployed.region, day)
    return Outlook(deployed, day, version, version.stage_on(day), at_retirement, upgrades_to, following)


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


def calendar(deployments: Iterable[Deployed], day: date) -> tuple[Event, ...]:
    """Retirements and automatic upgrades still to come, in order of time. Deployments without a known date have none."""
    events = (event for deployed in deployments for event in _events(outlook(deployed, day)))
    return tuple(sorted(events, key=lambda event: (event.day, event.where)))


def problems(deployments: Iterable[Deployed], day: date, within_days: int = 90) -> tuple[Problem, ...]:
    """What is retired or retires soon, and as warnings what Azure upgrades by itself, may extend, or is not known."""
    return tuple(p for deployed in deployments for p in _problems(outlook(deployed, day), within_days))


def _at_retirement(sku: skus.DeploymentSku, option: str | None, fine_tuned: bool) -> AtRetirement:
    if option is not None and option not in UPGRADE_OPTIONS:
        what = f"Azure has no upgrade option {option!r}."
        raise CatalogError(Problem("upgrade_option", what, f"Use {listing(UPGRADE_OPTIONS)}."))
    if fine_tuned:
        return AtRetirement.stops
    if sku.auto_version_upgrade:
        return AtRetirement.stops if option == "NoAutoUpgrade" else AtRetirement.upgrades
    return AtRetirement.stops if sku.billing == "developer" else AtRetirement.needs_migration


def _default_after(version: ModelVersion) -> str | None:
    if version.retirement_date is None:
        return None
    following = models.default_version(version.model, version.retirement_date)
    return following.version if following else None


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
        for name in models.names()
        if name != version.model
        for other in models.versions(name)
        if other.stage_on(day) is Stage.ga
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


def _events(seen: Outlook) -> Iterator[Event]:
    version, day = seen.version, seen.retirement_date
    if version is None or day is None or day <= seen.day:
        return
    deployed, title = seen.deployed, f"{version.model} {version.version}"
    upgrades = seen.at_retirement is AtRetirement.upgrades
    kind = "upgrade" if upgrades else "retirement"
    earliest = "Not before this day. " if version.retirement_is_earliest else ""
    yield Event(
        day=day,
        kind=kind,
        where=deployed.where,
        summary=f"{title} retires: {deployed.where} {seen.at_retirement.replace('_', ' ')}",
        description=f"{earliest}{_what_happens(seen)} {_what_to_do(seen)}",
        uid=f"{kind}/{deployed.where}/{version.model}/{version.version}",
    )


def _problems(seen: Outlook, within_days: int) -> Iterator[Problem]:
    deployed, version = seen.deployed, seen.version
    title = f"{deployed.model} {version.version if version else deployed.version or '(default version)'}"
    if seen.stage is Stage.retired:
        since = f" since {seen.retirement_date}" if seen.retirement_date else ""
        yield Problem(deployed.where, f"{title} is retired{since}.", _what_to_do(seen))
    elif version is None:
        likely = () if deployed.model in models.names() else nearest(deployed.model, models.names())
        near = f" Nearest: {listing(likely)}." if likely else ""
        what = f"{title} is not in the catalogue."
        yield Problem(deployed.where, what, f"Ask Azure, or add it to an overlay.{near}", is_warning=True)
    elif seen.days_left is None:
        yield Problem(
            deployed.where, f"the retirement date of {title} is not known.", "Ask Azure's models API.", is_warning=True
        )
    elif seen.days_left <= within_days:
        earliest = "not before " if version.retirement_is_earliest else ""
        plural = "" if seen.days_left == 1 else "s"
        yield Problem(
            deployed.where,
            f"{title} retires {earliest}{seen.retirement_date}, in {seen.days_left} day{plural}. {_what_happens(seen)}",
            _what_to_do(seen),
            is_warning=version.retirement_is_earliest or seen.at_retirement is AtRetirement.upgrades,
        )


def _what_happens(seen: Outlook) -> str:
    if seen.at_retirement is AtRetirement.upgrades:
        target = (
            f"version {seen.upgrades_to}"
            if seen.upgrades_to
            else "the default version of that day, which is not known yet"
        )
        sooner = (
            " If another version becomes the default before, Azure upgrades to that one within two weeks."
            if seen.deployed.upgrade_option == "OnceNewDefaultVersionAvailable"
            else ""
        )
        return f"On that day Azure begins to upgrade the deployment to {target}.{sooner}"
    if seen.at_retirement is AtRetirement.needs_migration:
        return (
            f"Azure does not upgrade {skus.resolve(seen.deployed.sku).name} by itself: it stops unless you migrate it."
        )
    return "The deployment stops then: calls are answered with 410 Gone."


def _what_to_do(seen: Outlook) -> str:
    choices = listing(following.described for following in seen.successors)
    return f"Could follow: {choices}." if seen.successors else "The catalogue knows no successor."
