"""Pages of the documentation that are made from the catalogue. `scripts/generate` writes them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, cast

from . import AS_OF, consistency, data_handling, skus
from ._data import data
from .data_handling import Feature, Stored
from .problems import Problem


def data_handling_page() -> str:
    """docs/data-handling.md: what Azure keeps, where, how long, and how to turn it off."""
    facts = data("data_handling")
    parts = [
        "# What Azure keeps",
        f"{facts['disclaimer']} As of {AS_OF}.",
        "To keep as little as possible: send `store: false` with every response, set `storedCompletionsDisabled`, delete "
        "batch and fine-tuning files, choose a deployment SKU by where it processes, and ask Microsoft for modified abuse "
        "monitoring.",
        "## By feature",
        _table(("Feature", "Stored", "What", "How long"), map(_feature_row, data_handling.features())),
        *(_feature_section(feature) for feature in data_handling.features()),
        "## Where requests are processed",
        _table(
            ("Deployment SKU", "Processed in", "Stored data"),
            ((f"`{name}`", sku.processing_location, sku.data_at_rest) for name, sku in _skus()),
        ),
        *(_topic_section(name) for name in data_handling.TOPICS),
        "## Properties of the account",
        _table(
            ("Property", "Meaning"),
            ((f"`{name}`", meaning) for name, meaning in facts["account_properties"].items()),
        ),
        "## Not known",
        "No public page says:",
        "\n".join(f"- {question}" for question in data_handling.not_known()),
    ]
    return "\n\n".join(parts) + "\n"


def unknowns_page() -> str:
    """docs/not-known.md: every figure that users may ask for and no source has."""
    by_area: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in consistency.unknowns():
        by_area[problem.where.partition(".")[0]].append(problem)
    parts = [
        "# What the catalogue does not know",
        f"No source of the catalogue has these figures, as of {AS_OF}. Look-ups answer `None` for them, calculations that "
        "need one say so, checks warn instead of refusing. If you know one, put it under its path into an overlay file:",
        "```yaml\n"
        "# AZURE_OPENAI_CATALOG_OVERLAY=overlay.yaml\n"
        "source: models API of our subscription\n"
        "as_of: 2026-12-01\n"
        "models:\n  models:\n    gpt-6-sol:\n      versions:\n"
        '        "2026-09-22": {retirement_date: <YYYY-MM-DD>}\n'
        "```",
        "An entry keeps what the overlay does not name. A list, for example of regions, is replaced as a whole. Answers "
        "about an entry that the overlay touches name the overlay as their source.",
    ]
    for area, problems in by_area.items():
        rows = ((f"`{problem.where}`", problem.what.removesuffix(" is not known.")) for problem in problems)
        parts += [f"## {_title(area)}", _table(("Path", "What"), rows)]
    return "\n\n".join(parts) + "\n"


def _skus() -> Iterable[tuple[str, skus.DeploymentSku]]:
    return ((name, skus.resolve(name)) for name in skus.names())


def _feature_row(feature: Feature) -> tuple[str, str, str, str]:
    link = f"[{feature.title}](#{_anchor(feature.title)})"
    return link, feature.stored.in_words, feature.what or "-", feature.retention or "-"


def _feature_section(feature: Feature) -> str:
    stored = f"{feature.stored.in_words}: {feature.what}" if feature.what else feature.stored.in_words
    keys = "not known" if feature.stored is not Stored.never else None
    facts = (
        ("Status", None if feature.status == "ga" else feature.status),
        ("Stored", stored),
        ("Where", feature.where),
        ("How long", feature.retention),
        ("Delete", feature.delete),
        ("Turn off", feature.turn_off),
        ("Customer-managed key", feature.customer_managed_key or keys),
        ("Confidence", feature.confidence),
    )
    lines = [f"- {name}: {_sentence(value)}" for name, value in facts if value]
    notes = [f"- {note}" for note in feature.notes]
    return "\n".join((f"### {feature.title}\n", *lines, *notes, f"\n{_sources(feature.sources)}"))


def _topic_section(name: str) -> str:
    topic = data_handling.topic(name)
    lines = [f"- {_title(key)}: {_sentence(_text(value))}" for key, value in topic.facts.items() if value is not None]
    return "\n".join((f"## {_title(name)}\n", *lines, f"\n{_sources(topic.sources)}"))


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_text(item)}" for key, item in cast(dict[str, Any], value).items())
    if isinstance(value, list):
        return ", ".join(map(str, cast(list[object], value)))
    return f"<{value}>" if str(value).startswith("https://") else str(value)


def _title(key: str) -> str:
    return key.replace("_", " ").capitalize()


def _anchor(title: str) -> str:
    return "".join(c for c in title.lower().replace(" ", "-") if c.isalnum() or c == "-")


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _sources(pages: Sequence[str]) -> str:
    return f"Sources: {'; '.join(pages)}."


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in lines)
