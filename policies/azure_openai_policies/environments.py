"""Which environment a resource is part of: configured, else the stack's tag `environment`, else the stack's name."""

from .options import Options, text, texts
from .patterns import matches_any
from .resources import Resource
from .values import Value

TAG = "environment"

PRODUCTION: Options = {
    "environment": text("Environment of the stack. By default its tag `environment`, else its name."),
    "production": texts(
        "Environments that count as production; `*` stands for anything.",
        *("prod", "production", "prod-*", "*-prod", "production-*", "*-production"),
    ),
}
"""Options of a rule that asks for more in production."""


def environment(resource: Resource, settings: Value) -> str:
    """The environment."""
    return settings["environment"].text or resource.stack_tags.get(TAG, "") or resource.stack_name


def is_production(resource: Resource, settings: Value) -> bool:
    """Whether the environment is one of those that count as production."""
    return matches_any(environment(resource, settings), settings["production"].texts)
