"""The pack as the engine meets it: the SDK's analyzer service, in this process, fed with protobuf requests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from google.protobuf import json_format
from pulumi.runtime import proto
from pulumi_policy import EnforcementLevel
from pulumi_policy.policy import _PolicyAnalyzerServicer

from azure_openai_policies import RULES, policies

WAIVERS = "ops-03-waivers-in-order"


@dataclass
class Outcome:
    """What the service said for one policy."""

    violations: list[Any] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        if self.violations:
            return "non-compliant"
        if self.notes:
            return "undecided"
        return "not applicable" if self.reasons else "compliant"

    @property
    def text(self) -> str:
        return "\n".join([*(violation.message for violation in self.violations), *self.notes, *self.reasons])


class Pack:
    """A freshly started policy pack."""

    def __init__(self) -> None:
        self.service = _PolicyAnalyzerServicer("azure-openai", "0.1.0", policies(), EnforcementLevel.ADVISORY)

    def configure(
        self,
        rule: str,
        settings: Mapping[str, Any],
        level: int = proto.MANDATORY,
        *,
        only: bool = False,
        beside: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        """Configures a rule, and those `beside` it by name.

        `only` turns the others off, but for the first, which records the inputs that pass.
        """
        beside = beside or {}
        others = [other.name for other in RULES if only and other.name not in (rule, WAIVERS, *beside)]
        configs = {other: proto.PolicyConfig(enforcementLevel=proto.DISABLED) for other in others}
        configs[rule] = proto.PolicyConfig(enforcementLevel=level)
        configs[rule].properties.update(settings)
        for other, options in beside.items():
            configs[other] = proto.PolicyConfig(enforcementLevel=proto.MANDATORY)
            configs[other].properties.update(options)
        self.service.Configure(proto.ConfigureAnalyzerRequest(policyConfig=configs), None)

    def tag(self, tags: Mapping[str, str]) -> None:
        """Tells the pack the stack's tags, as the engine does before anything else."""
        self.service.ConfigureStack(proto.AnalyzerStackConfigureRequest(stack="s", tags=tags), None)

    def analyze(
        self,
        type_token: str,
        props: Mapping[str, Any],
        name: str = "it",
        options: Mapping[str, Any] | None = None,
        stack: str = "test",
    ) -> dict[str, Outcome]:
        """options: protect and ignoreChanges; stack: its name."""
        request = _request(proto.AnalyzeRequest, type_token, props, name, stack)
        json_format.ParseDict(dict(options or {}), request.options)
        return _outcomes(self.service.Analyze(request, None))

    def analyze_stack(self, resources: list[dict[str, Any]]) -> dict[str, Outcome]:
        """Resources: name, type, outputs, and optionally parent, depends_on and property_dependencies, all by name."""
        sent = []
        for resource in resources:
            message = _request(proto.AnalyzerResource, resource["type"], resource["outputs"], resource["name"])
            message.parent = _urn(resource["parent"]) if "parent" in resource else ""
            message.dependencies.extend(map(_urn, resource.get("depends_on", ())))
            for key, names in resource.get("property_dependencies", {}).items():
                message.propertyDependencies[key].urns.extend(map(_urn, names))
            sent.append(message)
        return _outcomes(self.service.AnalyzeStack(proto.AnalyzeStackRequest(resources=sent), None))

    def remediate(self, type_token: str, props: Mapping[str, Any], name: str = "it") -> dict[str, Any] | None:
        """The properties after remediation, None if nothing was remediated."""
        answer = self.service.Remediate(_request(proto.AnalyzeRequest, type_token, props, name), None)
        assert not [entry.diagnostic for entry in answer.remediations if entry.diagnostic]
        return json_format.MessageToDict(answer.remediations[-1].properties) if answer.remediations else None


def _urn(name: str, stack: str = "test") -> str:
    return f"urn:pulumi:{stack}::project::azure::{name}"


def _request(kind: Any, type_token: str, props: Mapping[str, Any], name: str, stack: str = "test") -> Any:
    message = kind(type=type_token, urn=_urn(name, stack), name=name)
    message.properties.update(props)
    return message


def _outcomes(response: Any) -> dict[str, Outcome]:
    outcomes: dict[str, Outcome] = {}
    for entry in response.diagnostics:
        outcome = outcomes.setdefault(entry.policyName, Outcome())
        if entry.enforcementLevel == proto.MANDATORY:
            outcome.violations.append(entry)
        else:
            outcome.notes.append(entry.message)
    for entry in response.not_applicable:
        outcomes.setdefault(entry.policy_name, Outcome()).reasons.append(entry.reason)
    return outcomes
