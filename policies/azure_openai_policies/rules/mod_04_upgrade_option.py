"""MOD-04: when a model is upgraded is somebody's decision."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..environments import PRODUCTION, is_production
from ..options import texts
from ..resources import DEPLOYMENT, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, unless_among

WHEN_EXPIRED, WHEN_NEW, NEVER = "OnceCurrentVersionExpired", "OnceNewDefaultVersionAvailable", "NoAutoUpgrade"


def check(deployment: Resource, settings: Value) -> Iterator[Finding]:
    """Azure takes a missing option for an upgrade when the version expires."""
    option, allowed = deployment.properties["versionUpgradeOption"], _allowed(deployment, settings)
    if not (option.missing and WHEN_EXPIRED in allowed):
        yield from unless_among(option, allowed)


def remedy(deployment: Resource, settings: Value) -> None:
    """Takes the first option that is allowed."""
    for option in _allowed(deployment, settings)[:1]:
        deployment.properties["versionUpgradeOption"].put(option)


def _allowed(deployment: Resource, settings: Value) -> tuple[str, ...]:
    key = "allowedInProduction" if is_production(deployment, settings) else "allowedOptions"
    return settings[key].texts


RULE = ResourceRule(
    name="mod-04-upgrade-option",
    title="Upgrade option",
    description="Model deployments must use an allowed upgrade option.",
    why="An upgrade on Azure's own date changes answers, prices and limits under a running application.",
    remediation="Set properties.versionUpgradeOption to an allowed option.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.ADVISORY,
    target=DEPLOYMENT,
    framework=benchmark("AI-1", version="v2 preview", mapped_by_microsoft=False),
    tags=("models", "OWASP LLM03:2025"),
    url="https://learn.microsoft.com/azure/foundry/openai/how-to/working-with-models",
    options={
        "allowedOptions": texts(
            "Options outside production, the preferred one first.",
            *(NEVER, WHEN_EXPIRED, WHEN_NEW),
            among=(NEVER, WHEN_EXPIRED, WHEN_NEW),
        ),
        "allowedInProduction": texts(
            "Options in production, the preferred one first.",
            *(NEVER, WHEN_EXPIRED),
            among=(NEVER, WHEN_EXPIRED, WHEN_NEW),
        ),
        **PRODUCTION,
    },
    check=check,
    remedy=remedy,
)
