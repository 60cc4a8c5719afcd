"""Capacity for a load: what has to be bought so that so many calls of such a size go through.

All token figures are means per call; all rates are per minute. Pay-per-token capacity is limited in tokens and in
requests per minute, provisioned capacity by weighted tokens (output weighs more than input, cached input less).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from fractions import Fraction

from . import fine_tuning, ptu, quotas, skus
from .problems import CatalogError, NotKnown, Problem, require

HIGHEST = 1_000_000_000
"""Calls a minute or tokens a call above which a figure is taken for a slip; no limit of Azure."""


@dataclass(frozen=True, slots=True)
class Load:
    """A steady load on one deployment.

    Raises CatalogError with all figures that are out of range.
    """

    calls_per_minute: float
    prompt_tokens: float
    """Prompt tokens per call, cached ones included."""
    output_tokens: float
    """Output tokens per call, reasoning included."""
    cached_share: float = 0
    """Share of the prompt tokens that is read from the prompt cache, 0 to 1."""
    cache_write_share: float = 0
    """Share of the prompt tokens that is written to the prompt cache, 0 to 1; counts extra for GPT-6 only."""
    long_context: bool = False
    """Whether the calls fall into the long-context class of the sizing table and the price list."""

    def __post_init__(self) -> None:
        require(self._problems())

    def _problems(self) -> Iterator[Problem]:
        for field in fields(self):
            value, is_share = getattr(self, field.name), field.name.endswith("_share")
            highest = 1 if is_share else HIGHEST
            if not 0 <= value <= highest:
                yield Problem(field.name, f"is {value:,.15g}.", f"Use 0 to {highest:,}.")
        shares = self.cached_share, self.cache_write_share
        if max(shares) <= 1 < sum(shares):
            yield Problem("cache_write_share", "and cached_share are more than 1 together.", "Lower one of them.")

    @property
    def tokens_per_minute(self) -> Fraction:
        """Prompt and output tokens per minute, cached ones included."""
        return exact(self.calls_per_minute) * (exact(self.prompt_tokens) + exact(self.output_tokens))


@dataclass(frozen=True, slots=True)
class TokenCapacity:
    """Pay-per-token capacity that a load needs."""

    capacity: int
    """Value for `sku.capacity`."""
    bound_by: str | None
    """`tokens` or `requests`: which of the two limits decides. None where only the limit of tokens is known."""
    limits: quotas.RateLimits
    """What the capacity allows per minute; None where it is not known."""


@dataclass(frozen=True, slots=True)
class ProvisionedCapacity:
    """Provisioned capacity that a load needs."""

    weighted_tokens_per_minute: Fraction
    """Load in plain input tokens."""
    needed: Fraction
    """PTU that the load keeps busy."""
    capacity: int
    """Smallest number of PTU that can be bought and is enough."""

    @property
    def utilisation(self) -> float:
        """Share of the bought capacity that the load keeps busy."""
        return float(self.needed / self.capacity)


def exact(number: float) -> Fraction:
    """A number as it is written: 0.1 is a tenth, so that rounding up never counts the noise of binary fractions."""
    return Fraction(str(number))


def for_load(load: Load, model: str, version: str, sku: str) -> TokenCapacity | ProvisionedCapacity:
    """Capacity that a load needs with a SKU, whatever its billing.

    Raises CatalogError where it cannot be had or where calls are too long for the model, NotKnown where the catalogue
    cannot tell.
    """
    require(_too_long(load, model, version, sku))
    kind = skus.resolve(sku).billing
    if kind == "batch":
        raise CatalogError(
            Problem(
                "sku",
                f"{sku} takes batch jobs, no calls per minute.",
                "A unit holds 1,000 enqueued tokens: divide the tokens of your jobs by it.",
            )
        )
    return provisioned(load, model, sku) if kind == "provisioned" else pay_per_token(load, model, version, sku)


def _too_long(load: Load, model: str, version: str, sku: str) -> list[Problem]:
    """What the model does not take of an average call."""
    served = next((one for one in fine_tuning.versions(model) if one.version == version), None)
    if served is None:
        return []
    title, advice = f"{model} {version}", "Shorten the calls, or take a model with a larger context."
    prompt, answer, both = load.prompt_tokens, load.output_tokens, exact(load.prompt_tokens) + exact(load.output_tokens)
    billing, window = skus.resolve(sku).billing, served.context_window_for(sku)
    too_long = [
        Problem(f"load.{name}", f"are {tokens:,.15g} a call; {title} {verb} {limit:,} at most.", advice)
        for name, tokens, verb, limit in (
            ("prompt_tokens", prompt, "takes", served.max_input_tokens),
            ("output_tokens", answer, "gives", served.max_output_tokens),
        )
        if limit is not None and tokens > limit
    ]
    if not too_long and window is not None and both > window:
        where = f" in {billing} deployments" if billing in served.context_window_by_billing else ""
        what = f"are {float(both):,.15g} a call with the answer; the context of {title} is {window:,}{where}."
        too_long.append(Problem("load.prompt_tokens", what, advice))
    return too_long


def pay_per_token(load: Load, model: str, version: str, sku: str) -> TokenCapacity:
    """Smallest capacity of a pay-per-token SKU that lets a load through.

    Where no source has the limit of requests, the capacity is what the tokens need at least, and `bound_by` and
    `limits.requests_per_minute` are None.
    Raises CatalogError for another SKU, NotKnown where not even the unit of capacity is known.
    """
    rate = _rate(model, version, sku)
    for_tokens = math.ceil(load.tokens_per_minute / 1000) if rate.counts_tokens else 0
    # A limit on requests is a whole number, and so is the smallest one that lets a fraction of a call through.
    calls = math.ceil(exact(load.calls_per_minute))
    for_requests = -(-calls * rate.units // rate.requests) if rate.requests is not None else 0
    needed = max(for_tokens, for_requests, 1)
    bound_by = "requests" if for_requests > for_tokens or not rate.counts_tokens else "tokens"
    return TokenCapacity(needed, None if rate.requests is None else bound_by, rate.limits(needed))


def requests_not_known(model: str, sku: str) -> NotKnown:
    """What is to be said of a capacity whose `bound_by` is None."""
    return NotKnown("model", f"How many requests a unit of {sku} buys for {model}", quotas.QUOTA_PAGE)


def provisioned(load: Load, model: str, sku: str) -> ProvisionedCapacity:
    """Smallest capacity of a provisioned SKU that handles a load.

    Raises NotKnown where the sizing table has no row, CatalogError where provisioned deployments do not serve the
    load or one deployment cannot be made large enough.
    """
    rule = resolve_rule(model, sku)
    needed = busy_ptu(load, model)
    capacity = rule.at_least(math.ceil(needed))
    if capacity is None:
        count = math.ceil(needed / rule.maximum)
        raise CatalogError(
            Problem(
                "load",
                f"needs {math.ceil(needed):,} PTU, a deployment takes {rule.maximum:,}.",
                f"Share it among {count} deployments.",
            )
        )
    return ProvisionedCapacity(needed * ptu.sizing(model).input_tokens_per_minute, needed, capacity)


def busy_ptu(load: Load, model: str) -> Fraction:
    """PTU that a load keeps busy, before minimum and increment.

    Raises NotKnown and CatalogError like `provisioned`.
    """
    sizing = ptu.sizing(model)
    if sizing.max_prompt_tokens is not None and load.prompt_tokens > sizing.max_prompt_tokens:
        raise CatalogError(
            Problem(
                "load.prompt_tokens",
                f"are {load.prompt_tokens:,.15g} a call; provisioned {model} refuses prompts over {sizing.max_prompt_tokens:,} tokens.",
                "Send these calls to a standard deployment, as spillover does.",
            )
        )
    weights = sizing.long_context if load.long_context else sizing.short_context
    if weights is None:
        raise NotKnown("load.long_context", f"How much long-context calls of {model} weigh", ptu.SIZING_TABLE)
    cached, written = exact(load.cached_share), exact(load.cache_write_share)
    weight_of_a_prompt_token = (
        (1 - cached - written) * exact(weights.input)
        + cached * exact(weights.cached_input)
        + written * exact(weights.cache_write)
    )
    weight_of_a_call = exact(load.prompt_tokens) * weight_of_a_prompt_token + exact(load.output_tokens) * exact(
        weights.output
    )
    return exact(load.calls_per_minute) * weight_of_a_call / sizing.input_tokens_per_minute


def calls_per_minute(capacity: int, load: Load, model: str, version: str, sku: str) -> float:
    """Calls of this size that a capacity lets through per minute, whatever `load.calls_per_minute` says.

    The inverse of `for_load`; infinite for calls that use nothing. Raises CatalogError and NotKnown like it.
    """
    one_call = replace(load, calls_per_minute=1)
    if skus.resolve(sku).billing == "provisioned":
        busy = busy_ptu(one_call, model)
        return float(capacity / busy) if busy else math.inf
    limits, tokens = _rate(model, version, sku).limits(capacity), one_call.tokens_per_minute
    by_tokens = limits.tokens_per_minute / tokens if limits.tokens_per_minute is not None and tokens else math.inf
    by_requests = math.inf if limits.requests_per_minute is None else limits.requests_per_minute
    return float(min(by_tokens, by_requests))


def enqueued_capacity(tokens: int) -> int:
    """Batch capacity, in thousand enqueued tokens, that holds jobs of so many tokens at once."""
    if tokens < 0:
        raise CatalogError(Problem("tokens", f"is {tokens}.", "Use 0 or more."))
    return max(1, math.ceil(tokens / 1000))


def resolve_rule(model: str, sku: str) -> ptu.CapacityRule:
    """Rule of a provisioned SKU. Raises CatalogError for another SKU, NotKnown where the sizing table has no row."""
    known = skus.resolve(sku)
    if known.billing != "provisioned":
        choices = ", ".join(name for name in skus.names() if skus.resolve(name).billing == "provisioned")
        raise CatalogError(Problem("sku", f"{known.name} is not provisioned.", f"Use one of {choices}."))
    rule = ptu.capacity_rule(model, known.name)
    if rule is None:
        raise NotKnown("model", f"Which capacities of {known.name} can be bought for {model}", ptu.SIZING_TABLE)
    return rule


def _rate(model: str, version: str, sku: str) -> quotas.UnitRate:
    """What a unit of a pay-per-token SKU buys."""
    known = skus.resolve(sku)
    if known.billing not in ("standard", "developer"):
        raise CatalogError(
            Problem("sku", f"{known.name} has no limits per minute.", "Use `provisioned` or a batch job.")
        )
    rate = quotas.unit_rate(model, version, known.name)
    if rate is not None:
        return rate
    if quotas.capacity_unit(model, version, known.name) is None:
        raise NotKnown("model", f"What a unit of {known.name} buys for {model}", quotas.QUOTA_PAGE)
    return quotas.UnitRate(counts_tokens=True, requests=None)
