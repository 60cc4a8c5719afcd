"""Fine-tuned models: how they are named, and what follows from the models they are made from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from . import models, nearest, skus
from ._data import derived
from .models import ModelVersion, Stage
from .problems import CatalogError, Problem, listing

VERSION = "1"
"""The version that deployments of a fine-tuned model name."""

_NAME = re.compile(r"(?P<base>[\w.-]+?)\.ft-(?P<job>[0-9a-f]+)(-(?P<suffix>[\w-]+))?")


@dataclass(frozen=True, slots=True)
class FineTunedModel:
    """What the name of a fine-tuned model says, for example `gpt-4.1-mini-2025-04-14.ft-<id>-<suffix>`."""

    name: str
    base_name: str
    """Model and version that were fine-tuned, joined by a hyphen."""
    base: ModelVersion | None
    """The same as the catalogue has it; None for a model it does not know."""
    suffix: str | None
    """What the customer called it."""

    @property
    def developer_tier(self) -> bool | None:
        """Whether DeveloperTier takes it; None for an unknown base model."""
        return None if self.base is None else bool(self.base.fine_tuning and self.base.fine_tuning.developer)

    @property
    def retirement_date(self) -> date | None:
        """The day on which deployments of it stop, None where it is not known."""
        return self.version.retirement_date if self.version else None

    @property
    def version(self) -> ModelVersion | None:
        """It as a version of its own, see `trained`; None for a base model that is not known or cannot be fine-tuned."""
        base = trained(self.base) if self.base else None
        return base and replace(base, model=self.name, version=VERSION)


def find(name: str) -> FineTunedModel | None:
    """A fine-tuned model by name; None for names that do not have the form of one."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    return FineTunedModel(name, match["base"], _versions().get(match["base"]), match["suffix"])


def trained(base: ModelVersion) -> ModelVersion | None:
    """What becomes of a version by fine-tuning: it can do the same and lives as long as deployments of fine-tuned models.

    None if it cannot be fine-tuned. Azure does not publish the regions that serve fine-tuned models: they are not known.
    """
    tuning = base.fine_tuning
    if tuning is None:
        return None
    developer = None if tuning.developer else frozenset[str]()
    regions = {sku: developer if skus.resolve(sku).billing == "developer" else None for sku in skus.names()}
    return replace(
        base,
        lifecycle=Stage.ga,
        retirement_date=tuning.deployments_end,
        retirement_is_earliest=False,
        retirement_history=(),
        new_deployments=None,
        replacement=None,
        regions=MappingProxyType(regions),
    )


def versions(model: str) -> tuple[ModelVersion, ...]:
    """Versions of a model, fine-tuned or not, that a deployment can name, newest first; empty where none is known."""
    fine_tuned = find(model)
    if fine_tuned:
        return (fine_tuned.version,) if fine_tuned.version else ()
    return models.versions(model)


def served(model: str, version: str | None, day: date) -> ModelVersion | None:
    """What a deployment serves, fine-tuned or not; without a version, what Azure would take on a day.

    None for what the catalogue does not know.
    """
    if version is None and find(model) is None:
        return models.default_version(model, day)
    return next((known for known in versions(model) if version in (None, known.version)), None)


def resolve(model: str, version: str | None, day: date) -> ModelVersion:
    """A version of a model, fine-tuned or not; without one, the version Azure would take on a day.

    Raises CatalogError that names the nearest models, or the versions there are.
    """
    fine_tuned = find(model)
    if fine_tuned is None:
        return models.resolve(model, version, day)
    base = fine_tuned.base
    if base is None:
        what = f"Model {fine_tuned.base_name!r}, which {model} is made from, is unknown to the catalogue."
        near = listing(nearest(fine_tuned.base_name, _versions()))
        raise CatalogError(Problem("model", what, f"Nearest: {near}."))
    if fine_tuned.version is None:
        what = f"{base.model} {base.version} cannot be fine-tuned, so that there is no {model}."
        raise CatalogError(Problem("model", what, "Check the name."))
    if version not in (None, VERSION):
        raise CatalogError(Problem("version", f"{model} has no version {version!r}.", f'Use "{VERSION}".'))
    return fine_tuned.version


@derived
def _versions() -> Mapping[str, ModelVersion]:
    return MappingProxyType({f"{v.model}-{v.version}": v for v in models.all_versions()})
