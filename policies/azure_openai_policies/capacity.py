"""What a deployment buys: tokens per minute or provisioned throughput, which are different units."""

from dataclasses import dataclass

from azure_openai_catalog import skus

from .options import Options, number, numbers_by_key
from .resources import DEPLOYMENT, Resource
from .stack import Stack, StackResource
from .values import Value

LIMITS = {"tpm": "maxTpmK", "ptu": "maxPtu"}
"""Option that holds the cap, by unit."""

HOURS_PER_MONTH = 730
"""Hours that Azure's price pages count for a month."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """What a deployment buys, as far as it is known."""

    sku: Value
    capacity: Value
    model: Value
    """Name of the model."""

    @property
    def unit(self) -> str:
        """`ptu`, `tpm` (thousand tokens per minute) or `batch` (thousand enqueued tokens); empty for an unknown SKU."""
        known = skus.find(self.sku.text)
        units = {"provisioned": "ptu", "standard": "tpm", "developer": "tpm", "batch": "batch"}
        return units[known.billing] if known else ""

    @property
    def amount(self) -> float:
        """The capacity. Azure takes a missing one for 1."""
        return 1 if self.capacity.missing else self.capacity.number or 0

    @property
    def doubts(self) -> tuple[Value, ...]:
        """Unknown values among them."""
        return tuple(value for value in (self.sku, self.capacity, self.model) if value.unknown)


def caps(whose: str, tpm: float, ptu: float) -> Options:
    """Options of a rule that caps what is bought. `whose` says of whom, with `{}` for the kind of deployment."""
    return {
        LIMITS["tpm"]: number(f"Most thousands of tokens per minute of {whose.format('pay-per-token')}.", tpm),
        LIMITS["ptu"]: number(f"Most PTU of {whose.format('provisioned')}.", ptu),
        "perModel": numbers_by_key(f"Other caps by model and option, for example `gpt-5-mini/{LIMITS['tpm']}`."),
    }


def cap(settings: Value, model: Value, option: str) -> float | None:
    """The cap that holds for a model: its own if the configuration has one; the lowest of all for an unknown model."""
    general, own = settings[option].number, settings["perModel"]
    if model.unknown:
        caps = [general, *(own[key].number for key in own.keys if key.endswith(f"/{option}"))]
        return min((one for one in caps if one is not None), default=None)
    exception = own.at(f"{model.text}/{option}").number
    return general if exception is None else exception


def purchase(deployment: Resource) -> Purchase:
    """What a deployment buys."""
    sku = deployment.inputs["sku"]
    return Purchase(sku["name"], sku["capacity"], deployment.properties["model"]["name"])


def is_provisioned(sku: Value) -> bool:
    """Whether a SKU is paid by the hour, known to the catalogue or by its name."""
    known = skus.find(sku.text)
    return known.billing == "provisioned" if known else "provisioned" in sku.text.casefold()


Purchases = list[tuple[StackResource, Purchase]]
"""Deployments and what they buy. The first speaks for all, so that a sum is reported once."""


def by_model(stack: Stack) -> dict[tuple[str, str], Purchases]:
    """Deployments by unit and model in lower case. Ask for it with `Stack.once`."""
    sums: dict[tuple[str, str], Purchases] = {}
    for deployment in stack.of(DEPLOYMENT):
        bought = purchase(deployment)
        sums.setdefault((bought.unit, bought.model.text.casefold()), []).append((deployment, bought))
    return sums


def by_the_hour(stack: Stack) -> Purchases:
    """Deployments that are paid by the hour, or may be. Ask for it with `Stack.once`."""
    bought = [(deployment, purchase(deployment)) for deployment in stack.of(DEPLOYMENT)]
    return [(deployment, buys) for deployment, buys in bought if buys.sku.unknown or is_provisioned(buys.sku)]
