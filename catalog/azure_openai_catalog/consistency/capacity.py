"""Provisioned throughput and quota."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from .. import models, nearest, quotas, skus
from .._data import data
from ..problems import Problem, listing


def walk() -> Iterator[Problem]:
    """What is wrong with capacities and quota."""
    yield from _sizing()
    yield from _default_quota()
    yield from _batch_quota()
    yield from _counters()


def _sizing() -> Iterator[Problem]:
    facts = data("ptu")
    for model, row in facts["models"].items():
        where = f"ptu.models.{model}"
        if "vendor" not in row:
            yield from _unknown_model(where, model)
        for group in ("global_and_data_zone", "regional"):
            yield from _capacities(f"{where}.{group}", row.get(group), facts["maximum"])
        weights = row.get("token_weights")
        if weights is not None and weights not in facts["token_weights"]:
            yield Problem(
                f"{where}.token_weights", f"There are no weights {weights!r}.", "Add them to `token_weights`."
            )
        if weights is None and isinstance(row["input_tpm_per_ptu"], int) and "output_to_input_ratio" not in row:
            yield Problem(f"{where}.output_to_input_ratio", "is missing.", "Give it, or `token_weights`.")


def _capacities(where: str, figures: dict[str, Any] | None, maximum: int) -> Iterator[Problem]:
    if figures is None:
        return
    minimum, increment = figures["min_ptu"], figures["increment"]
    if minimum % increment and not figures.get("off_the_steps"):
        what = f"min_ptu {minimum} is no multiple of the increment {increment}."
        yield Problem(where, what, "Correct it, or confirm it with `off_the_steps: true`.")
    if minimum > maximum:
        yield Problem(where, f"min_ptu {minimum} is above the maximum {maximum}.", "Correct it.")


def _default_quota() -> Iterator[Problem]:
    facts = data("quotas")
    for model in facts["requests_per_unit"]:
        yield from _unknown_model(f"quotas.requests_per_unit.{model}", model)
    for model in facts["unit_not_known"]["models"]:
        yield from _unknown_model(f"quotas.unit_not_known.models.{model}", model)
    for key, by_sku in facts["default_quota"].items():
        model, _, version = key.partition("@")
        where = f"quotas.default_quota.{key}"
        if model not in facts["rows_of_retired_models"]:
            yield from _unknown_model(where, model)
        if version and models.find(model, version) is None:
            yield Problem(where, f"{model} has no version {version!r}.", "Correct it.")
        for sku, row in by_sku.items():
            yield from _quota_row(f"{where}.{sku}", sku, row)


def _quota_row(where: str, sku: str, row: dict[str, Any]) -> Iterator[Problem]:
    known = skus.find(sku)
    if known is None or known.name != sku or known.billing != "standard":
        yield Problem(where, "is not billed per token.", "Use Standard, DataZoneStandard or GlobalStandard.")
    tokens, requests = row.get("tpm_thousands", row["requests"]), row["requests"]
    for name, sizes in (("tpm_thousands", tokens), ("requests", requests)):
        if sizes != sorted(sizes):
            yield Problem(f"{where}.{name}", "shrinks from a tier to the next.", "List tiers 1 to 6 in order.")
    uneven = [
        tier for tier, (a, b) in enumerate(zip(tokens, requests, strict=True), 1) if a * requests[0] // tokens[0] != b
    ]
    if uneven:
        yield Problem(where, f"has another ratio of requests to tokens in tier {listing(uneven)}.", "Correct it.")


def _batch_quota() -> Iterator[Problem]:
    facts = data("quotas")["batch_quota"]
    for sku in ("GlobalBatch", "DataZoneBatch"):
        for model, row in facts[sku].items():
            where = f"quotas.batch_quota.{sku}.{model}"
            yield from _unknown_model(where, model)
            if len(row) != len(facts["offers"]):
                yield Problem(where, f"has {len(row)} figures.", f"Give one for each of {', '.join(facts['offers'])}.")


def _counters() -> Iterator[Problem]:
    for model in data("quotas")["irregular_counter_names"]:
        yield from _unknown_model(f"quotas.irregular_counter_names.{model}", model)
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for model in models.names():
        holders[quotas.pool("GlobalStandard", model, "").counter].append(model)
    for counter, names in holders.items():
        if len(names) > 1:
            yield Problem(
                f"quotas.irregular_counter_names.{names[-1]}", f"{counter} counts {listing(names)}.", "Correct it."
            )


def _unknown_model(where: str, model: str) -> Iterator[Problem]:
    if model not in models.names():
        known = listing(nearest(model, models.names()), empty="none")
        yield Problem(
            where, f"The catalogue has no model {model!r}.", f"Nearest: {known}. A new one goes to `models` first."
        )
