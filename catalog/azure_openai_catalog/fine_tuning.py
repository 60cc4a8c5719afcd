"""Fine-tuned models: how they are named, and what is known of the models they are made from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from . import models
from ._data import data, derived
from .models import ModelVersion

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
        return None if self.base is None else bool(_facts(self.base).get("developer"))

    @property
    def retirement_date(self) -> date | None:
        """The day on which deployments of it stop, None where it is not known."""
        retires = _facts(self.base).get("deployment_retires") if self.base else None
        return date.fromisoformat(retires) if retires else None


def find(name: str) -> FineTunedModel | None:
    """A fine-tuned model by name; None for names that do not have the form of one."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    return FineTunedModel(name, match["base"], _versions().get(match["base"]), match["suffix"])


@derived
def _versions() -> Mapping[str, ModelVersion]:
    return MappingProxyType({f"{v.model}-{v.version}": v for name in models.names() for v in models.versions(name)})


def _facts(base: ModelVersion) -> dict[str, Any]:
    facts: dict[str, Any] = data("models")["models"][base.model]["versions"][base.version].get("fine_tuning", {})
    return facts
