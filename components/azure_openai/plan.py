"""What follows from an account's settings: which filters exist, which one a deployment names, what to tell of it."""

from typing import Any, Callable, Optional

from azure_openai_catalog import content_filters as catalog
from azure_openai_catalog import models, today
from azure_openai_catalog.models import ModelVersion

from .checks.deployments import DEFAULT_FILTER, NO_FILTER
from .settings.account import Account
from .settings.content_filters import ContentFilter
from .settings.deployments import ModelDeployment


def version_of(deployment: ModelDeployment) -> Optional[ModelVersion]:
    """The catalogue's entry of the version that is deployed today, None if it has none."""
    model = deployment.model
    return models.find(model.name, model.version) if model.version else models.default_version(model.name, today())


def model_format(deployment: ModelDeployment) -> str:
    """Publisher format of a deployment's model: the given one, else the catalogue's."""
    known = version_of(deployment)
    return deployment.model.format or (known.format if known else "OpenAI")


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


def summary(key: str, deployment: ModelDeployment, filter_name: Optional[str]) -> Callable[[Any], dict[str, str]]:
    """What to tell of a deployment, given the properties Azure answers with."""

    def tell(properties: Any) -> dict[str, str]:
        served = properties.model.version if properties and properties.model else None
        version = served or deployment.model.version
        known = models.find(deployment.model.name, version) if version else None
        return {
            "name": deployment.name or key,
            "model": deployment.model.name,
            "version": version or "chosen by Azure",
            "sku": deployment.sku.name,
            "capacity": str(deployment.sku.capacity),
            "content_filter": filter_name or "none",
            "retirement_date": str(known.retirement_date) if known and known.retirement_date else "not known",
        }

    return tell


def _filter_key(deployment: ModelDeployment) -> Optional[str]:
    if deployment.content_filter == NO_FILTER:
        return None
    if deployment.content_filter is None:
        known = version_of(deployment)
        return DEFAULT_FILTER if known is None or catalog.can_be_filtered(known) else None
    return deployment.content_filter
