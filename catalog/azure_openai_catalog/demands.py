"""What placement is asked with: what is demanded of a model's place."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from . import fine_tuning, nearest, quotas, regions
from .capacity import Load
from .problems import Problem, listing, require

ANYWHERE = "global"
"""Residency that allows processing in any region."""


class Work(StrEnum):
    """What the deployment is for."""

    interactive = "interactive"
    """Somebody waits for the answers."""
    batch = "batch"
    """Answers within a day are soon enough."""
    evaluation = "evaluation"
    """Trying out a fine-tuned model."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What is demanded of a model's place. Raises CatalogError with everything that makes no sense."""

    model: str
    """Name of a model, or of a fine-tuned one."""
    version: str | None = None
    """None: the version Azure takes by default."""
    residency: str = ANYWHERE
    """Where prompts may be processed: `global`, a data zone (`eu`, `us`, `apac`, `usgov`), or a region."""
    work: Work = Work.interactive
    load: Load | None = None
    """None: unknown or small."""
    tokens_per_second: int | None = None
    """Speed of each answer that has to be kept for 99 % of the calls; only provisioned capacity has such a target."""
    regions: tuple[str, ...] = ()
    """Regions in which an account may be; empty: any."""
    tier: int | None = None
    """Quota tier of the subscription, 1 to 6; None: not known."""

    def __post_init__(self) -> None:
        require(self._problems())

    def _problems(self) -> Iterator[Problem]:
        residencies = (ANYWHERE, *regions.data_zones(), *regions.names())
        if regions.normalise(self.residency) not in residencies:
            known = listing(nearest(self.residency, residencies) or residencies)
            yield Problem("residency", f"{self.residency!r} is neither global, data zone nor region.", f"Use {known}.")
        for region in self.regions:
            if not regions.is_known(region):
                known = listing(nearest(region, regions.names()), empty="see the regions")
                offering = sorted({name for version in fine_tuning.versions(self.model) for name in version.offered_in})
                offered = f" {self.model} is offered in {listing(offering)}." if offering else ""
                yield Problem("regions", f"The catalogue has no region {region!r}.", f"Nearest: {known}.{offered}")
        if self.tokens_per_second is not None and self.tokens_per_second < 1:
            yield Problem("tokens_per_second", f"is {self.tokens_per_second}.", "Use 1 or more.")
        elif self.tokens_per_second is not None and self.work is Work.batch:
            what = "is no matter for batch work, whose answers come within a day."
            yield Problem("tokens_per_second", what, "Leave it out, or demand it of interactive work.")
        if self.tier is not None and not 1 <= self.tier <= quotas.HIGHEST_TIER:
            yield Problem("tier", f"There is no quota tier {self.tier}.", f"Use 1 to {quotas.HIGHEST_TIER}.")
