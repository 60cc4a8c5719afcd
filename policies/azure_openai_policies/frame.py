"""From rules to Pulumi policies."""

from collections.abc import Iterable
from typing import Any

from pulumi_policy import (
    Policy,
    PolicyComplianceFramework,
    PolicyConfigSchema,
    PolicyResource,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE, UnknownValueError

from .rule import Finding, Resource, Rule, Undecided, Violation
from .rules import RULES
from .tokens import short
from .values import plain


class Recorder:
    """The inputs of every resource that has passed. Stack policies see outputs only, which a first preview lacks."""

    def __init__(self) -> None:
        self._inputs: dict[str, dict[str, Any]] = {}

    def record(self, resource: Resource) -> None:
        """Remember a resource's inputs."""
        self._inputs[resource.urn] = resource.inputs

    def resource(self, seen: PolicyResource) -> Resource:
        """A resource of a stack, with its inputs if they have passed, else its outputs."""
        inputs = self._inputs.get(seen.urn)
        depends_on = {name: tuple(r.urn for r in on) for name, on in seen.property_dependencies.items()}
        depends_on[""] = tuple(r.urn for r in seen.dependencies)
        found = plain(seen.props) if inputs is None else inputs
        return Resource(short(seen.resource_type), seen.urn, seen.name, found, depends_on)


def policies(rules: Iterable[Rule] = RULES) -> list[Policy]:
    """Pulumi policies of the rules, in their order."""
    recorder = Recorder()
    return [_stack_policy(rule, recorder) if rule.check_stack else _resource_policy(rule, recorder) for rule in rules]


def _resource_policy(rule: Rule, recorder: Recorder) -> Policy:
    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        resource = Resource(short(args.resource_type), args.urn, args.name, plain(args.props))
        recorder.record(resource)
        if resource.type != rule.applies_to or rule.check is None:
            args.not_applicable(f"{rule.id} is about {rule.applies_to}")
            return
        _conclude(rule.check(resource, rule.configured(args.get_config())), args, report)

    def remediate(args: ResourceValidationArgs) -> Any:
        if short(args.resource_type) != rule.applies_to or rule.remediate is None:
            return None
        rule.remediate(args.props)
        return args.props

    common = _metadata(rule)
    return ResourceValidationPolicy(validate=validate, remediate=remediate if rule.remediate else None, **common)


def _stack_policy(rule: Rule, recorder: Recorder) -> Policy:
    def validate(args: StackValidationArgs, report: ReportViolation) -> None:
        resources = [recorder.resource(seen) for seen in args.resources]
        if rule.check_stack is None or not any(resource.type == rule.applies_to for resource in resources):
            args.not_applicable(f"{rule.id} is about {rule.applies_to}")
            return
        _conclude(rule.check_stack(resources, rule.configured(args.get_config())), args, report)

    return StackValidationPolicy(validate=validate, **_metadata(rule))


def _conclude(findings: Iterable[Finding], args: Any, report: ReportViolation) -> None:
    """Report every violation; say so where nothing is wrong as far as known but not all is known."""
    undecided: list[Undecided] = []
    for finding in findings:
        if isinstance(finding, Violation):
            report(finding.message, finding.urn)
        elif isinstance(finding, Undecided):
            undecided.append(finding)
        else:
            args.not_applicable(finding.reason)
    if undecided:
        # The SDK's own way to say that a policy could not be decided in a preview.
        raise UnknownValueError(UNKNOWN_STRING_VALUE, undecided[0].path.split("."))


def _metadata(rule: Rule) -> dict[str, Any]:
    schema = {name: {**setting.schema, "default": setting.default} for name, setting in rule.settings.items()}
    framework = PolicyComplianceFramework(
        name="Microsoft cloud security benchmark",
        version="v2" if "AI-" in rule.control else "v1",
        reference=rule.control.lstrip("~"),
        specification="our reading" if rule.control.startswith("~") else "mapped by Microsoft",
    )
    return {
        "name": rule.name,
        "description": rule.description,
        "enforcement_level": rule.level,
        "config_schema": PolicyConfigSchema(properties=schema) if schema else None,
        "display_name": f"{rule.id} {rule.title}",
        "severity": rule.severity,
        "framework": framework if rule.control else None,
        "tags": list(rule.tags),
        "remediation_steps": rule.remediation_steps,
        "url": rule.url,
    }


