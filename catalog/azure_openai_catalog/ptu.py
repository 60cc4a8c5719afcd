"""Provisioned throughput: which capacities can be bought, what a PTU handles, and what it costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import fine_tuning, skus
from ._data import data, derived
from .problems import NotKnown

SIZING_TABLE = "the provisioned throughput sizing table (2026-09-23)"
"""Where minimum, increment, tokens per PTU and latency targets come from."""

PRICE_LIST = "third parties reading the Azure Retail Prices API (2026-07-27 to 2026-09)"
"""Where the price of a PTU comes from: no documentation page has it."""


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

    def at_least(self, capacity: int) -> int | None:
        """The smallest capacity that can be bought and is not below this one; None above the maximum."""
        return next((allowed for allowed in self.nearest_allowed(capacity) if allowed >= capacity), None)

    def at_most(self, capacity: int) -> int | None:
        """The largest capacity that can be bought and is not above this one; None below the minimum."""
        return next((allowed for allowed in reversed(self.nearest_allowed(capacity)) if allowed <= capacity), None)


@dataclass(frozen=True, slots=True)
class TokenWeights:
    """How much capacity one token uses, relative to one plain input token of a short context."""

    input: float
    cached_input: float
    cache_write: float
    output: float


@dataclass(frozen=True, slots=True)
class Sizing:
    """What one PTU handles for a model."""

    input_tokens_per_minute: int
    """Plain input tokens per minute and PTU."""
    short_context: TokenWeights
    long_context: TokenWeights | None
    """Weights of calls in the long-context price class; None where the table has no others."""
    max_prompt_tokens: int | None
    """Calls with longer prompts are not served on PTU (HTTP 400, or spillover); None where no such limit is listed."""
    tokens_per_second: int | None
    """Latency target: 99 % of the samples are faster than this; None where none is published."""


def capacity_rule(model: str, sku: str) -> CapacityRule | None:
    """The rule for a model with a provisioned SKU, None where the sizing table has no row.

    The table does not list fine-tuned models: the row of what they were made from is taken.
    """
    known, facts, fine_tuned = skus.find(sku), data("ptu"), fine_tuning.find(model)
    base = fine_tuned.base if fine_tuned else None
    row = facts["models"].get(base.model if base else model)
    if known is None or known.billing != "provisioned" or row is None:
        return None
    figures = row.get("regional" if known.scope == "regional" else "global_and_data_zone")
    return figures and CapacityRule(figures["min_ptu"], figures["increment"], facts["maximum"])


def models() -> tuple[str, ...]:
    """Models with a row in the sizing table."""
    return tuple(data("ptu")["models"])


@derived
def sizing(model: str) -> Sizing:
    """What one PTU handles for a model.

    Raises NotKnown where the sizing table has no row, or sizes the model in images besides tokens.
    """
    facts = data("ptu")
    row = facts["models"].get(model)
    if row is None:
        raise NotKnown("model", f"How much one PTU handles for {model}", SIZING_TABLE)
    if not isinstance(row["input_tpm_per_ptu"], int):
        raise NotKnown("model", f"How text and images of {model} add up to PTU", SIZING_TABLE)
    target = row.get("latency_target")
    weights = facts["token_weights"].get(row.get("token_weights"))
    return Sizing(
        input_tokens_per_minute=row["input_tpm_per_ptu"],
        short_context=TokenWeights(**weights["short_context"]) if weights else _weights_before_gpt_6(row),
        long_context=TokenWeights(**weights["long_context"]) if weights else None,
        max_prompt_tokens=row.get("max_prompt_tokens"),
        tokens_per_second=target["tokens_per_second_over"] if target else None,
    )


def _weights_before_gpt_6(row: Mapping[str, Any]) -> TokenWeights:
    # Before GPT-6, cached tokens are deducted by a percentage (100 in every row that has one) and writes cost no extra.
    deduction = row.get("cached_input_deduction_percent", 0)
    return TokenWeights(1, 1 - deduction / 100, 1, row["output_to_input_ratio"])


def price_per_hour(sku: str) -> float | None:
    """Price per PTU and hour, in `currency`, as PRICE_LIST has it; None where not known.

    Not from a documentation page; differs by region and agreement. Prefer your own price sheet.
    """
    known = skus.find(sku)
    return data("ptu")["prices"]["per_ptu_and_hour"].get(known.name if known else sku)


def currency() -> str:
    """Currency of `price_per_hour`, for example `USD`."""
    return data("ptu")["prices"]["currency"]
