"""Rules as policies of Pulumi's policy SDK."""

from collections.abc import Callable, Iterable
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
from .rules import ABOUT_WAIVERS, RULES, WAIVERS
from .rules.ops_03_waivers_in_order import in_force
from .stack import Inputs, Stack
from .values import Value
from .verdicts import NonCompliant, NotApplicable
from .waivers import Waivers


class CannotDecide(UnknownValueError):
    """Makes the SDK tell, as an advisory note, what a rule cannot decide; violations reported before it stand."""

    def __init__(self, undecided: Iterable[str]) -> None:
        super().__init__(UNKNOWN_STRING_VALUE, [])
        self.message = "; ".join(undecided)


class Run:
    """What the policies of one run share."""

    def __init__(self) -> None:
        self.inputs: dict[str, Inputs] = {}
        """Inputs by URN, as they pass; from them stack rules join resources."""
        self.waivers = Waivers()


def policies() -> list[Policy]:
    """All rules as policies. The one that holds the waivers comes first, those that report on them come last."""
    run = Run()
    others = [rule for rule in RULES if rule is not WAIVERS and rule not in ABOUT_WAIVERS]
    return [
        _resource_policy(rule, run) if isinstance(rule, ResourceRule) else _stack_policy(rule, run)
        for rule in (WAIVERS, *others, *ABOUT_WAIVERS)
    ]


def _resource_policy(rule: ResourceRule, run: Run) -> Policy:
    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        run.inputs[args.urn] = args.props
        if rule is WAIVERS:
            run.waivers.in_force = in_force(rule.settings(args.get_config()))
        resource = _resource(args)
        verdict = rule.judge(resource, args.get_config())
        if isinstance(verdict, NotApplicable):
            return args.not_applicable(verdict.reason)
        if isinstance(verdict, NonCompliant):
            waiver = run.waivers.for_resource(rule.id, resource)
            if waiver:
                return args.not_applicable(str(waiver))
            report("\n".join(map(str, verdict.problems)), None)
        if verdict.undecided:
            raise CannotDecide(map(str, verdict.undecided))

    remediate = _remediation(rule, rule.remedy, run) if rule.remedy else None
    # The SDK's type asks for an awaitable, the SDK itself takes the properties as well.
    return ResourceValidationPolicy(validate=validate, remediate=cast(Any, remediate), **_metadata(rule))


def _remediation(rule: ResourceRule, remedy: Remedy, run: Run) -> Callable[[ResourceValidationArgs], Inputs | None]:
    def remediate(args: ResourceValidationArgs) -> Inputs | None:
        resource, configured = _resource(args), args.get_config()
        if not isinstance(rule.judge(resource, configured), NonCompliant):
            return None
        if run.waivers.for_resource(rule.id, resource):
            return None
        before = resource.inputs.snapshot()
        remedy(resource, rule.settings(configured))
        return args.props if resource.inputs.snapshot() != before else None

    return remediate


def _stack_policy(rule: StackRule, run: Run) -> Policy:
    def validate(args: StackValidationArgs, report: ReportViolation) -> None:
        if args.resources and not run.inputs:
            raise CannotDecide(["no input of a resource was seen; turn on a rule about resources, such as OPS-03"])
        undecided: list[str] = []
        reasons: list[str] = []
        verdicts = rule.judge(Stack(args.resources, run.inputs, run.waivers), args.get_config())
        for resource, verdict in verdicts:
            if isinstance(verdict, NotApplicable):
                reasons.append(f"{resource.name}: {verdict.reason}")
                continue
            if isinstance(verdict, NonCompliant):
                waiver = run.waivers.for_resource(rule.id, resource)
                if waiver:
                    reasons.append(f"{resource.name}: {waiver}")
                    continue
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
    return Resource(
        args.resource_type,
        args.urn,
        args.name,
        Value(args.props),
        protect=args.opts.protect,
        ignored=tuple(args.opts.ignore_changes),
        stack_tags=args.stack_tags,
    )
