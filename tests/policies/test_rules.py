"""Every rule on every row of its table, through the SDK's own service and proxies."""

import pytest
from pulumi.runtime import proto
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE as UNKNOWN

from azure_openai_policies import RULES

KINDS = {"passing", "failing", "missing", "unknown", "not applicable"}


def test_rule_decides_as_its_table_says(row, judged):
    outcome = judged(row)
    assert outcome.verdict == row["expect"], outcome.text
    assert row.get("says", "") in outcome.text
    if "resources" in row:
        about = f"::{row.get('judged', 'chat')}"
        assert all(violation.urn.endswith(about) for violation in outcome.violations)


def test_table_has_a_row_of_every_kind(table):
    assert {case["kind"] for case in table["cases"]} == KINDS - set(table.get("never", ()))


def test_every_rule_has_a_table(request):
    listed = {path.stem.upper() for path in (request.path.parent / "cases").glob("*.yaml")}
    assert listed == {rule.id for rule in RULES}


@pytest.mark.parametrize(
    "token",
    ["azure-native:{module}/v20250601:{name}", "azure-native_{module}_v20250601:{module}:{name}"],
    ids=["version in the module", "version in the package"],
)
def test_rule_knows_every_form_of_a_type(pack, first_failing_case, apply_case, token):
    _, module, name = first_failing_case["type"].split(":")
    pack.configure(first_failing_case["rule"], {}, only=True)
    options = first_failing_case.get("options")
    stack = first_failing_case.get("stack", "test")
    outcomes = pack.analyze(
        token.format(module=module, name=name), apply_case(first_failing_case), options=options, stack=stack
    )
    assert outcomes[first_failing_case["rule"]].verdict == "non-compliant"


@pytest.mark.parametrize("token", ["aws:s3/bucket:Bucket", "pulumi:pulumi:Stack", "azure-native:storage:Account"])
def test_no_rule_applies_to_other_resources(pack, token):
    outcomes = pack.analyze(token, {"kind": "OpenAI", "properties": {"publicNetworkAccess": "Enabled"}})
    assert {outcome.verdict for outcome in outcomes.values()} == {"not applicable"}


def test_violation_carries_level_severity_and_advice(pack):
    outcome = pack.analyze("azure-native:cognitiveservices:Account", {"kind": "OpenAI"})["net-01-public-network-off"]
    [violation] = outcome.violations
    assert (violation.enforcementLevel, violation.severity) == (proto.MANDATORY, proto.POLICY_SEVERITY_HIGH)
    assert violation.message == (
        "Azure OpenAI accounts must not be reachable from the internet.\n"
        "properties.publicNetworkAccess is missing. Set it to Disabled and reach the account through a private endpoint."
    )


def test_undecided_note_reads_as_a_sentence_and_blocks_nothing(pack):
    props = {"kind": "OpenAI", "properties": UNKNOWN}
    outcome = pack.analyze("azure-native:cognitiveservices:Account", props)["net-01-public-network-off"]
    assert outcome.violations == []
    assert outcome.notes == [
        "can't run policy 'net-01-public-network-off' from policy pack 'azure-openai@v0.1.0' during preview: "
        "properties is not known yet"
    ]


def test_day_of_the_environment_that_is_none_is_a_violation(pack, monkeypatch):
    monkeypatch.setenv("AZURE_OPENAI_TODAY", "someday")
    props = {"properties": {"model": {"name": "gpt-4o", "version": "2024-11-20"}}}
    outcome = pack.analyze("azure-native:cognitiveservices:Deployment", props)["mod-05-not-retired"]
    assert outcome.verdict == "non-compliant"
    assert "AZURE_OPENAI_TODAY='someday' is no date" in outcome.text
