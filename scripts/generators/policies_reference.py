"""What is made from the rules: the page of policies and the JSON schema of configuration files."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from azure_openai_policies import RULES
from azure_openai_policies.rule import ResourceRule, Rule

PARITY = Path(__file__).with_name("policies_parity.json")
"""The rules' counterparts elsewhere, by rule."""

PROFILE_FOLDER = Path(__file__).resolve().parents[2] / "policies" / "profiles"
PROFILES = ("dev", "standard", "regulated")
LEVELS = ("advisory", "mandatory", "remediate", "disabled")
GROUPS = {
    "NET": "Network",
    "IAM": "Identity and access",
    "DP": "Data protection",
    "RES": "Location and residency",
    "MOD": "Models",
    "RAI": "Content filters",
    "CAP": "Capacity and cost",
    "LOG": "Logging",
    "TAG": "Tags and names",
    "OPS": "Operations",
}

INTRODUCTION = """\
<!-- Made by `scripts/generate` from the rules; change them, not this file. -->

# Policies

{count} rules about Azure OpenAI, judged in previews, in updates and over saved state, on anybody's Pulumi program that
declares it with the provider azure-native, whatever the API version.

## Use them

```sh
(cd policies && pulumi install)                                                           # once; not under scripts/local
pulumi preview --policy-pack policies                                                     # profile standard
pulumi preview --policy-pack policies --policy-pack-config policies/profiles/regulated.json
pulumi policy analyze --file state.json --policy-pack policies                            # a stack that exists
```

`pulumi stack export > state.json` gives the saved state. [examples/ci](../examples/ci) has workflows for pull requests.
`python policies/release.py FOLDER` writes a pack that needs nothing of this repository; a plain copy of the folder lacks the
catalogue. `azure-openai policy report` ([docs/cli.md](cli.md)) turns what the engine tells into a table, SARIF and JUnit:

```sh
PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true pulumi preview --json --policy-pack policies > preview.jsonl
azure-openai policy report --sarif preview.sarif --junit preview.xml preview.jsonl
```

## Configure them

A configuration file is JSON: a level, or a level and options, by rule. Start from a file of
[policies/profiles](../policies/profiles); [schema.json](../policies/profiles/schema.json) completes and checks it in an
editor (Pulumi takes no `$schema` key in the file itself, so tell the editor which schema to use). Use it: Pulumi refuses a
value that does not fit, but says nothing of a rule or an option that does not exist.

```json
{
  "net-05-private-endpoint": "mandatory",
  "rai-05-severity-ceiling": {"enforcementLevel": "mandatory", "maxSeverity": "Low"}
}
```

A value that is given replaces the default as a whole: lists are not merged. Levels are `advisory` (tells), `mandatory`
(stops), `disabled`, and `remediate`, which puts right what the rule found where it has a remedy and stops otherwise. The key
`all` sets the level of all rules that are not listed.

What a preview does not know yet is told as an advisory note, "can't run policy ... is not known yet"; the update judges
again when the value is known. A rule about a resource by itself does so before the resource is touched. A rule about a
resource with its stack does so when all resources are made: it fails the update, and the next one has to put it right.

**Environment.** Rules that ask for more in production take the environment from their option `environment`, else from the
stack's tag `environment`, else from the stack's name; their option `production` says which names count.

**Waivers** let one resource off one rule for a while. They stand in one list, with OPS-03, which also judges them: an
expired, unknown or too broad waiver is a violation, and does not hold; one that lacks a key is refused with the whole
configuration. `resource` is the name in the program, or a URN where several are called the same. OPS-05 reports those in use
on every run.

```json
{
  "ops-03-waivers-in-order": {
    "waivers": [
      {
        "rule": "NET-01",
        "resource": "assistant-playground",
        "who": "Ada Lovelace",
        "why": "Workshop on 12 March, CHG-1234",
        "until": "2027-03-13"
      }
    ]
  }
}
```

**Life cycles** are judged by the dated tables of the catalogue. Option `today` of MOD-05 and MOD-06 sets the day, option
`table` corrects a date, and MOD-06 says when the catalogue is old.

**Limits.** Stack rules join resources by the inputs that passed before them. They need at least one resource rule in force,
which OPS-03 is unless it is disabled; else they say that they saw none. Messages show the values that they are about:
Pulumi's SDK does not tell rules which of them are secret, so a secret tag or address that breaks a rule stands in its message,
and in the SARIF and JUnit files made from it. Judged are azure-native's own resources: not what an ARM template
(`resources:Deployment`) or a generic resource (`resources:Resource`) makes. A content filter policy of the subscription
(`SubscriptionRaiPolicy`, a preview) is taken for one of another stack: RAI-03 asks to list it, its filters are not judged. Not
to be seen in a program are system messages, token usage, what a portal changes, and the reading of keys by function call.
"""


def page() -> str:
    """The page."""
    parity = json.loads(PARITY.read_text(encoding="utf-8"))
    lines = [INTRODUCTION.replace("{count}", str(len(RULES))), "## All rules", "", *_overview()]
    for prefix, title in GROUPS.items():
        lines += ["", f"## {title}"]
        for rule in RULES:
            if rule.id.startswith(f"{prefix}-"):
                lines += ["", *_section(rule, parity[rule.id])]
    return "\n".join(lines) + "\n"


def schema() -> str:
    """JSON schema of a configuration file."""
    content = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Configuration of the policy pack azure-openai",
        "type": "object",
        "properties": {"all": {"enum": list(LEVELS), "description": "Level of all rules that are not listed."}}
        | {rule.name: _rule_schema(rule) for rule in RULES},
        "additionalProperties": False,
    }
    return json.dumps(content, indent=2) + "\n"


def levels() -> dict[str, dict[str, str]]:
    """Level of each rule, by profile and name."""
    profiles = {name: json.loads((PROFILE_FOLDER / f"{name}.json").read_text(encoding="utf-8")) for name in PROFILES}
    return {name: {rule.name: _level(rule, profile) for rule in RULES} for name, profile in profiles.items()}


def _level(rule: Rule, profile: Mapping[str, Any]) -> str:
    chosen = profile.get(rule.name, rule.level.value)
    return chosen if isinstance(chosen, str) else str(chosen.get("enforcementLevel", rule.level.value))


def _rule_schema(rule: Rule) -> dict[str, Any]:
    level = {"enum": list(LEVELS)}
    options = {
        "type": "object",
        "properties": {"enforcementLevel": level, **rule.options},
        "additionalProperties": False,
    }
    return {"description": f"{rule.id} {rule.title}. {rule.description}", "anyOf": [level, options]}


def _overview() -> Iterator[str]:
    by_profile = levels()
    yield f"| Rule | Name | Severity | {' | '.join(PROFILES)} | Remedies |"
    yield f"|---|---|---|{'---|' * len(PROFILES)}---|"
    for rule in RULES:
        told = " | ".join(by_profile[profile][rule.name] for profile in PROFILES)
        remedies = "yes" if isinstance(rule, ResourceRule) and rule.remedy else ""
        yield f"| [{rule.id}](#{_anchor(rule)}) {rule.title} | `{rule.name}` | {rule.severity.value} | {told} | {remedies} |"


def _section(rule: Rule, parity: Mapping[str, Any]) -> Iterator[str]:
    yield f"### {rule.id} {rule.title}"
    yield ""
    yield f"{rule.description} {rule.why}"
    yield ""
    yield f"- **Do:** {rule.remediation} [Documentation]({rule.url})"
    yield f"- **About:** each {rule.target.noun}, {'by itself' if isinstance(rule, ResourceRule) else 'with the stack'}"
    if rule.framework:
        frame = rule.framework
        yield f"- **Control:** {frame.name} {frame.version}, {frame.reference} ({frame.specification})"
    anchors = "; ".join(f"{source}: {', '.join(ids)}" for source, ids in parity.items() if source != "difference")
    yield f"- **Elsewhere:** {anchors or 'no counterpart'}"
    if "difference" in parity:
        yield f"- **Differs:** {parity['difference']}"
    if rule.options:
        yield ""
        yield "| Option | Default | Meaning |"
        yield "|---|---|---|"
        for name, option in rule.options.items():
            default = f"`{json.dumps(option['default'])}`" if "default" in option else "none"
            yield f"| `{name}` | {_cell(default)} | {_cell(option['description'])} |"


def _cell(text: str) -> str:
    """A text in a table, where a bar would begin the next cell."""
    return text.replace("|", r"\|")


def _anchor(rule: Rule) -> str:
    """The heading's anchor, as GitHub makes it."""
    kept = (letter for letter in f"{rule.id} {rule.title}".lower() if letter.isalnum() or letter in " -")
    return "".join(kept).replace(" ", "-")
