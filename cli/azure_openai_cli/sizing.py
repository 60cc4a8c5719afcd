"""Sizing a load for several SKUs at once: what each takes, and where buying provisioned capacity pays."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from azure_openai_catalog import capacity, mix, ptu, quotas, skus
from azure_openai_catalog.capacity import Load, ProvisionedCapacity, TokenCapacity
from azure_openai_catalog.mix import BreakEven, Mix, Stretch, TokenPrices
from azure_openai_catalog.models import ModelVersion
from azure_openai_catalog.problems import CatalogError, NotKnown

from . import documents
from .exits import bad_input


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be sized."""

    version: ModelVersion
    load: Load
    """The load at the busiest time."""
    prices: TokenPrices | None
    """None: costs are not asked for."""
    ptu_per_hour: float | None
    """None: the catalogue's price."""
    curve: Sequence[Stretch]
    """The load over time; empty: the cheapest mix is not asked for."""


@dataclass(frozen=True, slots=True)
class Sized:
    """What a SKU takes for the load."""

    sku: str
    unit: str | None
    """What one unit of its capacity is; None where it is not known."""
    needed: TokenCapacity | ProvisionedCapacity | None
    break_even: BreakEven | None
    cheapest: Mix | None
    refused: CatalogError | None
    """Why there is no answer, or only part of one."""

    @property
    def document(self) -> dict[str, Any]:
        """The answer for programs."""
        needed, best = self.needed, self.cheapest
        return {
            "sku": self.sku,
            "unit": self.unit,
            "capacity": needed and needed.capacity,
            "utilisation": needed.utilisation if isinstance(needed, ProvisionedCapacity) else None,
            "bound_by": needed.bound_by if isinstance(needed, TokenCapacity) else None,
            "ptu_price_per_hour": ptu.price_per_hour(self.sku),
            "break_even": self.break_even,
            "mix": best
            and {
                "capacity": best.capacity,
                "provisioned_cost": float(best.provisioned_cost),
                "spillover_cost": float(best.spillover_cost),
                "cost": float(best.cost),
                "spilled_share": best.spilled_share,
            },
            "not_known": isinstance(self.refused, NotKnown),
            "problem": self.refused and str(self.refused),
        }


def size(question: Question, sku: str) -> Sized:
    """Size a load for a SKU; a refusal is part of the answer."""
    model, version, prices = question.version.model, question.version.version, question.prices
    needed = even = best = refused = None
    try:
        needed = capacity.for_load(question.load, model, version, sku)
        if isinstance(needed, TokenCapacity) and needed.bound_by is None:
            refused = capacity.requests_not_known(model, sku)
        if prices and skus.resolve(sku).billing == "provisioned":
            even = mix.break_even(question.load, model, sku, prices, question.ptu_per_hour)
            if question.curve:
                best = mix.cheapest(question.curve, model, sku, prices, question.ptu_per_hour)
    except CatalogError as error:
        refused = error
    return Sized(sku, quotas.capacity_unit(model, version, sku), needed, even, best, refused)


def prices_of(input_: float | None, output: float | None, cached: float | None) -> TokenPrices | None:
    """Prices from options; None where none is given. Raises BadInput for half of them."""
    if input_ is None and output is None and cached is None:
        return None
    if input_ is None or output is None:
        raise bad_input("--input-price --output-price", "A price is missing.", "Give both.")
    return TokenPrices(input_, output, cached)


def curve_of(path: Path, load: Load) -> list[Stretch]:
    """A load curve from a CSV file with the columns `hours` and `calls_per_minute`, for calls like those of a load.

    Raises BadInput when the file is none, CatalogError for hours or calls that cannot be.
    """
    advice = "Give lines such as `8,120` under `hours,calls_per_minute`."
    try:
        figures = [
            (float(row["hours"]), float(row["calls_per_minute"]))
            for row in csv.DictReader(documents.read(path).splitlines())
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise bad_input(str(path), f"The load curve cannot be read: {error}.", advice) from None
    if not figures:
        raise bad_input(str(path), "The load curve is empty.", advice)
    return [Stretch(replace(load, calls_per_minute=calls), hours) for hours, calls in figures]
