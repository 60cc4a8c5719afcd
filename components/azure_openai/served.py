"""What the catalogue knows of the model that a deployment serves."""

from datetime import date
from typing import Optional

from azure_openai_catalog import fine_tuning
from azure_openai_catalog.models import ModelVersion

from .settings.deployments import Model

OPENAI_FORMAT = "OpenAI"
"""Publisher format that accounts of every kind serve."""


def known_version(model: Model, today: date) -> Optional[ModelVersion]:
    """The catalogue's entry of the given version, of the one Azure would choose, or of a fine-tuned model; else None."""
    return fine_tuning.served(model.name, model.version or None, today)


def model_format(model: Model, today: date) -> str:
    """Publisher format of a model: the given one, else the catalogue's."""
    known = known_version(model, today)
    return model.format or (known.format if known else OPENAI_FORMAT)
