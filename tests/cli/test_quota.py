"""`quota` and `quota fit`: pools of stacks, and capacities that fit."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from .conftest import Command

CHAT = "OpenAI.DataZoneStandard.gpt-5.1"
SMALL = "OpenAI.DataZoneStandard.gpt-5-mini"
EMBEDDINGS = "OpenAI.DataZoneStandard.text-embedding-3-large"
DECLARED = "    quota: {tier: 1}\n"

Change = Callable[[str, str], None]


def test_every_pool_of_the_project_is_summed_up(command: Command, project: Path, stack_file: Path) -> None:
    (stack_file.parent / "Pulumi.second.yaml").write_text(stack_file.read_text())
    ran = command("quota", "--tier", 1, "--json")
    assert ran.code == 0
    pools = {pool["pool"]["counter"]: pool for pool in ran.document["pools"]}
    assert [one["where"] for one in pools[CHAT]["deployments"]] == [
        "local.accounts.eu.deployments.chat",
        "second.accounts.eu.deployments.chat",
    ]
    assert pools[CHAT]["pool"] == {"scope": "data_zone", "where": "eu", "counter": CHAT, "unknown_model": None}
    assert pools[CHAT]["limit"] == 300


def test_a_pool_that_is_too_small_stops_a_pipeline_and_says_what_fits(command: Command, project: Path) -> None:
    ran = command("quota", "--stack", "local", "--tier", 1, "--limit", f"{CHAT}=70")
    assert ran.code == 3
    assert "Lower `local.accounts.eu.deployments.chat` from 100 to 70" in ran.out
    assert "the limit is 70 (given)" in ran.out


def test_a_stack_given_twice_counts_once(command: Command, project: Path, stack_file: Path) -> None:
    once = command("quota", "--stack", "local", "--json").document
    assert command("quota", "--stack", "local", "--stack", "local", "--stack", stack_file, "--json").document == once


def test_a_stack_given_by_file_and_by_state_is_refused(command: Command, project: Path) -> None:
    def state(project_name: str) -> Path:
        urn = f"urn:pulumi:local::{project_name}::pulumi:pulumi:Stack::{project_name}-local"
        resources = [{"urn": urn, "type": "pulumi:pulumi:Stack"}]
        path = project / f"{project_name}.json"
        path.write_text(json.dumps({"version": 3, "deployment": {"resources": resources}}))
        return path

    own = yaml.safe_load((project / "Pulumi.yaml").read_text())["name"]
    ran = command("quota", "--stack", "local", "--state", state(own))
    assert ran.code == 2
    assert f"{own}.json are of one stack, local: it would count twice. Give one of them" in ran.err
    assert command("quota", "--stack", "local", "--state", state("another")).code == 0


def test_a_limit_nobody_knows_is_a_warning(command: Command, project: Path, change: Change) -> None:
    change(DECLARED, "")
    ran = command("quota")
    assert ran.code == 0
    assert f"Warning: {CHAT} (eu): wants 100; its limit is not known" in ran.out


def test_what_the_stack_says_of_its_quota_holds_unless_an_option_says_otherwise(
    command: Command, project: Path, change: Change
) -> None:
    change(DECLARED, f"    quota: {{tier: 2, offer: default, limits: {{{CHAT}: 90}}}}\n")

    def limits(*options: object) -> dict[str, int]:
        return {
            pool["pool"]["counter"]: pool["limit"] for pool in command("quota", "--json", *options).document["pools"]
        }

    assert (limits()[CHAT], limits()[SMALL]) == (90, 670)
    assert limits("--limit", f"{CHAT}=95")[CHAT] == 95
    assert limits("--tier", 3)[SMALL] == 1000
    ran = command("quota")
    assert ran.code == 3
    assert "the limit is 90 (given)" in ran.out


def test_what_only_some_of_the_stacks_say_is_not_taken_for_the_others(
    command: Command, project: Path, stack_file: Path, change: Change
) -> None:
    without = stack_file.read_text().replace(DECLARED, "").replace("{name: gpt-5-mini,", "{name: gpt-5,")
    (stack_file.parent / "Pulumi.second.yaml").write_text(without)
    change(DECLARED, f"    quota: {{tier: 1, limits: {{{CHAT}: 90, {SMALL}: 95}}}}\n")

    def limits(*options: object) -> list[int | None]:
        pools = {pool["pool"]["counter"]: pool for pool in command("quota", "--json", *options).document["pools"]}
        return [pools[counter]["limit"] if counter in pools else None for counter in (CHAT, SMALL, EMBEDDINGS)]

    assert limits("--stack", "local") == [90, 95, 1000]
    assert limits("--stack", "second") == [None, None, None]
    assert limits() == [None, 95, None], "only gpt-5-mini is of the first stack alone"
    assert limits("--tier", 2) == [670, 95, 2000]


def test_what_fits_is_proposed_within_the_bounds(command: Command, project: Path) -> None:
    limits = ("--tier", 1, "--limit", f"{CHAT}=70")
    changes = command("quota", "fit", *limits, "--max", "embeddings=1000", "--json").document["changes"]
    assert {(change["where"].rsplit(".", 1)[-1], change["new"]) for change in changes} == {
        ("chat", 70),
        ("embeddings", 1000),
    }
    ran = command("quota", "fit", *limits, "--min", "eu.deployments.chat=80")
    assert ran.code == 3
    assert "need 80 at least, 70 are available" in ran.out


def test_a_minimum_above_the_present_capacity_raises_it(command: Command, project: Path) -> None:
    changes = command("quota", "fit", "--tier", 2, "--min", "chat=500", "--json").document["changes"]
    assert [(change["old"], change["new"]) for change in changes] == [(100, 500)]


def test_a_minimum_above_the_maximum_is_refused_with_both(command: Command, project: Path) -> None:
    ran = command("quota", "fit", "--min", "chat=1500", "--max", "chat=1200")
    assert ran.code == 2
    assert "local.accounts.eu.deployments.chat: --min is 1,500, --max is 1,200. Lower --min, or raise --max." in ran.err


def test_what_fits_is_written_and_nothing_else_is_touched(
    command: Command, project: Path, stack_file: Path, change: Change
) -> None:
    change("# An EU data zone", "# Ü: an EU data zone")
    before = stack_file.read_text(encoding="utf-8")
    ran = command("quota", "fit", "--limit", f"{CHAT}=70", "--write")
    assert ran.code == 0
    assert stack_file.read_text(encoding="utf-8") == before.replace("capacity: 100}", "capacity: 70}")
    assert command("quota", "--limit", f"{CHAT}=70").code == 0


OWN = "sku: {name: DataZoneStandard, capacity: 100}"


@pytest.mark.parametrize(
    "sku",
    [
        "sku: {<<: *sku}",
        "sku: {<<: {name: DataZoneStandard, capacity: 100}}",
        "sku: *sku",
        "sku: {name: DataZoneStandard, capacity: *hundred}",
        "sku: &own {name: DataZoneStandard, capacity: 100}\n            tags: *own",
        "sku: {name: DataZoneStandard, capacity: &own 100}\n            tags: {of: *own}",
    ],
)
def test_a_capacity_that_is_not_its_deployments_alone_is_told_and_nothing_is_written(
    command: Command, project: Path, stack_file: Path, change: Change, sku: str
) -> None:
    (stack_file.parent / "Pulumi.first.yaml").write_text(stack_file.read_text())
    change("config:\n", "x: {sku: &sku {name: DataZoneStandard, capacity: &hundred 100}}\nconfig:\n")
    change(OWN, sku)
    before = stacks(stack_file)
    ran = command("quota", "fit", "--limit", f"{CHAT}=70", "--write")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"Error: local.accounts.eu.deployments.chat.sku.capacity: {stack_file} takes it from an anchor, an alias or a "
        "merge key, so that it is not this deployment's alone. Give the deployment a capacity of its own.\n"
    )
    assert stacks(stack_file) == before


def test_two_deployments_of_one_node_get_no_number_together(
    command: Command, project: Path, stack_file: Path, change: Change
) -> None:
    change("          chat:\n", "          chat: &chat\n")
    change("          chat-small:\n", "          chat2: *chat\n          chat-small:\n")
    before = stacks(stack_file)
    ran = command("quota", "fit", "--limit", f"{CHAT}=70", "--write")
    assert ran.code == 2
    assert "2 problems" in ran.err and "chat.sku.capacity" in ran.err and "chat2.sku.capacity" in ran.err
    assert stacks(stack_file) == before


def test_a_capacity_of_ones_own_is_written_beside_anchors_and_aliases(
    command: Command, project: Path, stack_file: Path, change: Change
) -> None:
    change(OWN, "sku: &sku {name: DataZoneStandard, capacity: 100}")
    change("sku: {name: DataZoneStandard, capacity: 90}", "sku: {<<: *sku, capacity: !!int &unused 500}")
    change("sku: {name: DataZoneStandard, capacity: 120}", 'sku: {<<: *sku, "capacity": 5_000 } # 5_000')
    before = stack_file.read_text()
    ran = command("quota", "fit", "--write")
    assert ran.code == 0, ran.err
    after = before.replace("&unused 500", "&unused 300").replace("5_000 }", "1000 }")
    assert stack_file.read_text() == after


def stacks(beside: Path) -> dict[str, bytes]:
    """What the stack files hold."""
    return {path.name: path.read_bytes() for path in beside.parent.iterdir()}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_stay_as_they_are(
    command: Command, project: Path, stack_file: Path, line_end: str, mark: bytes
) -> None:
    before = mark + stack_file.read_bytes().replace(b"\n", line_end.encode())
    stack_file.write_bytes(before)
    assert command("quota", "fit", "--limit", f"{CHAT}=70", "--write").code == 0
    assert stack_file.read_bytes() == before.replace(b"capacity: 100}", b"capacity: 70}")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("quota", "--tier", 9), "There is no quota tier 9. Use 1 to 6."),
        (
            ("quota", "--limit", "chat"),
            "'chat' is no NAME=NUMBER. Write for example OpenAI.GlobalStandard.gpt-5.1=500.",
        ),
        (("quota", "fit", "--min", "chat"), "'chat' is no NAME=NUMBER. Write for example chat=50."),
        (("quota", "fit", "--min", "cat=3"), "No deployment is called 'cat'."),
        (("quota", "fit", "--min", "chat=0"), "minimum: is 0."),
        (("quota", "--stack", "prod"), "Stacks with a file: local."),
        (("quota", "--stack", "prod", "--state", "none.json"), "2 problems"),
    ],
)
def test_what_makes_no_sense_is_refused(command: Command, project: Path, arguments, expected: str) -> None:
    ran = command(*arguments)
    assert ran.code == 2
    assert expected in ran.err


def test_an_unknown_sku_is_told_with_its_path(command: Command, project: Path, change: Change) -> None:
    change("{name: DataZoneStandard, capacity: 100}", "{name: Datazone, capacity: 100}")
    ran = command("quota")
    assert ran.code == 2
    assert "local.accounts.eu.deployments.chat.sku: Azure has no deployment SKU 'Datazone'." in ran.err
