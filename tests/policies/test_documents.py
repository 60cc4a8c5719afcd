"""What is made from the rules, and what is said of them: the page, the schema, the profiles, the counterparts."""

import json
import re
from pathlib import Path

import pytest
import yaml

from azure_openai_policies import RULES

ROOT = Path(__file__).parents[2]
PROFILES = [ROOT / "policies" / "profiles" / f"{name}.json" for name in ("dev", "standard", "regulated")]
LEVELS = {"advisory", "mandatory", "remediate", "disabled"}
BY_NAME = {rule.name: rule for rule in RULES}


def test_links_of_the_page_lead_to_its_headings():
    page = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    links = re.findall(r"\]\(#([^)]+)\)", page)
    assert len(links) == len(RULES) and set(links) <= anchors


def test_tables_of_the_page_have_as_many_cells_in_every_row():
    page = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")
    for table in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1, table


@pytest.mark.parametrize("path", PROFILES, ids=lambda path: path.stem)
def test_profile_names_rules_levels_and_options_that_exist(path):
    for name, chosen in json.loads(path.read_text(encoding="utf-8")).items():
        options = dict(chosen) if isinstance(chosen, dict) else {"enforcementLevel": chosen}
        assert options.pop("enforcementLevel") in LEVELS, name
        assert options.keys() <= BY_NAME[name].options.keys(), name


def test_profiles_become_stricter():
    rank = {"disabled": 0, "advisory": 1, "remediate": 2, "mandatory": 2}

    def level(profile, rule):
        chosen = profile.get(rule.name, rule.level.value)
        return rank[chosen if isinstance(chosen, str) else chosen["enforcementLevel"]]

    profiles = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in PROFILES}
    assert profiles["standard"] == {}
    capacity = {"cap-01-deployment-capacity"}
    for rule in RULES:
        levels = [level(profiles[name], rule) for name in ("dev", "standard", "regulated")]
        assert levels[1] <= levels[2], rule.name
        assert levels[0] <= levels[1] or rule.name in capacity, rule.name


def test_every_rule_has_its_counterparts_or_a_word_on_why_not():
    parity = json.loads((ROOT / "scripts" / "generators" / "policies_parity.json").read_text(encoding="utf-8"))
    assert parity.keys() == {rule.id for rule in RULES}
    assert all(parity.values())
    policies = [guid for facts in parity.values() for guid in facts.get("Azure Policy", [])]
    assert all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", guid) for guid in policies)


@pytest.mark.parametrize("name", ["github.yml", "azure-pipelines.yml"])
def test_workflow_previews_with_the_pack_and_reports(name):
    text = (ROOT / "examples" / "ci" / name).read_text(encoding="utf-8")
    assert yaml.safe_load(text)
    for command in ("pulumi preview", "--policy-pack policies", "pulumi policy analyze", "azure-openai policy report"):
        assert command in text
    for profile in re.findall(r"policies/profiles/(\w+)\.json", text):
        assert profile in {path.stem for path in PROFILES}
