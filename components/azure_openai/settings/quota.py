"""What may be said of the subscription's quota."""

from typing import Optional

from .base import settings


@settings
class Quota:
    """Quota of the subscription, as far as you know it; what the deployments want together is held against it before
    anything is created.

    Quota belongs to the subscription: deployments of one model share a pool, for global SKUs in all regions together, for
    data zone SKUs in a data zone, else in a region; provisioned SKUs share one for all models of a region. What other
    stacks hold is not known here: `azure-openai quota` sums up several, and asks Azure with `--live`.

    What does not fit into what is said here stops the preview. Where nothing is said of a pool, a warning comes if not
    even Azure's largest default would be enough.
    """

    tier: Optional[int] = None
    """Quota tier of the subscription, 1 to 6: its pay-per-token pools have the default size of that tier (quotas and
    limits, 2026-08-20). Default: not known."""

    offer: Optional[str] = None
    """Kind of subscription: `enterprise_agreement`, `default`, `monthly_credit_card` or `msdn_free`. Batch pools have the
    default size of that kind (quotas and limits, 2026-08-20). Default: not known."""

    limits: Optional[dict[str, int]] = None
    """Limits that you know, by name of Azure's counter, for example `OpenAI.DataZoneStandard.gpt-5.1` or
    `OpenAI.ProvisionedManaged`, each for every region or zone that the counter is kept in. In units of `sku.capacity`.
    They go before the defaults, and are all that is known of provisioned SKUs and Azure Government. Default: none."""
