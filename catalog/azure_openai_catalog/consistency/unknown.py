"""What users may ask for and no source has."""

from collections.abc import Iterator

from .. import content_filters, models, ptu, quotas, skus
from ..models import ModelVersion, Stage
from ..problems import OVERLAY_ADVICE, NotKnown, Problem


def walk() -> Iterator[Problem]:
    """Every figure that is not known."""
    for name in models.names():
        if not models.versions(name):
            yield _unknown(f"models.models.{name}.versions", "No version")
        for version in models.versions(name):
            yield from _of_version(version)
    for name in ptu.models():
        yield from _of_sizing(name)
    for sku in skus.names():
        if skus.resolve(sku).billing == "provisioned" and ptu.price_per_hour(sku) is None:
            yield _unknown(f"ptu.prices.per_ptu_and_hour.{sku}", "The price")
    for name in content_filters.names():
        known = content_filters.find(name)
        if known is not None and known.enabled is None:
            yield _unknown(f"content_filters.filters.{name}.enabled", "What Azure does by default")


def _of_version(version: ModelVersion) -> Iterator[Problem]:
    if version.lifecycle is Stage.retired:
        return
    where = f"models.models.{version.model}.versions.{version.version}"
    if version.lifecycle is None:
        yield _unknown(f"{where}.lifecycle", "The stage")
    if version.retirement_date is None:
        yield _unknown(f"{where}.retirement_date", "The retirement date")
    if version.regions is None:
        yield _unknown(f"{where}.skus", "Where it is offered")
        return
    for sku, offered in version.regions.items():
        if offered is None:
            yield _unknown(f"{where}.skus.{sku}", "Where it is offered")
        else:
            yield from _of_offer(version, sku)


def _of_offer(version: ModelVersion, sku: str) -> Iterator[Problem]:
    billing = skus.resolve(sku).billing
    if billing == "provisioned" and ptu.capacity_rule(version.model, sku) is None:
        yield _unknown(f"ptu.models.{version.model}", "The sizing")
    elif billing == "standard" and quotas.default_limit(version.model, version.version, sku, 1) is None:
        yield _unknown(f"quotas.default_quota.{version.model}.{sku}", "The default limit")
    elif billing == "batch" and quotas.batch_limit(version.model, sku, "default") is None:
        yield _unknown(f"quotas.batch_quota.{sku}.{version.model}", "The default limit")


def _of_sizing(model: str) -> Iterator[Problem]:
    try:
        sizing = ptu.sizing(model)
    except NotKnown as unknown:
        yield _unknown(f"ptu.models.{model}.input_tpm_per_ptu", unknown.problems[0].what.partition(" is not")[0])
        return
    if sizing.tokens_per_second is None:
        yield _unknown(f"ptu.models.{model}.latency_target", "The latency target")


def _unknown(where: str, what: str) -> Problem:
    return Problem(where, f"{what} is not known.", OVERLAY_ADVICE, is_warning=True)
