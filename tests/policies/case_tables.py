"""The tables of cases, and what the pack says of a row."""

import copy
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pulumi_policy.deserialize import SPECIAL_SECRET_SIG, SPECIAL_SIG_KEY
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE as UNKNOWN

from .pack import Outcome, Pack

CASES = Path(__file__).parent / "cases"


def secret_of(value: Any) -> dict[str, Any]:
    """A secret, as the protocol has it."""
    return {SPECIAL_SIG_KEY: SPECIAL_SECRET_SIG, "value": value}


class _Loader(yaml.CSafeLoader):
    """YAML with `!unknown` for a value that a preview does not know and `!secret` for a secret text."""


_Loader.add_constructor("!unknown", lambda loader, node: UNKNOWN)
_Loader.add_constructor("!secret", lambda loader, node: secret_of(loader.construct_scalar(node)))


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


def judge(row: Mapping[str, Any], pack: Pack | None = None) -> Outcome:
    """What the rule says of a row, in a pack of its own in which little else is in force."""
    pack = pack or Pack()
    pack.configure(row["rule"], row.get("settings", {}), only=True, beside=row.get("beside"))
    if "resources" in row:
        return judge_stack(pack, changed(row["resources"], row), row["rule"])
    pack.tag(row.get("stack_tags", {}))
    props, stack = changed(row["base"], row), row.get("stack", "test")
    outcomes = pack.analyze(row["type"], props, options=row.get("options"), stack=stack)
    return outcomes.get(row["rule"], Outcome())


def judge_stack(pack: Pack, declared: Mapping[str, Any], rule: str) -> Outcome:
    """Each resource passes with its inputs; its outputs are then a first preview's, unless `declared` says otherwise."""
    resources = [{"name": name, **facts} for name, facts in declared.items()]
    for resource in resources:
        if "inputs" in resource:
            pack.analyze(resource["type"], resource["inputs"], resource["name"])
            resource.setdefault("outputs", {"name": UNKNOWN, "properties": resource["inputs"].get("properties")})
    return pack.analyze_stack(resources).get(rule, Outcome())


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
