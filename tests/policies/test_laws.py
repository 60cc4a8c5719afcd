"""What holds of every rule, whatever a program declares. The tables' rows are where the search begins."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pulumi.runtime import proto
from pulumi_policy import proxy

from azure_openai_policies import RULES

NAMES = {rule.name for rule in RULES}
EVERY = {rule.name: {} for rule in RULES}
"""All rules in force, those that are off by default as well."""
FIRST = RULES[0].name
SILENT = {"compliant", "not applicable"}
ALLOWED = {"non-compliant": {"non-compliant"}, "undecided": {*SILENT, "non-compliant", "undecided"}}
"""What may be decided when all is known, by what was said before; for all other verdicts one that is SILENT."""
UNKNOWN = proxy.UNKNOWN_OBJECT_VALUE
MARKERS = [UNKNOWN, proxy.UNKNOWN_STRING_VALUE, proxy.UNKNOWN_BOOLEAN_VALUE, proxy.UNKNOWN_ARRAY_VALUE, "[secret]"]
unknowns = st.sampled_from(MARKERS)
scalars = st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.floats(-1, 1), st.text(max_size=3), unknowns)
trees = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner))


def places(tree: Any) -> list[tuple[Any, Any]]:
    """Every place below a tree that holds a value: the map or list, and the key."""
    keys = tree.keys() if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    return [place for key in list(keys) for place in [(tree, key), *places(tree[key])]]


def replaced(data: st.DataObject, tree: Any, by: Callable[[Any], Any], at_most: int = 3) -> Any:
    """A copy of a tree in which some values are replaced by what is made of them."""
    tree = copy.deepcopy(tree)
    for _ in range(data.draw(st.integers(0, at_most))):
        if found := places(tree):
            holder, key = data.draw(st.sampled_from(found))
            holder[key] = by(holder[key])
    return tree


@pytest.fixture(scope="module")
def strange(rows):
    """Gives a row, a type and properties like those of the row, with values of other rows and stranger ones in it."""
    known = [holder[key] for row in rows for holder, key in places(row["props"])]

    def draw(data: st.DataObject) -> tuple[str, str, Any]:
        row, other = data.draw(st.sampled_from(rows)), data.draw(st.sampled_from(rows))
        anything = st.one_of(st.sampled_from(known).map(copy.deepcopy), trees)
        return row, other["type"], replaced(data, row["props"], lambda _: data.draw(anything))

    return draw


def verdicts(outcomes: dict[str, Any]) -> dict[str, str]:
    return {name: outcomes[name].verdict if name in outcomes else "compliant" for name in NAMES}


def agree(light: dict[str, str], dark: dict[str, str]) -> bool:
    """Whether what was decided without knowing all is what is decided when all is known."""
    return all(light[name] in ALLOWED.get(verdict, SILENT) for name, verdict in dark.items())


def test_one_unknown_value_never_turns_a_verdict(pack, case, apply_case):
    pack.configure(case["rule"], case.get("settings", {}), only=True)
    light = apply_case(case)
    decided = verdicts(pack.analyze(case["type"], light))
    for index in range(len(places(light))):
        dark = copy.deepcopy(light)
        holder, key = places(dark)[index]
        holder[key] = UNKNOWN
        assert agree(decided, verdicts(pack.analyze(case["type"], dark))), dark


BY_HAND = {"type": "azure-native:resources:ResourceGroup", "inputs": {}}
"""An id that was put together from a group's leads to the group alone, whatever it is the id of."""

GUESSED = {"resourceGroupName"}
"""Unknown groups count as the same: most programs take the group's name from a resource, and an account's name is unique."""


def test_one_unknown_value_of_a_stack_never_turns_a_verdict(stack_case, declared_in, judged_stack):
    light = declared_in(stack_case)
    decided = judged_stack(stack_case, light).verdict
    for name, resource in light.items():
        for index, (_, key) in enumerate(places(resource.get("inputs", {}))):
            if key in GUESSED:
                continue
            dark = copy.deepcopy(light) | {"by-hand": BY_HAND}
            inputs = dark[name]["inputs"]
            holder, key = places(inputs)[index]
            holder[key] = UNKNOWN
            top = next(top for top in inputs if inputs[top] == UNKNOWN or (holder, key) in places(inputs[top]))
            dark[name].setdefault("property_dependencies", {}).setdefault(top, ["by-hand"])
            told = judged_stack(stack_case, dark).verdict
            assert decided in ALLOWED.get(told, SILENT), (name, key, dark[name])


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_unknown_values_never_turn_a_verdict(new_pack, strange, data):
    pack, (row, type_token, light) = new_pack(), strange(data)
    pack.configure(row["rule"], row["settings"])
    dark = replaced(data, light, lambda _: data.draw(unknowns))
    assert agree(verdicts(pack.analyze(type_token, light)), verdicts(pack.analyze(type_token, dark)))


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_rule_gives_one_verdict_on_anything(new_pack, strange, data):
    """It does not raise either: not even what the SDK itself would turn into a note."""
    pack, (row, type_token, props) = new_pack(), strange(data)
    pack.configure(row["rule"], row["settings"], beside=EVERY)
    outcomes = pack.analyze(type_token, props)
    assert outcomes.keys() <= NAMES
    for outcome in outcomes.values():
        assert len(outcome.violations) <= 1
        assert len(outcome.notes) <= 1
        assert not outcome.reasons or not (outcome.violations or outcome.notes)
        assert "value at ." not in outcome.text


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_stack_rule_gives_one_verdict_on_any_stack(new_pack, strange, data):
    pack, stack = new_pack(), []
    pack.configure(FIRST, {}, beside=EVERY)
    names = [f"it{index}" for index in range(data.draw(st.integers(0, 4)))]
    for name in names:
        row, _, inputs = strange(data)
        type_token = row["type"]
        if data.draw(st.booleans()):
            pack.analyze(type_token, inputs, name)
        some = data.draw(st.lists(st.sampled_from(names), max_size=2))
        behind = dict.fromkeys(["accountName", "properties", "scope", "privateLinkServiceConnections"], some)
        links = data.draw(st.sampled_from([{}, {"depends_on": some}, {"property_dependencies": behind}]))
        stack.append({"name": name, "type": type_token, "outputs": strange(data)[2], "parent": names[0], **links})
    outcomes = pack.analyze_stack(stack)
    assert outcomes.keys() <= NAMES
    assert not any("value at ." in outcome.text for outcome in outcomes.values())


REMEDIED = {
    "net-01-public-network-off": ["properties", "publicNetworkAccess"],
    "net-02-default-deny-firewall": ["properties", "networkAcls", "defaultAction"],
    "net-09-outbound-restricted": ["properties", "restrictOutboundNetworkAccess"],
    "iam-01-no-key-auth": ["properties", "disableLocalAuth"],
    "rai-01-filter-policy-named": ["properties", "raiPolicyName"],
    "mod-04-upgrade-option": ["properties", "versionUpgradeOption"],
    "tag-01-required-tags": ["tags", "owner"],
}

PUTS_RIGHT = REMEDIED.keys() - {"net-09-outbound-restricted"}
"""Rules whose remediation leaves nothing wrong. NET-09 also judges hosts, which only the user can choose."""

TOLD = {"tag-01-required-tags": {"keys": ["owner"], "defaults": {"owner": "me"}}}


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_remediation_changes_one_value_and_puts_it_right(new_pack, strange, secret, data):
    pack, (_, type_token, props) = new_pack(), strange(data)
    rule = data.draw(st.sampled_from(sorted(REMEDIED)))
    props = replaced(data, props, secret, at_most=1)
    pack.configure(rule, TOLD.get(rule, {}), proto.REMEDIATE)
    remedied = pack.remediate(type_token, props)
    if remedied is not None:
        assert without(remedied, REMEDIED[rule]) == without(props, REMEDIED[rule])
        if remedied != props and rule in PUTS_RIGHT:
            assert verdicts(pack.analyze(type_token, remedied))[rule] == "compliant"


def without(tree: Any, path: list[str]) -> Any:
    """A tree without a value, and without what is then left empty on the way to it; the tree may hold secrets."""
    if not path or tree is None:
        return None
    if not isinstance(tree, dict):
        return tree
    key, rest = ("value", path) if "value" in tree else (path[0], path[1:])
    left = {name: value for name, value in tree.items() if name != key}
    inner = without(tree.get(key), rest)
    return left if inner in (None, {}) else {**left, key: inner}
