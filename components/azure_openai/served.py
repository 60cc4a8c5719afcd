"""What the catalogue knows of the model that a deployment serves."""

from datetime import date
from typing import Optional

from azure_openai_catalog import fine_tuning, models
from azure_openai_catalog.models import ModelVersion

from .settings.deployments import Model

OPENAI_FORMAT = "OpenAI"
"""Publisher format that accounts of every kind serve."""


def known_version(model: Model, today: date) -> Optional[ModelVersion]:
    """The catalogue's entry: of the given version, of the one Azure would choose, or of what was fine-tuned; else None."""
    fine_tuned = fine_tuning.find(model.name)
    if fine_tuned:
        return fine_tuned.base
    return models.find(model.name, model.version) if model.version else models.default_version(model.name, today)


def model_format(model: Model, today: date) -> str:
    """Publisher format of a model: the given one, else the catalogue's."""
    known = known_version(model, today)
    return model.format or (known.format if known else OPENAI_FORMAT)


def retirement_date(name: str, version: str) -> Optional[date]:
    """The day on which deployments of a version stop, None where it is not known."""
    fine_tuned, known = fine_tuning.find(name), models.find(name, version)
    return fine_tuned.retirement_date if fine_tuned else known.retirement_date if known else None
