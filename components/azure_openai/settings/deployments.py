"""What may be said of a model deployment."""

from enum import Enum
from typing import Optional

from .base import Input, settings


class VersionPolicy(Enum):
    """Who decides which version of the model a deployment serves."""

    Pinned = "pinned"
    """The given version until the stack changes it; Azure never upgrades it (NoAutoUpgrade)."""

    Auto = "auto"
    """Azure: no version is sent, new defaults arrive by themselves (OnceNewDefaultVersionAvailable)."""


@settings
class Model:
    """A model and, unless Azure is to choose it, its version.

    Another name or format replaces the deployment, delete first. To keep serving, add a deployment under a new key,
    move the callers, then remove the old one.
    """

    name: str
    """Name in Azure's catalogue, for example `gpt-5.1`; or of a fine-tuned model, for example
    `gpt-4.1-mini-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83`. A change replaces the deployment."""

    version: Optional[str] = None
    """Version, for example `"2025-11-13"`; quoted in YAML. `"1"` for a fine-tuned model. Required unless
    `version_policy` is `auto`. Changes in place."""

    format: Optional[str] = None
    """Publisher format. Default: the catalogue's for this model, else `OpenAI`. Any other than `OpenAI` needs an account
    of kind `AIServices`. A change replaces the deployment."""


@settings
class DeploymentSku:
    """How a deployment is billed and where its requests may be processed."""

    name: str
    """`Standard`, `DataZoneStandard`, `GlobalStandard` (pay per token), `ProvisionedManaged`,
    `DataZoneProvisionedManaged`, `GlobalProvisionedManaged` (hourly), `GlobalBatch`, `DataZoneBatch` (within 24 hours),
    or `DeveloperTier` (fine-tuned models only; Azure deletes the deployment after 24 hours). Changes in place."""

    capacity: int
    """Capacity in the SKU's own unit: thousand tokens per minute for pay-per-token SKUs (requests per minute for image
    models), PTU for provisioned ones, thousand enqueued tokens for batch. Changes in place."""


@settings
class ModelDeployment:
    """One model deployment of an account."""

    model: Model
    """The model that is served."""

    sku: DeploymentSku
    """Deployment type and capacity. Changing it updates the deployment in place."""

    content_filter: Optional[str] = None
    """Key in `content_filters`, a system policy such as `Microsoft.DefaultV2`, or `none` to name no filter at all
    (Azure then applies its own default, and the policy pack reports it). Changes in place.
    Default: `default`. Models without text or image output to filter (transcription) take none."""

    version_policy: Optional[VersionPolicy] = None
    """`pinned` (default, needs `model.version`) or `auto` (forbids it). Changes in place."""

    spillover: Optional[str] = None
    """Key of the deployment of the same account that serves what exceeds this one's capacity. For provisioned SKUs only;
    the target is pay-per-token, of the same model and pinned version, filtered, and processes requests in the same area
    or a smaller one. Changes in place; where the target is replaced, so is this. Default: none."""

    name: Optional[str] = None
    """Name that callers use, at most 64 characters. Default: the key. A change replaces the deployment."""

    protect: Optional[bool] = None
    """True: Pulumi refuses to delete or replace it until this is taken back. Default: as its parent, else false."""

    retain_on_delete: Optional[bool] = None
    """True: when it goes from the settings it stays in Azure, for example because another stack takes it over. It is
    in the way of what would replace it, and of deleting its content filter and the account. Default: as its parent, else
    false."""

    tags: Optional[dict[str, Input[str]]] = None
    """Tags of the deployment beside the account's, for example who approved provisioned throughput. Changes in place.
    Default: the account's."""

    not_in_catalog: Optional[bool] = None
    """True: deploy although the catalogue says that model, version, SKU or region do not go together.
    For what Azure launched after the catalogue's date. Default: false."""
