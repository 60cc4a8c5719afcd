"""The pack as the engine meets it: the SDK's analyzer service, in this process, fed with protobuf requests."""

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from google.protobuf import json_format
from pulumi.runtime import proto
from pulumi_policy import EnforcementLevel, proxy
from pulumi_policy.deserialize import SPECIAL_SECRET_SIG, SPECIAL_SIG_KEY
from pulumi_policy.policy import _PolicyAnalyzerServicer

from azure_openai_policies import RULES, policies

CASES = Path(__file__).parent / "cases"
UNKNOWN = proxy.UNKNOWN_STRING_VALUE
WAIVERS = "ops-03-waivers-in-order"


def _secret(value: Any) -> dict[str, Any]:
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


class _Loader(yaml.CSafeLoader):
    """YAML with `!unknown` for a value that a preview does not know and `!secret` for a secret text."""


_Loader.add_constructor("!unknown", lambda loader, node: UNKNOWN)
_Loader.add_constructor("!secret", lambda loader, node: _secret(loader.construct_scalar(node)))


@cache
def tables() -> tuple[dict[str, Any], ...]:
    """The tables of cases, one a rule."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(CASES.glob("*.yaml")))
    return tuple(yaml.load(text, _Loader) for text in texts)


def table_rows() -> list[dict[str, Any]]:
    """Each row of each table together with what the table says for all its rows."""
    return [{**table, **case} for table in tables() for case in table["cases"]]


def label(row: Mapping[str, Any]) -> str:
    """How tests call a row."""
    return " ".join(filter(None, [row["rule"][:6], row.get("case")]))


def judge(row: Mapping[str, Any], pack: "Pack | None" = None) -> Outcome:
    """What the rule says of a row, in a pack of its own in which little else is in force."""
    pack = pack or Pack()
    pack.configure(row["rule"], row.get("settings", {}), only=True, beside=row.get("beside"))
    if "resources" in row:
        return _judge_stack(pack, _changed(row["resources"], row), row["rule"])
    pack.tag(row.get("stack_tags", {}))
    props, stack = _changed(row["base"], row), row.get("stack", "test")
    outcomes = pack.analyze(row["type"], props, options=row.get("options"), stack=stack)
    return outcomes.get(row["rule"], Outcome())


def _judge_stack(pack: "Pack", declared: Mapping[str, Any], rule: str) -> Outcome:
    """Each resource passes with its inputs; its outputs are then a first preview's, unless `declared` says otherwise."""
    resources = [{"name": name, **facts} for name, facts in declared.items()]
    for resource in resources:
        if "inputs" in resource:
            pack.analyze(resource["type"], resource["inputs"], resource["name"])
            resource.setdefault("outputs", {"name": UNKNOWN, "properties": resource["inputs"].get("properties")})
    return pack.analyze_stack(resources).get(rule, Outcome())


def _changed(base: Mapping[str, Any], case: Mapping[str, Any]) -> dict[str, Any]:
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
    """Each table, and each row."""
    rows = table_rows()
    on_resources = [row for row in rows if "resources" not in row]
    failing = [row for row in on_resources if row["kind"] == "failing" and "settings" not in row]
    azure = [row for row in failing if row["type"].startswith("azure-native:")]
    wanted = {
        "table": tables(),
        "row": rows,
        "case": on_resources,
        "stack_case": [row for row in rows if "resources" in row],
        "first_failing_case": list({row["rule"]: row for row in reversed(azure)}.values()),
    }
    for name in wanted.keys() & set(metafunc.fixturenames):
        metafunc.parametrize(name, wanted[name], ids=map(label, wanted[name]))


@pytest.fixture(autouse=True, scope="module")
def catalogue_day() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AZURE_OPENAI_TODAY", "catalog")
        yield


@pytest.fixture(scope="session")
def new_pack() -> type[Pack]:
    """Starts a pack."""
    return Pack


@pytest.fixture
def pack() -> Pack:
    return Pack()


@pytest.fixture(scope="session")
def rows() -> list[dict[str, Any]]:
    """All rows about one resource, and the resources of the other tables: rule, type, settings and props."""
    on_resources = [row for row in table_rows() if "resources" not in row]
    in_stacks = [
        {
            "rule": table["rule"],
            "type": resource["type"],
            "settings": table.get("settings", {}),
            "props": resource["inputs"],
        }
        for table in tables()
        for resource in table.get("resources", {}).values()
    ]
    return [{"settings": {}, **row, "props": _changed(row["base"], row)} for row in on_resources] + in_stacks


@pytest.fixture(scope="session")
def every_row() -> list[dict[str, Any]]:
    """All rows of all tables."""
    return table_rows()


@pytest.fixture(scope="session")
def judged() -> Callable[[Mapping[str, Any]], Outcome]:
    """Judges a row."""
    return judge


@pytest.fixture(scope="session")
def judged_stack() -> Callable[[Mapping[str, Any], Mapping[str, Any]], Outcome]:
    """Judges other resources than those of a row, by the row's rule and settings."""

    def run(row: Mapping[str, Any], declared: Mapping[str, Any]) -> Outcome:
        pack = Pack()
        pack.configure(row["rule"], row.get("settings", {}), only=True, beside=row.get("beside"))
        return _judge_stack(pack, declared, row["rule"])

    return run


@pytest.fixture(scope="session")
def declared_in() -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """Gives the resources of a row about a stack."""
    return lambda row: _changed(row["resources"], row)


@pytest.fixture(scope="session")
def messages() -> dict[str, str]:
    """What is said of each row, by its label; nothing of those that comply."""
    said = {label(row): judge(row).text for row in table_rows()}
    return {name: text for name, text in said.items() if text}


@pytest.fixture(scope="session")
def secret() -> Callable[[Any], dict[str, Any]]:
    """Makes a secret, as the protocol has it."""
    return _secret


@pytest.fixture(scope="session")
def apply_case() -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """Gives the properties of a table's row."""
    return lambda case: _changed(case["base"], case)
