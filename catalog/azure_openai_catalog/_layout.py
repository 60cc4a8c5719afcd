"""The layout of the data files that an overlay may correct."""

from collections.abc import Mapping

from . import content_filters, models, quotas, skus
from ._shapes import Shape, anything, day, either, flag, list_of, map_of, maybe, number, one_of, record, text

_COUNT = number(1, whole=True)
_TEXTS = list_of(text)
_HEADER: Mapping[str, Shape] = {"source": anything, "as_of": day}

_FINE_TUNING = record(
    {"standard_training_regions": _TEXTS, "data_zone": _TEXTS, "global": flag, "developer": flag, "methods": _TEXTS},
    {"training_retires_no_earlier_than": day, "deployment_retires": day, "access": text, "conflict": text},
)
_VERSION = record(
    {},
    {
        "lifecycle": maybe(one_of(*models.Stage)),
        "retirement_date": maybe(day),
        "retirement_no_earlier_than": flag,
        "retirement_history": list_of(day),
        "new_deployments": maybe(one_of("allowed", "existing_subscriptions_only", "refused")),
        "replacement": maybe(text),
        "default_version": flag,
        "apis": _TEXTS,
        "features": _TEXTS,
        "context_window": maybe(_COUNT),
        "context_window_by_billing": map_of(_COUNT),
        "max_input_tokens": maybe(_COUNT),
        "max_output_tokens": maybe(_COUNT),
        "skus": maybe(map_of(maybe(_TEXTS))),
        "fine_tuning": _FINE_TUNING,
        "embedding_dimensions": _COUNT,
        "dimensions_parameter": flag,
        "max_request_characters": _COUNT,
        "max_file_mb": _COUNT,
    },
)
_MODEL = record({"family": text, "format": text, "versions": map_of(_VERSION)}, {"notes": _TEXTS})
_CAPACITIES = record({"min_ptu": _COUNT, "increment": _COUNT}, {"off_the_steps": flag})
_WEIGHTS = record({kind: number(0) for kind in ("input", "cached_input", "cache_write", "output")})
_PRICES = record({"short_context": _WEIGHTS}, {"long_context": _WEIGHTS})
_OTHER_PRICE_FACTS: dict[str, Shape] = dict.fromkeys(
    ("currency", "status", "region_quoted", "reservation_per_ptu", "meters", "same_for_all_models"), anything
)
_SIZING = record(
    {
        "global_and_data_zone": _CAPACITIES,
        "input_tpm_per_ptu": either(_COUNT, record({"text": _COUNT, "image": _COUNT})),
    },
    {
        "generation": text,
        "vendor": text,
        "regional": _CAPACITIES,
        "output_to_input_ratio": number(0),
        "cached_input_deduction_percent": number(0),
        "token_weights": text,
        "image_input_to_text_ratio": number(0),
        "image_output_ratio": number(0),
        "max_prompt_tokens": _COUNT,
        "latency_target": maybe(record({"percent_of_samples": _COUNT, "tokens_per_second_over": _COUNT})),
    },
)
_POSITIVE = number(1, whole=True)
_TIERS = list_of(_COUNT, quotas.HIGHEST_TIER)
_QUOTA_ROW = record({"requests": _TIERS, "period_seconds": _COUNT}, {"tpm_thousands": _TIERS})
_RATES = record({"tokens_per_minute": _COUNT, "requests_per_minute": _COUNT})

_BATCH_ROWS = map_of(list_of(maybe(_COUNT)))
_SKU = record(
    {
        "scope": one_of(*skus.SCOPES),
        "billing": one_of("standard", "provisioned", "batch", "developer"),
        "capacity_unit": text,
        "processing_location": text,
        "data_at_rest": text,
        "price_note": text,
        "service_tiers": _TEXTS,
        "launch_order": maybe(_COUNT),
        "turnaround_hours": maybe(_COUNT),
        "lifetime_hours": maybe(_COUNT),
        **dict.fromkeys(
            ("can_be_spillover_target", "supports_spillover", "auto_version_upgrade", "can_pause", "in_government"),
            flag,
        ),
    }
)
_FILTER = record(
    {
        "sources": _TEXTS,
        **dict.fromkeys(("has_severity", "agents_only"), flag),
        **dict.fromkeys(("enabled", "blocking"), maybe(flag)),
        "threshold": maybe(one_of(*content_filters.SEVERITIES)),
        "status": one_of("ga", "preview"),
    },
    {"agent_sources": _TEXTS},
)
_ROLE = record(
    {"guid": text, "allows": text},
    {
        "former_name": text,
        **dict.fromkeys(("actions", "data_actions", "not_data_actions", "cannot"), _TEXTS),
        **dict.fromkeys(("scope", "condition", "caution", "note", "display_name_suffix"), text),
    },
)

LAYOUT: Mapping[str, Mapping[str, Shape]] = {
    "models": {
        **_HEADER,
        "models": map_of(_MODEL),
        "retired_earlier": _TEXTS,
        "fine_tuning_global_regions": _TEXTS,
        "limited_access": map_of(_TEXTS),
    },
    "regions": {
        **_HEADER,
        "data_zones": map_of(record({"boundary": text})),
        "regions": map_of(record({"data_zone": maybe(text)}, {"member_of": one_of("EU", "EFTA")})),
    },
    "skus": {**_HEADER, "skus": map_of(_SKU)},
    "ptu": {
        **_HEADER,
        "maximum": _COUNT,
        "token_weights": map_of(record({"short_context": _WEIGHTS, "long_context": _WEIGHTS})),
        "models": map_of(_SIZING),
        "prices": record({"per_ptu_and_hour": map_of(number(0))}, _OTHER_PRICE_FACTS),
        "token_prices": record({"models": map_of(_PRICES)}, {"currency": text, "unit": text}),
    },
    "quotas": {
        **_HEADER,
        "default_only_in_tiers_5_and_6": _TEXTS,
        "requests_per_unit": map_of(record({"units": _POSITIVE, "requests": _POSITIVE})),
        "families_counted_in_requests": _TEXTS,
        "unit_not_known": record({"families": _TEXTS, "models": _TEXTS}),
        "default_quota": map_of(map_of(_QUOTA_ROW)),
        "free_tier": map_of(map_of(_RATES)),
        "batch_quota": record(
            {"offers": _TEXTS, "GlobalBatch": _BATCH_ROWS, "DataZoneBatch": _BATCH_ROWS},
            {"unit": text, "uncertain": text},
        ),
        "irregular_counter_names": map_of(text),
    },
    "content_filters": {**_HEADER, "filters": map_of(_FILTER)},
    "roles": {**_HEADER, "roles": map_of(_ROLE)},
}
"""What an overlay may correct: shapes by area and part. Parts that are not named here stay as they are."""
