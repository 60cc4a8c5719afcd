"""Models and their versions."""

import re
from collections.abc import Iterator
from datetime import date

from .. import models, nearest, regions, skus
from ..models import ModelVersion, Stage
from ..problems import Problem, listing

NEW_DEPLOYMENTS = {
    None: None,
    Stage.preview: "allowed",
    Stage.ga: "allowed",
    Stage.legacy: "allowed",
    Stage.deprecated: "existing_subscriptions_only",
    Stage.retired: "refused",
}
"""What `new_deployments` is in each stage (model life cycle and support policy, 2026-07-24)."""


def walk() -> Iterator[Problem]:
    """What is wrong with models."""
    for name in models.names():
        if models.was_retired_earlier(name):
            yield Problem(f"models.retired_earlier.{name}", "has an entry of its own.", "Remove one of the two.")
        for version in models.versions(name):
            where = f"models.models.{name}.versions.{version.version}"
            for problem in (*_life_cycle(version), *_sizes(version), *_offers(version)):
                yield problem.below(where)


def _life_cycle(version: ModelVersion) -> Iterator[Problem]:
    retirement = version.retirement_date
    if retirement is not None and _appeared(version.version, retirement) >= retirement:
        yield Problem("retirement_date", f"{retirement} lies before the version.", "Correct the date.")
    if version.retirement_is_earliest and retirement is None:
        yield Problem("retirement_no_earlier_than", "stands without a date.", "Give `retirement_date`.")
    expected = NEW_DEPLOYMENTS[version.lifecycle]
    if version.new_deployments != expected:
        yield Problem(
            "new_deployments", f"is {version.new_deployments!r} in stage {version.lifecycle}.", f"Use {expected!r}."
        )
    if version.replacement is not None:
        model, _, wanted = version.replacement.partition("@")
        if model not in models.names() or (wanted and models.find(model, wanted) is None):
            known = listing(nearest(model, models.names()))
            yield Problem("replacement", f"{version.replacement!r} is no model of the catalogue.", f"Nearest: {known}.")
    if models.was_retired_earlier(version.model, version.version):
        yield Problem("", "is in `retired_earlier` too.", "Remove one of the two.")


def _appeared(version: str, otherwise: date) -> date:
    return date.fromisoformat(version) if re.fullmatch(r"\d{4}-\d\d-\d\d", version) else date.min


def _sizes(version: ModelVersion) -> Iterator[Problem]:
    for name in ("max_input_tokens", "max_output_tokens"):
        size = getattr(version, name)
        if size is not None and version.context_window is not None and size > version.context_window:
            yield Problem(name, f"{size} is more than the context holds.", f"Use at most {version.context_window}.")
    for billing in version.context_window_by_billing:
        if billing not in {skus.resolve(sku).billing for sku in skus.names()}:
            yield Problem("context_window_by_billing", f"No SKU is billed as {billing!r}.", "Use the billing of a SKU.")


def _offers(version: ModelVersion) -> Iterator[Problem]:
    for name, where in (version.regions or {}).items():
        path, sku = f"skus.{name}", skus.find(name)
        if sku is None or sku.name != name:
            likely = listing(nearest(name, skus.names()) or skus.names())
            yield Problem(path, "is no deployment SKU.", f"Use {likely}.")
            continue
        for region in sorted(where or ()):
            if not regions.is_known(region) or regions.normalise(region) != region:
                near = listing(nearest(region, regions.names()), empty="none")
                yield Problem(path, f"{region!r} is no region.", f"Nearest: {near}. A new one goes to `regions` first.")
            elif sku.scope == "data_zone" and regions.data_zone(region) is None:
                yield Problem(path, f"{region} belongs to no data zone.", "Give it one in `regions`, or remove it.")
            elif regions.data_zone(region) == "usgov" and not sku.in_government:
                yield Problem(path, f"Azure Government has no {name}.", f"Remove {region}.")
