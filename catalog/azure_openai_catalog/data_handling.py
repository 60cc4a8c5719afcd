"""What Azure keeps of prompts, completions and files: by feature, where, how long, and how to turn it off.

Technical facts from public pages, no legal advice: the Product Terms and the Data Protection Addendum decide.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any

from . import nearest, skus
from ._data import data, derived
from .models import ModelVersion
from .problems import CatalogError, Problem, listing


class Stored(StrEnum):
    """When a feature stores something."""

    never = "never"
    on_request = "on_request"
    """Only if a request or a setting asks for it."""
    by_default = "by_default"
    """Unless a request or a setting says otherwise."""
    always = "always"
    not_known = "not_known"
    """No page says."""

    @property
    def in_words(self) -> str:
        """The answer to: is it stored?"""
        return _IN_WORDS[self]


_IN_WORDS = {
    Stored.never: "no",
    Stored.on_request: "if asked to",
    Stored.by_default: "unless told not to",
    Stored.always: "yes",
    Stored.not_known: "not known",
}


@dataclass(frozen=True, slots=True)
class Feature:
    """What a feature keeps. Empty texts: there is nothing to say."""

    key: str
    title: str
    status: str
    """`ga`, `preview`, `deprecated` or `retired`."""
    stored: Stored
    what: str
    where: str
    retention: str
    retention_days: int | None
    """Longest time in whole days that is stated; None where none is, or where it is kept until deleted."""
    delete: str
    turn_off: str
    customer_managed_key: str | None
    """What a customer-managed key covers; None where no page says."""
    notes: tuple[str, ...]
    confidence: str | None
    """What is weak about these facts; None where nothing is."""
    sources: tuple[str, ...]
    """Pages with their dates."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Facts about all features together, such as abuse monitoring."""

    facts: Mapping[str, Any]
    sources: tuple[str, ...]


TOPICS = (
    "defaults",
    "abuse_monitoring",
    "modified_abuse_monitoring",
    "training",
    "residency",
    "customer_managed_keys",
    "limited_access",
    "copyright_commitment",
)
"""What `topic` has an answer for."""


_FEATURES_OF_APIS: Mapping[str, tuple[str, ...]] = {
    "chat_completions": ("chat_completions", "stored_completions"),
    "completions_audio": ("chat_completions", "stored_completions"),
    "embeddings": ("chat_completions",),
    "responses": ("responses",),
    "images": ("images",),
    "realtime": ("realtime",),
    "video": ("video",),
}
"""Features by the API, as the models of the catalogue name it, through which callers use them."""

_CACHING_APIS = frozenset({"chat_completions", "completions_audio", "responses"})
"""APIs whose prompts are cached."""


@derived
def features() -> tuple[Feature, ...]:
    """All features."""
    return tuple(_feature(key, facts) for key, facts in data("data_handling")["features"].items())


def resolve(key: str) -> Feature:
    """A feature by its key, for example `responses`. Raises CatalogError that names the nearest."""
    known = {feature.key: feature for feature in features()}
    if key not in known:
        near = listing(nearest(key, known) or known)
        raise CatalogError(Problem("feature", f"There is no feature {key!r}.", f"Use {near}."))
    return known[key]


def in_use(served: ModelVersion, sku: str, fine_tuned: bool) -> frozenset[str]:
    """What a deployment offers its callers, as keys that `in_short` takes: features, and APIs that no feature covers.

    `served` is the model version, of a fine-tuned model the one it was made from. Raises CatalogError for an unknown SKU.
    """
    trained = {"fine_tuning"} if fine_tuned else set[str]()
    if skus.resolve(sku).billing == "batch":
        return frozenset({"batch", *trained})
    caching = (
        {"prompt_caching"} if served.format == "OpenAI" and _CACHING_APIS.intersection(served.apis) else set[str]()
    )
    offered = (_FEATURES_OF_APIS.get(api, (api,)) for api in served.apis)
    return frozenset(chain(trained, caching, *offered))


def in_short(key: str) -> str:
    """In one line: whether Azure keeps something for a feature, what, where and how long.

    Takes what `in_use` answers and `abuse_monitoring`; `not known` for APIs that no feature covers.
    """
    if key == "abuse_monitoring":
        facts = topic(key).facts
        return f"{facts['default']}: {facts['reviewed']}; where: {facts['where']}; how long: {facts['retention']}"
    feature = next((known for known in features() if known.key == key), None)
    if feature is None:
        return Stored.not_known.in_words
    told = {"where": feature.where, "how long": feature.retention}
    details = [feature.what, *(f"{name}: {value}" for name, value in told.items() if value)]
    return f"{feature.stored.in_words}: {'; '.join(details)}" if feature.what else feature.stored.in_words


def topic(name: str) -> Topic:
    """Facts of a topic, one of TOPICS. Raises CatalogError for another."""
    if name not in TOPICS:
        raise CatalogError(Problem("topic", f"There is no topic {name!r}.", f"Use {', '.join(TOPICS)}."))
    facts: dict[str, Any] = dict(data("data_handling")[name])
    return Topic(facts, _pages(facts.pop("sources")))


def processing_location(sku: str) -> str:
    """Where requests of a deployment are processed. Raises CatalogError for an unknown SKU."""
    return skus.resolve(sku).processing_location


def not_known() -> tuple[str, ...]:
    """Questions that no public page answers."""
    return tuple(data("data_handling")["not_known"])


def content_logging_is_off(capabilities: Iterable[Mapping[str, Any]]) -> bool:
    """Whether an account's `properties.capabilities` prove that nothing is stored for abuse monitoring.

    Azure lists ContentLogging with the text `false` for approved subscriptions, and does not list it otherwise.
    """
    return any(entry.get("name") == "ContentLogging" and entry.get("value") == "false" for entry in capabilities)


def _feature(key: str, facts: Mapping[str, Any]) -> Feature:
    given: dict[str, Any] = {
        **facts,
        "stored": Stored(facts["stored"]),
        "notes": tuple(facts["notes"]),
        "sources": _pages(facts["sources"]),
    }
    return Feature(key=key, **given)


def _pages(keys: Iterable[str]) -> tuple[str, ...]:
    pages: dict[str, str] = data("data_handling")["source"]
    return tuple(pages[key] for key in keys)
