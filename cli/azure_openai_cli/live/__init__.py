"""Azure's own answers: models, quota and free capacity of a subscription, as of now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from azure_openai_catalog.models import Stage
from azure_openai_catalog.problems import CatalogError
from azure_openai_catalog.quota_limits import Usage
from azure_openai_catalog.regions import resolve as resolve_region

from ..output import note
from .connection import asking

_STAGES = {
    "Preview": Stage.preview,
    "GenerallyAvailable": Stage.ga,
    "Stable": Stage.ga,
    "Legacy": Stage.legacy,
    "Deprecating": Stage.deprecated,
    "Deprecated": Stage.retired,
}
"""Azure's word for each stage; what it calls Deprecated can no longer be called."""


@dataclass(frozen=True, slots=True)
class LiveModel:
    """A model version that a region offers to the subscription."""

    model: str
    version: str
    format: str
    region: str
    stage: Stage | None
    retirement_date: date | None
    is_default: bool
    skus: tuple[str, ...]
    capabilities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FreeCapacity:
    """What a region has free of a model version with a SKU, in the SKU's unit."""

    region: str
    sku: str
    available: int


@dataclass(frozen=True, slots=True)
class DeletedAccount:
    """An account that was deleted and holds its name, and its deployments' quota, until it is purged."""

    name: str
    region: str
    resource_group: str
    id: str


def models(subscription: str | None, region: str) -> tuple[LiveModel, ...]:
    """Model versions of OpenAI's format and others that a region offers, by name and version.

    Raises like `connection.asking`.
    """
    with asking(f"tell the models of {region}", subscription) as client:
        offered = list(client.models.list(region))
    # Each kind of account repeats the list.
    found = {(one.model.name, one.model.version): one.model for one in offered if one.model and one.model.name}
    return tuple(_model(found[key], region) for key in sorted(found))


def usages(subscription: str | None, regions: Iterable[str]) -> tuple[Usage, ...]:
    """Quota counters of a subscription, their use and limit. Raises like `connection.asking`.

    Notes a region that the catalogue does not know before it asks: Azure's refusal of a misspelt one does not say which
    are near.
    """
    found: list[Usage] = []
    for region in regions:
        _note_unknown(region)
        with asking(f"tell the quota of {region}", subscription) as client:
            for row in client.usages.list(region):
                counter = row.name.value if row.name else None
                if counter and row.limit is not None:
                    found.append(Usage(counter, region, int(row.current_value or 0), int(row.limit)))
    return tuple(found)


def free_capacity(subscription: str | None, model: str, version: str, model_format: str) -> tuple[FreeCapacity, ...]:
    """Free capacity of a model version by region and SKU, most first. Raises like `connection.asking`."""
    with asking(f"tell the free capacity of {model} {version}", subscription) as client:
        rows = list(client.model_capacities.list(model_format, model, version))
    found = [
        FreeCapacity(row.location or "", row.properties.sku_name or "", int(row.properties.available_capacity or 0))
        for row in rows
        if row.properties
    ]
    return tuple(sorted(found, key=lambda free: (-free.available, free.region, free.sku)))


def deleted_accounts(subscription: str | None) -> tuple[DeletedAccount, ...]:
    """Deleted accounts that are not purged yet, by name. Raises like `connection.asking`."""
    with asking("tell the deleted accounts", subscription) as client:
        found = [_deleted(account) for account in client.deleted_accounts.list()]
    return tuple(sorted(found, key=lambda account: (account.name, account.region, account.resource_group)))


def purge(subscription: str | None, account: DeletedAccount) -> None:
    """Purge a deleted account, which nobody can bring back. Raises like `connection.asking`."""
    with asking(f"purge {account.name}", subscription, "Cognitive Services Contributor") as client:
        client.deleted_accounts.begin_purge(account.region, account.resource_group, account.name).result()


def _note_unknown(region: str) -> None:
    try:
        resolve_region(region)
    except CatalogError as error:
        for problem in error.problems:
            note(f"Warning: {problem}")


def _deleted(account: Any) -> DeletedAccount:
    parts = account.id.split("/")
    place = {kind.lower(): name for kind, name in zip(parts[1::2], parts[2::2], strict=False)}
    return DeletedAccount(account.name, place["locations"], place["resourcegroups"], account.id)


def _model(model: Any, region: str) -> LiveModel:
    ends = model.deprecation.inference if model.deprecation else None
    skus: list[Any] = model.skus or []
    return LiveModel(
        model=model.name,
        version=model.version or "",
        format=model.format or "",
        region=region,
        stage=_STAGES.get(str(model.lifecycle_status)),
        retirement_date=date.fromisoformat(ends[:10]) if ends else None,
        is_default=bool(model.is_default_version),
        skus=tuple(sorted({str(sku.name) for sku in skus})),
        capabilities=tuple(sorted(model.capabilities or {})),
    )
