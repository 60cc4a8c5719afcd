"""`data-handling`: what Azure keeps of prompts, completions and files."""

from typing import Annotated

import typer

from azure_openai_catalog import data_handling as catalog
from azure_openai_catalog import sources
from azure_openai_catalog.data_handling import Feature

from ..exits import bad_input
from ..options import AsJson
from ..output import Drawn, answer, table
from ..values import text


def data_handling(
    feature: Annotated[
        str | None,
        typer.Argument(
            help="Only this feature, with all that is known of it.",
            autocompletion=lambda: [one.key for one in catalog.features()],
        ),
    ] = None,
    topic: Annotated[
        str | None, typer.Option(help="Facts about all features together, for example abuse_monitoring.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell what Azure keeps, by feature: what, where, how long, and how to turn it off. No legal advice."""
    if topic and feature:
        raise bad_input("--topic", "A topic is about all features together.", "Give a feature or a topic.")
    if topic:
        found = catalog.topic(topic.lower())
        rows = [(key.replace("_", " "), value) for key, value in found.facts.items()]
        answer(found, as_json, table(topic.lower().replace("_", " "), ["Fact", "Value"], rows, _from(found.sources)))
    elif feature:
        one = catalog.resolve(feature.lower())
        answer(one, as_json, _one(one))
    else:
        document = {
            "source": str(sources.of("data_handling")),
            "features": catalog.features(),
            "topics": catalog.TOPICS,
        }
        answer(document | {"not_known": catalog.not_known()}, as_json, _all())


def _all() -> Drawn:
    return table(
        "What Azure keeps",
        ["Feature", "Stored", "What", "How long", "Key"],
        [
            (one.title, one.stored.replace("_", " "), one.what or "-", one.retention or "-", one.key)
            for one in catalog.features()
        ],
        f"`azure-openai data-handling KEY` tells all of one. Topics (--topic): {', '.join(catalog.TOPICS)}.",
    )


def _one(feature: Feature) -> Drawn:
    facts = (
        ("status", feature.status),
        ("stored", feature.stored.replace("_", " ")),
        ("what", feature.what),
        ("where", feature.where),
        ("how long", feature.retention),
        ("delete", feature.delete),
        ("turn off", feature.turn_off),
        ("customer-managed key", text(feature.customer_managed_key)),
        ("confidence", feature.confidence or ""),
        *(("note", note) for note in feature.notes),
    )
    return table(feature.title, ["Fact", "Value"], [fact for fact in facts if fact[1]], _from(feature.sources))


def _from(pages: tuple[str, ...]) -> str:
    return f"Sources: {'; '.join(pages)}."
