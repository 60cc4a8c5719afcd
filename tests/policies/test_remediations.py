"""Remediations: in place, guarded against what is unknown, secrets stay secret."""

import pytest
from pulumi.runtime import proto
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE as UNKNOWN

ACCOUNT = "azure-native:cognitiveservices:Account"
DEPLOYMENT = "azure-native:cognitiveservices:Deployment"

REMEDIES = {
    "net-01-public-network-off": (ACCOUNT, ["publicNetworkAccess"], "Enabled", "Disabled"),
    "net-02-default-deny-firewall": (ACCOUNT, ["networkAcls", "defaultAction"], "Allow", "Deny"),
    "iam-01-no-key-auth": (ACCOUNT, ["disableLocalAuth"], False, True),
    "rai-01-filter-policy-named": (DEPLOYMENT, ["raiPolicyName"], " ", "Microsoft.DefaultV2"),
}
"""By rule: the type, the path below `properties`, a bad value and the value that the remediation sets."""

EACH = pytest.mark.parametrize("rule", REMEDIES)


@pytest.fixture
def remediate(pack):
    def run(rule, props, **settings):
        pack.configure(rule, settings, proto.REMEDIATE)
        return pack.remediate(REMEDIES[rule][0], props)

    return run


@pytest.fixture
def declared(secret):
    """Gives a resource that has a value at the rule's path, and a secret beside it."""
    return lambda rule, value: {
        "kind": "OpenAI",
        "tags": {"token": secret("s3cret")},
        "properties": nested(rule, value),
    }


def nested(rule, value):
    for key in reversed(REMEDIES[rule][1]):
        value = {key: value}
    return value


@EACH
def test_bad_value_is_put_right_and_nothing_else_touched(pack, remediate, declared, rule):
    type_token, _, bad, good = REMEDIES[rule]
    remedied = remediate(rule, declared(rule, bad))
    assert remedied == declared(rule, good)
    assert rule not in pack.analyze(type_token, remedied)


@EACH
def test_missing_parents_are_made(remediate, rule):
    assert remediate(rule, {"kind": "OpenAI"}) == {"kind": "OpenAI", "properties": nested(rule, REMEDIES[rule][3])}


@EACH
def test_neighbours_stay_when_a_value_is_missing(remediate, rule):
    assert remediate(rule, {"kind": "OpenAI", "properties": {"other": UNKNOWN}}) == {
        "kind": "OpenAI",
        "properties": {"other": UNKNOWN, **nested(rule, REMEDIES[rule][3])},
    }


@EACH
def test_secret_value_stays_secret(remediate, declared, secret, rule):
    remedied = remediate(rule, declared(rule, secret(REMEDIES[rule][2])))
    assert remedied == declared(rule, secret(REMEDIES[rule][3]))


@EACH
def test_secret_properties_stay_secret(remediate, declared, secret, rule):
    props = declared(rule, REMEDIES[rule][2])
    props["properties"] = secret(props["properties"])
    assert remediate(rule, props)["properties"] == secret(nested(rule, REMEDIES[rule][3]))


@EACH
def test_unknown_value_is_not_overwritten(remediate, declared, rule):
    assert remediate(rule, declared(rule, UNKNOWN)) is None


@EACH
def test_unknown_properties_are_not_overwritten(remediate, rule):
    assert remediate(rule, {"kind": "OpenAI", "properties": UNKNOWN}) is None


@EACH
def test_good_value_is_left_alone(remediate, declared, rule):
    assert remediate(rule, declared(rule, REMEDIES[rule][3])) is None


@EACH
def test_properties_of_the_wrong_type_stay_a_violation(pack, remediate, rule):
    props = {"kind": "OpenAI", "properties": ["nonsense"]}
    assert remediate(rule, props) == props
    assert pack.analyze(REMEDIES[rule][0], props)[rule].verdict == "non-compliant"


@pytest.mark.parametrize("kind", ["FormRecognizer", UNKNOWN])
@pytest.mark.parametrize("rule", [rule for rule, remedy in REMEDIES.items() if remedy[0] == ACCOUNT])
def test_other_or_unknown_kinds_of_account_are_left_alone(remediate, declared, rule, kind):
    assert remediate(rule, {**declared(rule, REMEDIES[rule][2]), "kind": kind}) is None


@pytest.mark.parametrize("rule", ["net-01-public-network-off", "iam-01-no-key-auth"])
def test_exempt_account_is_left_alone(remediate, declared, rule):
    assert remediate(rule, declared(rule, REMEDIES[rule][2]), exemptions=["it"]) is None


def test_firewall_is_left_alone_where_there_is_no_public_network(remediate):
    props = {"kind": "OpenAI", "properties": {"publicNetworkAccess": "Disabled"}}
    assert remediate("net-02-default-deny-firewall", props) is None


def test_configured_policy_is_named(remediate):
    remedied = remediate("rai-01-filter-policy-named", {"properties": {}}, defaultPolicyName="central")
    assert remedied == {"properties": {"raiPolicyName": "central"}}
