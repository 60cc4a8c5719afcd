"""What follows from an account's settings: which filters exist, what a deployment names, what to tell of it."""

from itertools import chain
from typing import Any, Callable, Iterable, Optional

from azure_openai_catalog import content_filters as catalog
from azure_openai_catalog import data_handling as handling
from azure_openai_catalog import fine_tuning, quotas, skus, today

from .checks.deployments import DEFAULT_FILTER, NO_FILTER
from .served import known_version
from .settings.account import Account
from .settings.content_filters import ContentFilter
from .settings.deployments import ModelDeployment

NOT_KNOWN = "not known"
"""What is told where the catalogue has no answer."""

ABUSE_MONITORING = "abuse_monitoring"
"""What Azure does for every deployment, unless it has approved otherwise for the subscription."""

NOT_IN_CATALOG = "not_in_catalog"
"""Stands for what deployments offer that the catalogue does not know."""


def content_filters_in_use(account: Account) -> dict[str, ContentFilter]:
    """The account's content filters by key, with `default` where a deployment names none."""
    given = account.content_filters or {}
    needed = any(_filter_key(deployment) == DEFAULT_FILTER for deployment in (account.deployments or {}).values())
    return {DEFAULT_FILTER: ContentFilter(), **given} if needed else given


def content_filter_name(account: Account, deployment: ModelDeployment) -> Optional[str]:
    """Name of the raiPolicy that a deployment names, None where it names none."""
    key = _filter_key(deployment)
    if key is None or key in catalog.SYSTEM_POLICIES:
        return key
    return content_filters_in_use(account)[key].name or key


def blocklist_names(account: Account) -> dict[str, str]:
    """Names of the account's raiBlocklists by key."""
    return {key: blocklist.name or key for key, blocklist in (account.blocklists or {}).items()}


def in_order(deployments: dict[str, ModelDeployment]) -> list[tuple[str, ModelDeployment]]:
    """Deployments in the order in which they can be written: spillover targets before their sources, then by key."""
    return sorted(deployments.items(), key=lambda item: (item[1].spillover is not None, item[0]))


def summary(key: str, deployment: ModelDeployment, filter_name: Optional[str]) -> Callable[[Any], dict[str, str]]:
    """What to tell of a deployment, given the properties Azure answers with."""

    def tell(properties: Any) -> dict[str, str]:
        model, sku = deployment.model, deployment.sku
        served = properties.model.version if properties and properties.model else None
        version = served or model.version
        known = fine_tuning.served(model.name, version, today()) if version else None
        limits = quotas.rate_limits(model.name, version, sku.name, sku.capacity) if version else None
        return {
            "name": deployment.name or key,
            "model": model.name,
            "version": version or "chosen by Azure",
            "sku": sku.name,
            "capacity": str(sku.capacity),
            "tokens_per_minute": _told(limits and limits.tokens_per_minute),
            "requests_per_minute": _told(limits and limits.requests_per_minute),
            "content_filter": filter_name or "none",
            "retirement_date": _told(known and known.retirement_date),
        }

    return tell


def data_handling(accounts: Iterable[Account]) -> dict[str, str]:
    """What Azure keeps of prompts, completions and files, by what the deployments offer their callers."""
    deployments = chain.from_iterable((account.deployments or {}).values() for account in accounts)
    keys = {ABUSE_MONITORING}.union(*map(_features_in_use, deployments))
    return {key: handling.in_short(key) for key in sorted(keys)}


def _features_in_use(deployment: ModelDeployment) -> Iterable[str]:
    known = known_version(deployment.model, today())
    if known is None or skus.find(deployment.sku.name) is None:
        return (NOT_IN_CATALOG,)
    fine_tuned = fine_tuning.find(deployment.model.name) is not None
    return handling.in_use(known, deployment.sku.name, fine_tuned)


def _told(value: object) -> str:
    return NOT_KNOWN if value is None else str(value)


def _filter_key(deployment: ModelDeployment) -> Optional[str]:
    if deployment.content_filter == NO_FILTER:
        return None
    if deployment.content_filter is None:
        known = known_version(deployment.model, today())
        return DEFAULT_FILTER if known is None or catalog.can_be_filtered(known) else None
    return deployment.content_filter
