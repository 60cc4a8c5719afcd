"""Provisioned throughput: which capacities can be bought."""

from dataclasses import dataclass

from . import skus
from ._data import data


@dataclass(frozen=True, slots=True)
class CapacityRule:
    """Capacities of a provisioned deployment, in PTU: the minimum plus whole increments, up to the maximum."""

    minimum: int
    increment: int
    maximum: int

    def allows(self, capacity: int) -> bool:
        """Whether a capacity can be bought."""
        return self.minimum <= capacity <= self.maximum and (capacity - self.minimum) % self.increment == 0

    def nearest_allowed(self, capacity: int) -> tuple[int, ...]:
        """The capacity itself if it can be bought, else the ones that can below and above it, lower first."""
        if capacity <= self.minimum:
            return (self.minimum,)
        below = self.minimum + (min(capacity, self.maximum) - self.minimum) // self.increment * self.increment
        return tuple(
            c for c in (below, below + self.increment) if self.allows(c) and (c == capacity or below != capacity)
        )


def capacity_rule(model: str, sku: str) -> CapacityRule | None:
    """The rule for a model with a provisioned SKU, None where the sizing table has no row."""
    known, facts = skus.find(sku), data("ptu")
    row = facts["models"].get(model)
    if known is None or known.billing != "provisioned" or row is None:
        return None
    figures = row.get("regional" if known.scope == "regional" else "global_and_data_zone")
    return figures and CapacityRule(figures["min_ptu"], figures["increment"], facts["maximum"])
