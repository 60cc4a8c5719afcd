"""Life cycles of models, as the rules on them read the catalogue and the configured table."""

import datetime

import azure_openai_catalog as catalog
from azure_openai_catalog import fine_tuning, models
from azure_openai_catalog.models import ModelVersion, Stage

from .days import TODAY, today
from .options import Options
from .resources import Resource
from .values import Value
from .verdicts import Finding, NotApplicable, Undecided, finding

LIFE_CYCLE: Options = {
    "table": {
        "type": "object",
        "additionalProperties": {"type": "string", "format": "date"},
        "default": {},
        "description": "Retirement dates by `model@version`, instead of the catalogue's.",
    },
    **TODAY,
}
"""Options of a rule that judges by dates."""


class Model:
    """The model that a deployment asks for."""

    def __init__(self, deployment: Resource) -> None:
        self.value = deployment.properties["model"]
        self.name = self.value["name"].text.lower()
        self.version = self.value["version"].text
        self.label = " ".join(filter(None, [self.name, self.version]))

    @property
    def known(self) -> tuple[ModelVersion, ...]:
        """The versions it may be: without a version Azure takes one in service, so any."""
        versions = fine_tuning.versions(self.name)
        return tuple(known for known in versions if not self.version or known.version == self.version)

    @property
    def is_fine_tuned(self) -> bool:
        """Whether it is a fine-tuned model, which has one version and lives as long as Azure hosts those of its base."""
        return fine_tuning.find(self.name) is not None

    @property
    def successor(self) -> str:
        """What Azure names as its replacement, as far as the catalogue knows; empty where it names none."""
        return next((known.replacement for known in self.known if known.replacement), "")

    @property
    def published_name(self) -> str:
        """Name of the model that Azure publishes, without what a customer added to it by fine-tuning."""
        fine_tuned = fine_tuning.find(self.name)
        return fine_tuned.base_name if fine_tuned else self.name

    def overrides(self, settings: Value) -> dict[str, datetime.date]:
        """The configured retirement dates by version. Raises ValueError if one is no date."""
        table, prefix = settings["table"], f"{self.name}@"
        chosen = {key.casefold(): table[key].text for key in table.keys if table[key].text}
        return {
            key.removeprefix(prefix): datetime.date.fromisoformat(text)
            for key, text in chosen.items()
            if key.startswith(prefix)
        }

    def retired(self, settings: Value, day: datetime.date) -> bool | None:
        """Whether it is retired on a day; None if that is not known. Raises ValueError for a configured date that is none."""
        override = self.overrides(settings).get(self.version.casefold())
        if override:
            return override <= day
        if models.was_retired_earlier(self.name, self.version):
            return True
        return not self.in_service(settings, day, self.known) if self.known else None

    def retirement(self, settings: Value, day: datetime.date) -> datetime.date | None:
        """The last day's date on which a version of it is retired; None if a version in service has no date.

        Raises ValueError for a configured date that is none.
        """
        overrides = self.overrides(settings)
        if override := overrides.get(self.version.casefold()):
            return override
        in_service = self.in_service(settings, day, self.known)
        dates = [overrides.get(known.version.casefold(), known.retirement_date) for known in in_service]
        known_dates = [date for date in dates if date]
        return max(known_dates) if known_dates and len(known_dates) == len(dates) else None

    def in_service(
        self, settings: Value, day: datetime.date, versions: tuple[ModelVersion, ...]
    ) -> tuple[ModelVersion, ...]:
        """Those of its versions that are not retired on a day, by the configured dates first.

        Raises ValueError for a configured date that is none.
        """
        overrides = self.overrides(settings)

        def retired(known: ModelVersion) -> bool:
            override = overrides.get(known.version.casefold())
            return override <= day if override else known.stage_on(day) is Stage.retired

        return tuple(known for known in versions if not retired(known))

    @property
    def is_another_publishers(self) -> bool:
        """Whether the format says that it is no model of OpenAI's."""
        given = self.value["format"]
        return bool(given.text) and not given.text.casefold().startswith("openai")

    def unknown_to_catalogue(self) -> Finding:
        """What to say of a model that the catalogue does not have."""
        if self.is_another_publishers:
            return NotApplicable(f"{self.label} is no model of OpenAI")
        why = f"is {self.label}, which the catalogue of {catalog.AS_OF} does not have; give its retirement date in `table`"
        return Undecided(self.value.path, why)


def readable(deployment: Resource, settings: Value) -> tuple[Model, datetime.date] | Finding:
    """The model and the day to judge it by, or why it cannot be judged."""
    model = Model(deployment)
    for key in ("name", "version"):
        if model.value[key].unknown:
            return Undecided(model.value[key].unknown_path)
    if not model.name:
        return NotApplicable("names no model")
    try:
        model.overrides(settings)
        return model, today(settings)
    except ValueError as no_date:
        return finding(model.value, f"cannot be judged: {no_date}", "Correct that date in the configuration.")
