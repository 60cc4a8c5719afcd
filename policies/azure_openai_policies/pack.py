"""Rules as policies of Pulumi's policy SDK."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, cast

from pulumi_policy import (
    Policy,
    PolicyConfigSchema,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE, UnknownValueError

from .resources import Resource
from .rule import Remedy, ResourceRule, Rule, StackRule
from .rules import RULES
from .stack import Inputs, Stack
from .values import Value
from .verdicts import NonCompliant, NotApplicable


class CannotDecide(UnknownValueError):
    """Makes the SDK tell, as an advisory note, what a rule cannot decide; violations reported before it stand."""

    def __init__(self, undecided: Iterable[str]) -> None:
        super().__init__(UNKNOWN_STRING_VALUE, [])
        self.message = "; ".join(undecided)


def policies() -> list[Policy]:
    """All rules as policies. They share a record of the inputs that pass, from which stack rules join resources."""
    seen: dict[str, Inputs] = {}
    return [
        _resource_policy(rule, seen) if isinstance(rule, ResourceRule) else _stack_policy(rule, seen) for rule in RULES
    ]


def _resource_policy(rule: ResourceRule, seen: dict[str, Inputs]) -> Policy:
    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        seen[args.urn] = args.props
        verdict = rule.judge(_resource(args), args.get_config())
        if isinstance(verdict, NotApplicable):
            return args.not_applicable(verdict.reason)
        if isinstance(verdict, NonCompliant):
            report("\n".join(map(str, verdict.problems)), None)
        if verdict.undecided:
            raise CannotDecide(map(str, verdict.undecided))

    remediate = _remediation(rule, rule.remedy) if rule.remedy else None
    # The SDK's type asks for an awaitable, the SDK itself takes the properties as well.
    return ResourceValidationPolicy(validate=validate, remediate=cast(Any, remediate), **_metadata(rule))


def _remediation(rule: ResourceRule, remedy: Remedy) -> Callable[[ResourceValidationArgs], Inputs | None]:
    def remediate(args: ResourceValidationArgs) -> Inputs | None:
        resource, configured = _resource(args), args.get_config()
        if not isinstance(rule.judge(resource, configured), NonCompliant):
            return None
        remedy(resource, rule.settings(configured))
        return args.props

    return remediate


def _stack_policy(rule: StackRule, seen: Mapping[str, Inputs]) -> Policy:
    def validate(args: StackValidationArgs, report: ReportViolation) -> None:
        undecided: list[str] = []
        reasons: list[str] = []
        verdicts = rule.judge(Stack(args.resources, seen), args.get_config())
        for resource, verdict in verdicts:
            if isinstance(verdict, NotApplicable):
                reasons.append(f"{resource.name}: {verdict.reason}")
                continue
            if isinstance(verdict, NonCompliant):
                report("\n".join(map(str, verdict.problems)), resource.urn)
            undecided += [f"{resource.name}: {entry}" for entry in verdict.undecided]
        if undecided:
            raise CannotDecide(undecided)
        if len(reasons) == len(verdicts):
            args.not_applicable("; ".join(reasons) or f"the stack holds no {rule.target.noun}")

    return StackValidationPolicy(validate=validate, **_metadata(rule))


def _metadata(rule: Rule) -> dict[str, Any]:
    return {
        "name": rule.name,
        "description": rule.description,
        "enforcement_level": rule.level,
        "config_schema": PolicyConfigSchema(properties=dict(rule.options)),
        "display_name": f"{rule.id} {rule.title}",
        "severity": rule.severity,
        "framework": rule.framework,
        "tags": ["azure-openai", *rule.tags],
        "remediation_steps": rule.remediation,
        "url": rule.url,
    }


def _resource(args: ResourceValidationArgs) -> Resource:
    return Resource(args.resource_type, args.urn, args.name, Value(args.props))
