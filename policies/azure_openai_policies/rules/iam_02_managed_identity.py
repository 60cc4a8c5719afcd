"""IAM-02: accounts have a managed identity."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..accounts import other_kind
from ..rule import Config, Finding, Resource, Rule, Setting, Undecided, Violation
from ..tokens import ACCOUNT
from ..values import UNKNOWN, at, show

DEFAULT_TYPES = ["SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned"]


def _normal(text: object) -> str:
    return str(text).replace(" ", "").lower()


def _check(resource: Resource, config: Config) -> Iterator[Finding]:
    yield from other_kind(resource)
    kind = at(resource.inputs, "identity.type")
    if kind is UNKNOWN:
        yield Undecided("identity.type")
    elif _normal(kind) not in {_normal(allowed) for allowed in config["allowedTypes"]}:
        wanted = "; ".join(config["allowedTypes"])
        yield Violation(f"identity.type of {resource.name} is {show(kind)}; it must be one of: {wanted}.")


RULE = Rule(
    id="IAM-02",
    slug="managed-identity",
    title="Managed identity",
    description="Accounts reach other resources with a managed identity, not with secrets.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.MANDATORY,
    remediation_steps="Set identity.type to SystemAssigned, or to UserAssigned with an identity.",
    url="https://learn.microsoft.com/azure/ai-foundry/openai/how-to/managed-identity",
    applies_to=ACCOUNT,
    control="IM-3",
    check=_check,
    settings={
        "allowedTypes": Setting(
            {"type": "array", "items": {"type": "string"}, "description": "Identity types that are enough."}, DEFAULT_TYPES
        )
    },
    tags=("identity",),
)
