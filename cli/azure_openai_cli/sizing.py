"""Sizing a load for several SKUs at once: what each takes, and where buying provisioned capacity pays."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from azure_openai_catalog import capacity, mix, ptu, quotas, skus, sources
from azure_openai_catalog.capacity import Load, ProvisionedCapacity, TokenCapacity
from azure_openai_catalog.mix import BreakEven, Mix, Stretch, TokenPrices
from azure_openai_catalog.models import ModelVersion
from azure_openai_catalog.problems import CatalogError, NotKnown, Problem

from . import documents
from .asking import in_options
from .exits import BadInput, bad_input

_COLUMNS = ("hours", "calls_per_minute")
"""Columns of a load curve."""


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
class PtuPrice:
    """What a PTU costs."""

    per_hour: float
    currency: str | None
    """None: that of the prices given."""
    source: str

    def __str__(self) -> str:
        return f"{self.per_hour:,.2f} {self.currency or ''}".strip()


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
    price: PtuPrice | None
    """None: not provisioned, or the catalogue has none."""

    @property
    def works(self) -> bool | None:
        """Whether it takes the load. False: known to be impossible. None: not known, or only in part."""
        if self.needed is None:
            return None if isinstance(self.refused, NotKnown) else False
        return None if isinstance(self.needed, TokenCapacity) and self.needed.bound_by is None else True

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
            "ptu_price": self.price,
            "break_even": self.break_even,
            "mix": best
            and {
                "capacity": best.capacity,
                "provisioned_cost": float(best.provisioned_cost),
                "spillover_cost": float(best.spillover_cost),
                "cost": float(best.cost),
                "spilled_share": best.spilled_share,
            },
            "works": self.works,
            "problem": self.refused and "\n".join(map(str, in_options(self.refused.problems))),
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
    unit = quotas.capacity_unit(model, version, sku)
    return Sized(sku, unit, needed, even, best, refused, _price(sku, question.ptu_per_hour))


def _price(sku: str, given: float | None) -> PtuPrice | None:
    listed = ptu.price_per_hour(sku)
    if skus.resolve(sku).billing != "provisioned":
        return None
    if given is not None:
        return PtuPrice(given, None, "--ptu-price")
    if listed is None:
        return None
    source = sources.of("ptu", "prices", "per_ptu_and_hour", sku)
    return PtuPrice(listed, ptu.currency(), str(source) if source.is_overlay else ptu.PRICE_LIST)


def prices_of(input_: float | None, output: float | None, cached: float | None) -> TokenPrices | None:
    """Prices from options; None where none is given. Raises BadInput for half of them."""
    if input_ is None and output is None and cached is None:
        return None
    if input_ is None or output is None:
        raise bad_input("--input-price --output-price", "A price is missing.", "Give both.")
    return TokenPrices(input_, output, cached)


def curve_of(path: Path, load: Load) -> list[Stretch]:
    """A load curve from a CSV file with the columns `hours` and `calls_per_minute`, for calls like those of a load.

    Raises BadInput with all lines that are none.
    """
    advice = "Give lines such as `8,120` under `hours,calls_per_minute`."
    rows = csv.DictReader(documents.read(path).splitlines())
    missing = [column for column in _COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise bad_input(str(path), f"The load curve has no column {' and no column '.join(missing)}.", advice)
    stretches, problems = list[Stretch](), list[Problem]()
    for row in rows:
        try:
            hours, calls = (_figure(column, row[column]) for column in _COLUMNS)
            stretches.append(Stretch(replace(load, calls_per_minute=calls), hours))
        except CatalogError as refused:
            problems += (problem.below(f"{path}:{rows.line_num}") for problem in refused.problems)
    if problems:
        raise BadInput(problems)
    if not stretches:
        raise bad_input(str(path), "The load curve is empty.", advice)
    return stretches


def _figure(column: str, written: str | None) -> float:
    try:
        return float(written or "")
    except ValueError:
        found = f"{written!r} is no number" if written else "is missing"
        raise CatalogError(Problem(column, f"{found}.", "Write a number such as 8 or 0.5.")) from None
