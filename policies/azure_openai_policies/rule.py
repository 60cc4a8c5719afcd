"""A rule: its metadata, its options and the function that checks."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pulumi_policy import EnforcementLevel, PolicyComplianceFramework, Severity

from .options import Options
from .resources import Resource, Target
from .stack import Stack, StackResource
from .values import Value
from .verdicts import Finding, NotApplicable, Verdict, verdict_of

Remedy = Callable[[Resource, Value], None]
"""Takes the resource and the settings; puts right, in place, what the check found. Called for known problems only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every rule has."""

    name: str
    """Name of the policy: the id in lower case, then a few words. Never changes."""
    title: str
    description: str
    """What must hold, in one sentence. Stands above every message."""
    why: str
    """What goes wrong otherwise, in one sentence."""
    remediation: str
    """What to do, in one sentence."""
    severity: Severity
    target: Target
    level: EnforcementLevel = EnforcementLevel.MANDATORY
    """Level in force unless the configuration says otherwise."""
    framework: PolicyComplianceFramework | None = None
    tags: tuple[str, ...] = ()
    url: str
    options: Options = field(default_factory=dict[str, dict[str, Any]])

    @property
    def id(self) -> str:
        """Id in the catalogue of rules, for example `RAI-04`."""
        return "-".join(self.name.split("-")[:2]).upper()

    def settings(self, configured: Mapping[str, Any]) -> Value:
        """The options as configured, else their defaults. Pulumi's CLI fills in the defaults, direct calls do not."""
        defaults = {name: schema["default"] for name, schema in self.options.items() if "default" in schema}
        return Value({**defaults, **configured})


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceRule(Rule):
    """A rule that judges a resource by its inputs."""

    check: Callable[[Resource, Value], Iterator[Finding]]
    """Takes the resource and the settings; yields what is wrong with it. Never raises."""
    remedy: Remedy | None = None

    def judge(self, resource: Resource, configured: Mapping[str, Any]) -> Verdict:
        """The verdict on a resource of any type."""
        scope = self.target.scope(resource)
        if isinstance(scope, NotApplicable):
            return scope
        return verdict_of(self.check(resource, self.settings(configured)), scope)


@dataclass(frozen=True, slots=True, kw_only=True)
class StackRule(Rule):
    """A rule that judges a resource by what else is in the stack."""

    check: Callable[[StackResource, Stack, Value], Iterator[Finding]]
    """Takes the resource, the stack and the settings; yields what is wrong with the resource. Never raises."""

    def judge(self, stack: Stack, configured: Mapping[str, Any]) -> list[tuple[StackResource, Verdict]]:
        """The verdict on each resource of the target."""
        settings = self.settings(configured)
        verdicts: list[tuple[StackResource, Verdict]] = []
        for resource in stack.of_type(self.target):
            scope = self.target.scope(resource)
            outside = isinstance(scope, NotApplicable)
            verdict = scope if outside else verdict_of(self.check(resource, stack, settings), scope)
            verdicts.append((resource, verdict))
        return verdicts


def benchmark(control: str, *, version: str = "v1", mapped_by_microsoft: bool) -> PolicyComplianceFramework:
    """A control of the Microsoft cloud security benchmark, and whose mapping it is."""
    return PolicyComplianceFramework(
        name="Microsoft cloud security benchmark",
        version=version,
        reference=control,
        specification="mapped by Microsoft" if mapped_by_microsoft else "mapped by this pack, not by Microsoft",
    )
