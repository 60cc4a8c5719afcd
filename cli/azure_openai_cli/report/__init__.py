"""The report: one self-contained HTML page about stacks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from azure_openai_catalog import AS_OF, lifecycle, quotas, regions, roles
from azure_openai_catalog.lifecycle import Outlook
from azure_openai_catalog.quota_plan import PoolPlan, QuotaPlan

from ..findings import Findings
from ..stacks import Account, Deployment, Stack, deployed, empty, problems
from ..values import UNKNOWN, counted, text

TIGHT = 0.8
"""Share of a pool from which on its bar warns."""

SOON = 90
"""Days before a retirement from which on its bar warns."""


@dataclass(frozen=True, slots=True)
class Row:
    """A deployment, with what is known of it."""

    deployment: Deployment
    outlook: Outlook
    tokens_per_minute: str
    share: float
    """Length of its bar on the time line, 0 to 100."""

    @property
    def when(self) -> str:
        """When it retires, as people read it."""
        left = self.outlook.days_left
        day = text(self.outlook.retirement_date)
        if left is None:
            return day
        return f"{day}, {counted(-left, 'day')} ago" if left < 0 else f"{day}, {counted(left, 'day')}"

    @property
    def state(self) -> str:
        """How its retirement is to be shown: `bad`, `warn`, `good` or `unknown`."""
        left = self.outlook.days_left
        if left is None:
            return "bad" if self.outlook.stage == "retired" else "unknown"
        return "bad" if left <= 0 else "warn" if left <= SOON else "good"


@dataclass(frozen=True, slots=True)
class Bar:
    """A quota pool as a bar; lengths in percent."""

    pool: PoolPlan
    others: float
    wanted: float
    limit: float | None
    """Where on the bar the limit lies."""

    @property
    def state(self) -> str:
        """How it is to be shown: `bad`, `warn`, `good` or `unknown`."""
        if self.pool.limit is None:
            return "unknown"
        used = self.pool.wanted + self.pool.held_by_others
        return "bad" if self.pool.too_much else "warn" if used > TIGHT * self.pool.limit else "good"


def render(stacks: Sequence[Stack], plan: QuotaPlan, findings: Findings | None, day: date) -> str:
    """The page as HTML: nothing outside of it is needed to show it, and it runs no script."""
    from .template import template

    outlooks = {
        stack.name: [lifecycle.outlook(deployed(stack, one), day) for one in stack.deployments] for stack in stacks
    }
    longest = max((seen.days_left or 0 for found in outlooks.values() for seen in found), default=0)
    rows = {stack.name: list(_rows(stack, outlooks[stack.name], longest)) for stack in stacks}
    every = [row for of_stack in rows.values() for row in of_stack]
    return template().render(
        style=(Path(__file__).parent / "page.css").read_text(encoding="utf-8"),
        stacks=stacks,
        rows=rows,
        bars=[_bar(pool) for pool in plan.pools],
        findings=findings,
        day=day,
        as_of=AS_OF,
        warnings={stack.name: [*empty([stack]), *problems(stack)] for stack in stacks},
        next_retirement=_next_retirement(every),
        too_small=sum(pool.fits is False for pool in plan.pools),
        limits_not_known=sum(pool.fits is None for pool in plan.pools),
        role_name=_role_name,
        zone=_zone,
        weaknesses=weaknesses,
    )


def weaknesses(account: Account) -> list[str]:
    """What of an account is less than private and keyless."""
    found = ["public network on"] if account.public_network_access != "Disabled" else []
    return [*found, "access keys on"] if account.local_auth else found


def _rows(stack: Stack, outlooks: list[Outlook], longest: int) -> Iterator[Row]:
    for one, seen in zip(stack.deployments, outlooks, strict=True):
        version = seen.version.version if seen.version else one.version or ""
        rates = quotas.rate_limits(one.model, version, one.sku, one.capacity)
        tokens = text(rates.tokens_per_minute) if rates and rates.tokens_per_minute else ""
        share = 100 * max(0, seen.days_left or 0) / longest if longest else 0
        yield Row(one, seen, tokens, share)


def _next_retirement(rows: Sequence[Row]) -> str:
    outlooks = [row.outlook for row in rows]
    to_come = [seen.retirement_date for seen in outlooks if seen.retirement_date and (seen.days_left or 0) > 0]
    if to_come:
        return text(min(to_come))
    return UNKNOWN if any(seen.retirement_date is None and seen.stage != "retired" for seen in outlooks) else "none"


def _zone(account: Account) -> str:
    return regions.data_zone(account.region) or UNKNOWN


def _bar(pool: PoolPlan) -> Bar:
    whole = max(pool.limit or 0, pool.wanted + pool.held_by_others, 1)
    limit = None if pool.limit is None else 100 * pool.limit / whole
    return Bar(pool, 100 * pool.held_by_others / whole, 100 * pool.wanted / whole, limit)


def _role_name(role: str) -> str:
    known = roles.find(role)
    return known.name if known else role
