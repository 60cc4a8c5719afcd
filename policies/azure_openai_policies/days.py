"""The day that a run is judged by."""

import datetime

import azure_openai_catalog as catalog

from .options import Options, date
from .values import Value

TODAY: Options = {"today": date("Day to judge by. By default AZURE_OPENAI_TODAY, else the present day.")}


def today(settings: Value) -> datetime.date:
    """The configured day, else the environment's, else the present one. Raises ValueError if it is no date."""
    chosen = settings["today"].text
    return datetime.date.fromisoformat(chosen) if chosen else catalog.today()
