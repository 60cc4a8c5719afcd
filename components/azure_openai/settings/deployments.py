"""What may be said of a model deployment."""

from enum import Enum
from typing import Optional

from .base import settings


class VersionPolicy(Enum):
    """Who decides which version of the model a deployment serves."""

    Pinned = "pinned"
    """The given version until the stack changes it; Azure never upgrades it (NoAutoUpgrade)."""

    Auto = "auto"
    """Azure: no version is sent, new defaults arrive by themselves (OnceNewDefaultVersionAvailable)."""


@settings
class Model:
    """A model and, unless Azure is to choose it, its version."""

    name: str
    """Name in Azure's catalogue, for example `gpt-5.1`."""

    version: Optional[str] = None
    """Version, for example `"2025-11-13"`; quoted in YAML. Required unless `version_policy` is `auto`."""

    format: Optional[str] = None
    """Publisher format. Default: the catalogue's for this model, else `OpenAI`."""


@settings
class DeploymentSku:
    """How a deployment is billed and where its requests may be processed."""

    name: str
    """`Standard`, `DataZoneStandard`, `GlobalStandard`, `ProvisionedManaged`, ... (deployment SKU names of Azure)."""

    capacity: int
    """Capacity in the SKU's own unit: thousand tokens per minute for pay-per-token SKUs, PTU for provisioned ones."""


@settings
class ModelDeployment:
    """One model deployment of an account."""

    model: Model
    """The model that is served."""

    sku: DeploymentSku
    """Deployment type and capacity. Changing it updates the deployment in place."""

    content_filter: Optional[str] = None
    """Key in `content_filters`, a system policy such as `Microsoft.DefaultV2`, or `none` to name no filter at all
    (Azure then applies its own default, and the policy pack reports it).
    Default: `default`. Models without text or image output to filter (transcription) take none."""

    version_policy: Optional[VersionPolicy] = None
    """`pinned` (default, needs `model.version`) or `auto` (forbids it)."""

    name: Optional[str] = None
    """Name that callers use, at most 64 characters. Default: the key. A change replaces the deployment."""

    not_in_catalog: Optional[bool] = None
    """True: deploy although the catalogue says that model, version, SKU or region do not go together.
    For what Azure launched after the catalogue's date. Default: false."""
