"""Remediations: in place, guarded against what is unknown, secrets stay secret."""

import pytest
from pulumi.runtime import proto
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE as UNKNOWN

ACCOUNT = "azure-native:cognitiveservices:Account"
DEPLOYMENT = "azure-native:cognitiveservices:Deployment"

REMEDIES = {
    "net-01-public-network-off": (ACCOUNT, ["properties", "publicNetworkAccess"], "Enabled", "Disabled"),
    "net-02-default-deny-firewall": (ACCOUNT, ["properties", "networkAcls", "defaultAction"], "Allow", "Deny"),
    "net-09-outbound-restricted": (ACCOUNT, ["properties", "restrictOutboundNetworkAccess"], False, True),
    "iam-01-no-key-auth": (ACCOUNT, ["properties", "disableLocalAuth"], False, True),
    "rai-01-filter-policy-named": (DEPLOYMENT, ["properties", "raiPolicyName"], " ", "Microsoft.DefaultV2"),
    "mod-04-upgrade-option": (DEPLOYMENT, ["properties", "versionUpgradeOption"], "Sometimes", "NoAutoUpgrade"),
    "tag-01-required-tags": (ACCOUNT, ["tags", "owner"], " ", "platform team"),
}
"""By rule: the type, the path, a bad value and the value that the remediation sets."""

SETTINGS = {
    "mod-04-upgrade-option": {"allowedOptions": ["NoAutoUpgrade"]},
    "tag-01-required-tags": {"keys": ["owner"], "defaults": {"owner": "platform team"}},
}
"""What a rule must be told so that it has something to put right."""

EACH = pytest.mark.parametrize("rule", REMEDIES)


@pytest.fixture
def remediate(pack):
    def run(rule, props, **settings):
        pack.configure(rule, {**SETTINGS.get(rule, {}), **settings}, proto.REMEDIATE)
        return pack.remediate(REMEDIES[rule][0], props)

    return run


@pytest.fixture
def declared(secret):
    """Gives a resource that has a value at the rule's path, and a secret beside it."""
    return lambda rule, value: merged({"kind": "OpenAI", "tags": {"token": secret("s3cret")}}, nested(rule, value))


def nested(rule, value):
    for key in reversed(REMEDIES[rule][1]):
        value = {key: value}
    return value


def merged(one, other):
    both = {key: merged(one[key], other[key]) for key in one.keys() & other.keys() if isinstance(one[key], dict)}
    return {**one, **other, **both}


@EACH
def test_bad_value_is_put_right_and_nothing_else_touched(pack, remediate, declared, rule):
    type_token, _, bad, good = REMEDIES[rule]
    remedied = remediate(rule, declared(rule, bad))
    assert remedied == declared(rule, good)
    assert rule not in pack.analyze(type_token, remedied)


@EACH
def test_missing_parents_are_made(remediate, rule):
    assert remediate(rule, {"kind": "OpenAI"}) == {"kind": "OpenAI", **nested(rule, REMEDIES[rule][3])}


@EACH
def test_neighbours_stay_when_a_value_is_missing(remediate, rule):
    parent = {"kind": "OpenAI", REMEDIES[rule][1][0]: {"other": UNKNOWN}}
    assert remediate(rule, parent) == merged(parent, nested(rule, REMEDIES[rule][3]))


@EACH
def test_secret_value_stays_secret(remediate, declared, secret, rule):
    remedied = remediate(rule, declared(rule, secret(REMEDIES[rule][2])))
    assert remedied == declared(rule, secret(REMEDIES[rule][3]))


@EACH
def test_secret_properties_stay_secret(remediate, declared, secret, rule):
    top = REMEDIES[rule][1][0]
    props = {"kind": "OpenAI", top: secret(nested(rule, REMEDIES[rule][2])[top])}
    assert remediate(rule, props) == {"kind": "OpenAI", top: secret(nested(rule, REMEDIES[rule][3])[top])}


@EACH
def test_unknown_value_is_not_overwritten(remediate, declared, rule):
    assert remediate(rule, declared(rule, UNKNOWN)) is None


@EACH
def test_unknown_properties_are_not_overwritten(remediate, rule):
    assert remediate(rule, {"kind": "OpenAI", REMEDIES[rule][1][0]: UNKNOWN}) is None


@EACH
def test_good_value_is_left_alone(remediate, declared, rule):
    assert remediate(rule, declared(rule, REMEDIES[rule][3])) is None


@EACH
def test_properties_of_the_wrong_type_stay_a_violation(pack, remediate, rule):
    props = {"kind": "OpenAI", REMEDIES[rule][1][0]: ["nonsense"]}
    assert remediate(rule, props) is None
    assert pack.analyze(REMEDIES[rule][0], props)[rule].verdict == "non-compliant"


@pytest.mark.parametrize("kind", ["FormRecognizer", UNKNOWN])
@pytest.mark.parametrize(
    "rule", [rule for rule, remedy in REMEDIES.items() if remedy[0] == ACCOUNT and remedy[1][0] != "tags"]
)
def test_other_or_unknown_kinds_of_account_are_left_alone(remediate, declared, rule, kind):
    assert remediate(rule, {**declared(rule, REMEDIES[rule][2]), "kind": kind}) is None


@EACH
def test_waived_resource_is_left_alone(pack, declared, rule):
    type_token, _, bad, _ = REMEDIES[rule]
    waiver = {"rule": rule[:6], "resource": "it", "who": "Ada", "why": "Trial", "until": "2026-12-01"}
    beside = {"ops-03-waivers-in-order": {"today": "2026-11-23", "waivers": [waiver]}}
    pack.configure(rule, SETTINGS.get(rule, {}), proto.REMEDIATE, beside=beside)
    pack.analyze("pulumi:pulumi:Stack", {}, "root")
    assert pack.remediate(type_token, declared(rule, bad)) is None
    assert pack.remediate(type_token, declared(rule, bad), "another") is not None


def test_firewall_is_left_alone_where_there_is_no_public_network(remediate):
    props = {"kind": "OpenAI", "properties": {"publicNetworkAccess": "Disabled"}}
    assert remediate("net-02-default-deny-firewall", props) is None


def test_configured_policy_is_named(remediate):
    remedied = remediate("rai-01-filter-policy-named", {"properties": {}}, defaultPolicyName="central")
    assert remedied == {"properties": {"raiPolicyName": "central"}}


def test_production_gets_an_option_of_its_own(pack):
    settings = {"environment": "prod", "allowedInProduction": ["OnceCurrentVersionExpired", "NoAutoUpgrade"]}
    pack.configure("mod-04-upgrade-option", settings, proto.REMEDIATE)
    remedied = pack.remediate(DEPLOYMENT, {"properties": {"versionUpgradeOption": "Sometimes"}})
    assert remedied == {"properties": {"versionUpgradeOption": "OnceCurrentVersionExpired"}}


def test_what_no_remedy_changed_is_not_told_as_remediated(pack):
    pack.configure("tag-01-required-tags", {"keys": ["owner"]}, proto.REMEDIATE)
    assert pack.remediate(ACCOUNT, {"kind": "OpenAI", "tags": {"team": "mine"}}) is None


def test_tag_without_a_default_stays_missing(pack):
    settings = {"keys": ["owner", "CostCenter", "team"], "defaults": {"CostCenter": "42", "team": "platform"}}
    pack.configure("tag-01-required-tags", settings, proto.REMEDIATE)
    remedied = pack.remediate(ACCOUNT, {"kind": "OpenAI", "tags": {"costcenter": "", "team": "mine"}})
    assert remedied == {"kind": "OpenAI", "tags": {"costcenter": "42", "team": "mine"}}
    assert pack.analyze(ACCOUNT, remedied)["tag-01-required-tags"].verdict == "non-compliant"
