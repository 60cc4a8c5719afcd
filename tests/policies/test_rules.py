"""Every rule on every row of its table, through the SDK's own service and proxies."""

import pytest
from azure_openai_policies import RULES
from pulumi.runtime import proto

KINDS = {"passing", "failing", "missing", "unknown", "not applicable"}


def test_rule_decides_as_its_table_says(pack, case, apply_case):
    if "settings" in case:
        pack.configure(case["rule"], case["settings"])
    outcome = pack.analyze(case["type"], apply_case(case)).get(case["rule"])
    verdict, text = (outcome.verdict, outcome.text) if outcome else ("compliant", "")
    assert verdict == case["expect"], text
    assert case.get("says", "") in text


def test_stack_rule_decides_on_a_first_preview(pack, stack_case, apply_case):
    if "settings" in stack_case:
        pack.configure(stack_case["rule"], stack_case["settings"])
    resources = [{"name": name, **facts} for name, facts in apply_case(stack_case | {"base": stack_case["resources"]}).items()]
    for resource in resources:
        if "inputs" in resource:
            pack.analyze(resource["type"], resource["inputs"], resource["name"])
            known = {key: value for key, value in resource["inputs"].items() if key == "properties"}
            resource.setdefault("outputs", {"name": "04da6b54-80e4-46f7-96ec-b56ff0331ba9", **known})
    outcome = pack.analyze_stack(resources).get(stack_case["rule"])
    verdict, text = (outcome.verdict, outcome.text) if outcome else ("compliant", "")
    assert verdict == stack_case["expect"], text
    assert stack_case.get("says", "") in text
    assert all(violation.urn.endswith("::chat") for violation in (outcome.violations if outcome else ()))


def test_table_has_a_row_of_every_kind(table):
    assert {case["kind"] for case in table["cases"]} == KINDS


def test_every_rule_has_a_table(request):
    listed = {path.stem.upper() for path in (request.path.parent / "cases").glob("*.yaml")}
    assert listed == {rule.id for rule in RULES}


@pytest.mark.parametrize(
    "token",
    ["azure-native:{module}/v20250601:{name}", "azure-native_{module}_v20250601:{module}:{name}"],
    ids=["version in the module", "version in the package"],
)
def test_rule_knows_every_form_of_a_type(pack, table, apply_case, token):
    if "resources" in table:
        return
    _, module, name = table["type"].split(":")
    failing = next(case for case in table["cases"] if case["kind"] == "failing" and "settings" not in case)
    outcomes = pack.analyze(token.format(module=module, name=name), apply_case({**table, **failing}))
    assert outcomes[table["rule"]].verdict == "non-compliant"


@pytest.mark.parametrize("token", ["aws:s3/bucket:Bucket", "pulumi:pulumi:Stack", "azure-native:storage:StorageAccount"])
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
    props = {"kind": "OpenAI", "properties": "dd056dcd-154b-4c76-9bd3-c8f88648b5ff"}
    outcome = pack.analyze("azure-native:cognitiveservices:Account", props)["net-01-public-network-off"]
    assert outcome.violations == []
    assert outcome.notes == [
        "can't run policy 'net-01-public-network-off' from policy pack 'azure-openai@v0.1.0' during preview: "
        "properties is not known yet"
    ]
