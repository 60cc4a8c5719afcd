"""`retirements`: the calendar of a stack's deployments."""

import re
from datetime import date
from pathlib import Path

import icalendar
import pytest

from .conftest import Command


def test_retirements_come_in_order_with_what_follows(command: Command, project: Path) -> None:
    document = command("retirements", "--within", 0, "--json").document
    days = [one["retirement_date"] for one in document["deployments"]]
    assert days == sorted(days)
    chat = next(one for one in document["deployments"] if one["where"] == "local.accounts.eu.deployments.chat")
    assert (chat["retirement_date"], chat["days_left"], chat["at_retirement"]) == ("2027-05-15", 173, "stops")
    assert chat["successors"]
    assert "gpt-5.1" in command("retirements", "--within", 0).out


@pytest.mark.parametrize(("within", "code"), [(0, 0), (172, 3), (173, 3)])
def test_what_retires_soon_stops_a_pipeline(
    command: Command, project: Path, change, monkeypatch: pytest.MonkeyPatch, within: int, code: int
) -> None:
    monkeypatch.setenv("AZURE_OPENAI_TODAY", "2026-11-23")
    assert command("retirements", "--within", within).code == code


def test_what_azure_upgrades_by_itself_stops_nothing(command: Command, project: Path, stack_file: Path) -> None:
    text = stack_file.read_text()
    for version in ("2025-11-13", "2025-08-07", "1"):
        text = text.replace(f', version: "{version}"', "")
    stack_file.write_text(text.replace("content_filter:", "version_policy: auto\n            content_filter:"))
    ran = command("retirements", "--within", 365)
    assert ran.code == 0
    assert "Warning:" in ran.out and "Azure begins to upgrade the deployment" in ran.out


def test_a_retired_model_stops_a_pipeline_whatever_the_horizon(
    command: Command, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AZURE_OPENAI_TODAY", "2027-06-01")
    ran = command("retirements", "--within", 0)
    assert ran.code == 3
    assert "gpt-5.1 2025-11-13 is retired since 2027-05-15" in ran.out
    assert re.search(r"2027-05-15 +17 ago  stopped ", ran.out)


def test_the_last_day_is_one_day(command: Command, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_OPENAI_TODAY", "2027-05-14")
    assert "retires 2027-05-15, in 1 day. The deployment stops then" in command("retirements", "--within", 1).out


def test_the_calendar_is_one_that_other_programs_read(command: Command, project: Path) -> None:
    target = project / "retirements.ics"
    command("retirements", "--ics", target)
    first = target.read_bytes()
    events = icalendar.Calendar.from_ical(first).walk("VEVENT")
    chat = next(event for event in events if "deployments.chat/" in event["UID"])
    assert chat["DTSTART"].dt == date(2027, 5, 15)
    assert "gpt-5.1 2025-11-13 retires" in chat["SUMMARY"]
    assert len({event["UID"] for event in events}) == len(events) == 3
    command("retirements", "--ics", target)
    assert target.read_bytes() == first


def test_a_successor_that_is_not_offered_there_is_told_so_wherever_it_is_named(
    command: Command, project: Path, change
) -> None:
    change("sku: {name: DataZoneStandard, capacity: 100}", "sku: {name: DataZoneBatch, capacity: 100}")
    ran = command("retirements", "--within", 365, "--ics", "days.ics")
    row, problem = (line for line in ran.out.splitlines() if "deployments.chat" in line and "-small" not in line)
    events = icalendar.Calendar.from_ical((project / "days.ics").read_bytes()).walk("VEVENT")
    event = next(event for event in events if "deployments.chat/" in event["UID"])
    for told in (row, problem, event["DESCRIPTION"]):
        assert "gpt-5.6-sol 2026-07-09 (proposal, not offered here)" in told


@pytest.mark.parametrize("arguments", [("retirements",), ("stack", "show")])
def test_a_state_that_holds_nothing_is_told_so(command: Command, project: Path, arguments: tuple[str, ...]) -> None:
    (project / "empty.json").write_text('{"deployment": {"resources": []}}')
    told = command(*arguments, "--state", "empty.json").out
    assert "Warning: stack empty: It has no Azure OpenAI account. Look into empty.json." in told
    (problem,) = command(*arguments, "--state", "empty.json", "--json").document["problems"]
    assert problem["is_warning"]


def test_a_model_the_catalogue_does_not_know_is_a_warning(command: Command, project: Path, change) -> None:
    change("name: gpt-5.1", "name: gpt-7")
    ran = command("retirements", "--within", 0)
    assert ran.code == 0
    assert "is not in the catalogue" in ran.out


def test_a_fine_tuned_model_retires_on_its_own_day(command: Command, project: Path, change) -> None:
    change('name: gpt-5.1, version: "2025-11-13"', 'name: o4-mini-2025-04-16.ft-0a1b, version: "1"')
    tuned = next(d for d in command("retirements", "--json").document["deployments"] if ".ft-" in d["model"])
    assert (tuned["retirement_date"], tuned["at_retirement"]) == ("2027-11-19", "stops")
    assert [(one["model"], one["needs_training"]) for one in tuned["successors"]] == [("gpt-5", True)]
    assert "retires 2027-11-19" in command("stack", "show", "local").out
    counters = [pool["pool"]["counter"] for pool in command("quota", "--json").document["pools"]]
    assert "OpenAI.DataZoneStandard.o4-mini-finetune" in counters


def test_a_sku_that_does_not_exist_is_told_where_it_stands(command: Command, project: Path, change) -> None:
    change("name: DataZoneStandard", "name: DataZoneStandart")
    ran = command("retirements")
    assert ran.code == 2
    assert "local.accounts.eu.deployments.chat.sku: Azure has no deployment SKU 'DataZoneStandart'" in ran.err


def test_a_misspelt_model_is_told_with_the_nearest(command: Command, project: Path, change) -> None:
    change("name: gpt-5.1", "name: gpt-51")
    told = " ".join(command("retirements", "--within", 0).out.split())
    assert "gpt-51 2025-11-13 is not in the catalogue. Ask Azure, or add it to an overlay. Nearest: gpt-5.1" in told
