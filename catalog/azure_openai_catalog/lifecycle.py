"""What becomes of deployments: when their model versions retire, what Azure does then, and what to do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from . import fine_tuning, models, nearest, skus
from .models import ModelVersion, Stage
from .problems import CatalogError, Problem, listing
from .successors import Successor, successors

UPGRADE_OPTIONS = ("OnceCurrentVersionExpired", "OnceNewDefaultVersionAvailable", "NoAutoUpgrade")
"""Values of `versionUpgradeOption`; the first is what no value means."""


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
        hours = skus.resolve(self.deployed.sku).lifetime_hours
        anyway = f"; each is deleted {hours} hours after it is made" if hours and not stopped else ""
        return f"{'stopped' if stopped else 'stops'}{anyway}"


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
