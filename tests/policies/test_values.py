"""How properties are read: known, missing or unknown, and never with an exception."""

import pytest
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE as UNKNOWN
from pulumi_policy.proxy import unknown_checking_proxy

from azure_openai_policies.values import Value


@pytest.mark.parametrize("proxied", [True, False], ids=["as rules get them", "as remediations get them"])
@pytest.mark.parametrize(
    ("raw", "shown", "text", "elements", "missing", "unknown"),
    [
        ("Deny", "'Deny'", "Deny", 0, False, False),
        ("", "''", "", 0, False, False),
        (True, "true", "", 0, False, False),
        (10.0, "10", "", 0, False, False),
        (None, "missing", "", 0, True, False),
        (["a", None], "a list", "", 2, False, False),
        ({"a": 1}, "a map", "", 0, False, False),
        (UNKNOWN, "unknown", "", 1, False, True),
        ("[secret]", "unknown", "", 1, False, True),
    ],
)
def test_value_is_read_as_what_it_is(proxied, raw, shown, text, elements, missing, unknown):
    props = {"it": raw}
    value = Value(unknown_checking_proxy(props) if proxied else props)["it"]
    assert (str(value), value.text, len(value.elements())) == (shown, text, elements)
    assert (value.missing, value.unknown) == (missing, unknown)


def test_what_is_below_the_unknown_is_unknown_and_below_anything_else_missing():
    props = Value({"unknown": UNKNOWN, "text": "x", "list": [UNKNOWN]})
    assert props["unknown"]["a"]["b"].unknown
    assert props["unknown"]["a"].elements()[0]["b"].unknown_path == "unknown"
    assert props["list"].elements()[0]["a"].unknown_path == "list[0]"
    assert props["text"]["a"].missing
    assert props["nowhere"]["a"]["b"].missing
    assert props["nowhere"]["a"]["b"].path == "nowhere.a.b"


def test_blank_and_missing_texts_are_never_a_word():
    assert not Value(None).is_text("")
    assert not Value("").is_text("")
    assert Value("DENY").is_text("Allow", "Deny")


def test_unknown_values_are_never_the_same():
    assert not Value(UNKNOWN).same_as(Value(UNKNOWN))
    assert not Value([1]).same_as(Value([1]))
    assert Value("High").same_as(Value("high"))
    assert Value(None).same_as(Value(None))


def test_value_that_is_unknown_cannot_be_put():
    props = {"known": 1, "unknown": UNKNOWN}
    for key in ["known", "unknown", "missing"]:
        Value(props)[key].put(2)
        Value(props)["unknown"][key].put(2)
    Value(props).put(2)
    assert props == {"known": 2, "unknown": UNKNOWN, "missing": 2}


def test_key_is_found_whatever_its_casing():
    props = Value({"Owner": "me", "unknown": UNKNOWN})
    assert (props.at("owner").text, props.at("owner").path) == ("me", "Owner")
    assert (props.at("team").missing, props.at("team").path) == (True, "team")
    assert props["unknown"].at("owner").unknown
