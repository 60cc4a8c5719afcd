"""The page that says of every setting what a change of it does to what is there."""

import dataclasses
import inspect
import typing
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from azure_openai.hosting import COMPONENTS

from .components_reference import types_below

TABLE = Path(__file__).with_name("updates.yaml")

_HEADER = """# What a change does

Generated from `scripts/generators/updates.yaml`: do not edit. Before you change a setting of something in use, look here
what that does. Every line was previewed on the real engine over resources that were there; `pulumi preview` says the
same of your own change, and the `Meanwhile` column what the preview does not say.

- **In place**: Azure changes the resource; what it serves goes on.
- **Replaced, new one first**: the new one is there before the old one goes.
- **Replaced, old one first**: there is neither for a while.
- **Comes**, **goes**: a resource is added or deleted, nothing takes its place.
- **No resource**: Azure is not asked.

An entry more or less in a map, such as `deployments`, comes or goes and leaves the others alone. So does a part that is
given for the first time or taken away, such as `lock`; what it turns on in an account changes there in place. `protect:
true` on an account or a deployment makes Pulumi refuse to replace or delete it.
"""

_NAMES = {
    "ResourceGroup": "resource group",
    "Account": "account",
    "RaiBlocklist": "blocklist",
    "RaiBlocklistItem": "blocklist term",
    "RaiPolicy": "content filter",
    "Deployment": "deployment",
    "ManagementLockByScope": "lock",
    "Secret": "secret",
    "Vault": "vault",
    "Key": "key",
    "UserAssignedIdentity": "identity",
    "RoleAssignment": "role assignment",
    "VirtualNetwork": "virtual network",
    "Subnet": "subnet",
    "NetworkSecurityGroup": "security group",
    "PrivateZone": "DNS zone",
    "VirtualNetworkLink": "link of a DNS zone",
    "PrivateEndpoint": "private endpoint",
    "PrivateDnsZoneGroup": "DNS registration",
    "Workspace": "workspace",
    "SavedSearch": "saved search",
    "DiagnosticSetting": "diagnostic setting",
    "MetricAlert": "alert rule",
    "ActionGroup": "action group",
    "Budget": "budget",
    "Pricing": "Defender plan",
}
"""What the page calls a class of azure-native, in the order in which it names them."""

_WITHIN = {
    "ResourceGroup": set(_NAMES) - {"ResourceGroup"},
    "Account": {"RaiBlocklist", "RaiBlocklistItem", "RaiPolicy", "Deployment"},
    "VirtualNetwork": {"Subnet"},
    "PrivateZone": {"VirtualNetworkLink"},
    "PrivateEndpoint": {"PrivateDnsZoneGroup"},
    "Vault": {"Key"},
}
"""What lies in a resource and shares its fate, by class."""

_EFFECTS = {
    "delete first": "Replaced, old one first",
    "create first": "Replaced, new one first",
    "in place": "In place",
    "created": "Comes",
    "deleted": "Goes",
}
"""How the page words what happens to resources, what weighs most first."""


def generate() -> str:
    """The page."""
    rows = {setting: row for row in yaml.safe_load(TABLE.read_text("utf-8"))["rows"] for setting in row["settings"]}
    args = [typing.get_type_hints(component.__init__)["args"] for component in COMPONENTS]
    below = [cls for cls in types_below(args) if dataclasses.is_dataclass(cls)]
    titles = [component.__name__ for component in COMPONENTS] + [cls.__name__ for cls in below]
    contents = [f"- [{title}](#{title.lower()})" for title in titles[: len(args)]]
    sections = [_section(title, cls, rows) for title, cls in zip(titles, [*args, *below], strict=True)]
    return "\n".join([_HEADER, *contents, "", *sections])


def _section(title: str, cls: type, rows: dict[str, Any]) -> str:
    """The settings of a class, in the order of docs/components.md."""
    owners = {name: base for base in cls.__mro__ for name in inspect.get_annotations(base)}
    lines = [
        _line(name, hint, rows.get(f"{owners[name].__name__}.{name}"))
        for name, hint in typing.get_type_hints(cls).items()
    ]
    return "\n".join(
        [f"## {title}\n", "| Setting | A change | Meanwhile | The calm way |", "|---|---|---|---|", *lines, ""]
    )


def _line(name: str, hint: Any, row: dict[str, Any] | None) -> str:
    """A setting's line. Those of a single value have a row; others may, for what happens when it is given or taken."""
    held = held_settings(hint)
    see = f"Its settings: [{held.__name__}](#{held.__name__.lower()})." if held else ""
    if row is None:
        if held is None:
            raise LookupError(f"{TABLE.name} has no row for a setting {name!r}.")
        return f"| `{name}` | {see} |  |  |"
    change = " ".join(filter(None, [_effect(row["does"]), see]))
    meanwhile = " ".join(filter(None, [row.get("meanwhile"), _only_shown(row)]))
    return f"| `{name}` | {change} | {meanwhile} | {row.get('calm', '')} |"


def held_settings(hint: Any) -> type | None:
    """The settings class that a setting holds, one or a list or map of them; None if it holds plain values."""
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return hint
    return next((held for inner in typing.get_args(hint) if (held := held_settings(inner))), None)


def _only_shown(row: dict[str, Any]) -> str:
    replaced = [kind for effect, kinds in row.get("unknown", {}).items() if effect != "in place" for kind in kinds]
    return f"A preview shows the {_listing(replaced)} as replaced; the update leaves it alone." if replaced else ""


def _effect(does: dict[str, Any]) -> str:
    """What happens, and to what."""
    by_words: defaultdict[str, str] = defaultdict(str)
    for effect, kinds in does.items():
        by_words[_EFFECTS[effect]] = _listing(kinds)
    sentences = [f"{words}: {by_words[words]}." for words in _EFFECTS.values() if words in by_words]
    return " ".join(sentences) or "No resource."


def _listing(kinds: Iterable[str]) -> str:
    """The names of the classes, of what lies in another one that is named only that."""
    given = set(kinds)
    inner = {kind for outer in given for kind in _WITHIN.get(outer, ()) if kind in given}
    names = [
        name + (" and what is in it" if _WITHIN.get(kind, set()) & given else "")
        for kind, name in _NAMES.items()
        if kind in given - inner
    ]
    return ", ".join(names)
