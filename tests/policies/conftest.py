"""The pack as the engine meets it: the SDK's analyzer service, in this process, fed with protobuf requests."""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from azure_openai_policies import policies
from google.protobuf import json_format
from pulumi.runtime import proto
from pulumi_policy import EnforcementLevel, proxy
from pulumi_policy.deserialize import SPECIAL_SECRET_SIG, SPECIAL_SIG_KEY
from pulumi_policy.policy import _PolicyAnalyzerServicer

CASES = Path(__file__).parent / "cases"
UNKNOWN = proxy.UNKNOWN_STRING_VALUE


def secret(value: Any) -> dict[str, Any]:
    """A secret, as the protocol has it."""
    return {SPECIAL_SIG_KEY: SPECIAL_SECRET_SIG, "value": value}


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

    def configure(self, rule: str, settings: Mapping[str, Any], level: int = proto.MANDATORY) -> None:
        config = proto.PolicyConfig(enforcementLevel=level)
        config.properties.update(settings)
        self.service.Configure(proto.ConfigureAnalyzerRequest(policyConfig={rule: config}), None)

    def analyze(self, type_token: str, props: Mapping[str, Any], name: str = "it") -> dict[str, Outcome]:
        return _outcomes(self.service.Analyze(_request(proto.AnalyzeRequest, type_token, props, name), None))

    def analyze_stack(self, resources: list[dict[str, Any]]) -> dict[str, Outcome]:
        """Resources: name, type, outputs, and optionally parent, depends_on and property_dependencies, all by name."""
        sent = []
        for resource in resources:
            message = _request(proto.AnalyzerResource, resource["type"], resource["outputs"], resource["name"])
            message.parent = urn(resource["parent"]) if "parent" in resource else ""
            message.dependencies.extend(map(urn, resource.get("depends_on", ())))
            for key, names in resource.get("property_dependencies", {}).items():
                message.propertyDependencies[key].urns.extend(map(urn, names))
            sent.append(message)
        return _outcomes(self.service.AnalyzeStack(proto.AnalyzeStackRequest(resources=sent), None))

    def remediate(self, type_token: str, props: Mapping[str, Any], name: str = "it") -> dict[str, Any] | None:
        """The properties after remediation, None if nothing was remediated."""
        answer = self.service.Remediate(_request(proto.AnalyzeRequest, type_token, props, name), None)
        assert not [entry.diagnostic for entry in answer.remediations if entry.diagnostic]
        return json_format.MessageToDict(answer.remediations[-1].properties) if answer.remediations else None


def urn(name: str) -> str:
    return f"urn:pulumi:test::azure::{name}"


def _request(kind: Any, type_token: str, props: Mapping[str, Any], name: str) -> Any:
    message = kind(type=type_token, urn=urn(name), name=name)
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


class _Loader(yaml.SafeLoader):
    """YAML with `!unknown` for a value that a preview does not know and `!secret` for a secret text."""


_Loader.add_constructor("!unknown", lambda loader, node: UNKNOWN)
_Loader.add_constructor("!secret", lambda loader, node: secret(loader.construct_scalar(node)))


def tables() -> Iterator[dict[str, Any]]:
    for path in sorted(CASES.glob("*.yaml")):
        yield yaml.load(path.read_text(encoding="utf-8"), _Loader)


def changed(base: Mapping[str, Any], case: Mapping[str, Any]) -> dict[str, Any]:
    """The base properties with a case's `drop` and `set`, both by dotted path; the index after the last appends."""
    props = copy.deepcopy(dict(base))
    for path in case.get("drop", ()):
        holder, key = _locate(props, path)
        del holder[key]
    for path, value in case.get("set", {}).items():
        holder, key = _locate(props, path)
        if isinstance(holder, list) and key == len(holder):
            holder.append(value)
        else:
            holder[key] = value
    return props


def _locate(props: Any, path: str) -> tuple[Any, Any]:
    *parents, last = path.split(".")
    for part in parents:
        props = props[int(part)] if isinstance(props, list) else props.setdefault(part, {})
    return props, int(last) if isinstance(props, list) else last


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`table` is each rule's table, `case` each row of it, with what the table says for all rows."""
    if "table" in metafunc.fixturenames:
        every = list(tables())
        metafunc.parametrize("table", every, ids=[table["rule"] for table in every])
    if "case" in metafunc.fixturenames:
        rows = [{**table, **case} for table in tables() if "resources" not in table for case in table["cases"]]
        metafunc.parametrize("case", rows, ids=[f"{row['rule'][:6]}: {row['case']}" for row in rows])
    if "stack_case" in metafunc.fixturenames:
        rows = [{**table, **case} for table in tables() if "resources" in table for case in table["cases"]]
        metafunc.parametrize("stack_case", rows, ids=[f"{row['rule'][:6]}: {row['case']}" for row in rows])


@pytest.fixture(autouse=True)
def catalogue_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_OPENAI_TODAY", "catalog")


@pytest.fixture
def pack() -> Pack:
    return Pack()


@pytest.fixture
def apply_case() -> Any:
    """Gives the properties of a table's row."""
    return lambda case: changed(case["base"], case)
