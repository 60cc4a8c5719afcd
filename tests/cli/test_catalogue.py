"""`models`, `regions`, `filters`, `roles`: the catalogue's answers, for people and for programs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from azure_openai_catalog import content_filters, data_handling, models, regions, roles

from .conftest import Command


def test_models_lists_every_version_in_service(command: Command) -> None:
    listed = {
        (entry["model"], entry["version"]) for entry in command("models", "--retired", "--json").document["models"]
    }
    assert listed == {(model, version.version) for model in models.names() for version in models.versions(model)}
    in_service = command("models", "--json").document["models"]
    assert {entry["stage"] for entry in in_service}.isdisjoint({"retired"})
    assert len(in_service) < len(listed)


def test_an_interface_nobody_has_is_told_with_the_nearest(command: Command) -> None:
    ran = command("models", "--api", "respones")
    assert ran.code == 2
    assert "The catalogue has no interface 'respones'. Nearest: responses." in ran.err


def test_models_are_chosen_by_region_sku_interface_and_stage(command: Command) -> None:
    chosen = command(
        *("models", "--region", "Sweden Central", "--sku", "datazonestandard", "--api", "responses", "--stage", "ga"),
        "--json",
    ).document["models"]
    assert "gpt-5.1" in {entry["model"] for entry in chosen}
    for entry in chosen:
        assert "swedencentral" in entry["regions"]["DataZoneStandard"]
        assert "responses" in entry["apis"]
        assert entry["stage"] == "ga"


def test_a_table_has_a_line_for_each_version_when_piped(command: Command) -> None:
    ran = command("models", "--name", "gpt-5.1")
    line = next(line for line in ran.out.splitlines() if "gpt-5.1 " in line)
    assert "2025-11-13" in line and "2027-05-15" in line and "400,000" in line
    assert "\x1b" not in ran.out


def test_a_model_shows_regions_ptu_and_quota(command: Command) -> None:
    (version,) = command("models", "show", "gpt-5.1", "--json").document["versions"]
    assert version["provisioned"]["GlobalProvisionedManaged"] == {"minimum": 15, "increment": 5, "maximum": 100_000}
    assert version["quota_by_tier"]["DataZoneStandard"][0] == 300
    shown = command("models", "show", "gpt-5.1").out
    assert "15 + n x 5" in shown and "swedencentral" in shown


def test_a_model_shows_the_context_window_and_the_unit_of_each_sku(command: Command) -> None:
    rows = {line.split()[0]: line for line in command("models", "show", "gpt-4.1").out.splitlines() if line.strip()}
    assert "300,000" in rows["GlobalStandard"] and "thousand tokens per minute" in rows["GlobalStandard"]
    assert "128,000" in rows["GlobalBatch"] and "thousand enqueued tokens" in rows["GlobalBatch"]
    images = command("models", "show", "gpt-image-2").out
    assert "requests per minute" in next(line for line in images.splitlines() if "GlobalStandard" in line)


def test_a_retired_model_takes_no_new_deployments(command: Command) -> None:
    shown = command("models", "show", "o1", "--version", "2024-12-17").out
    assert "refused" in next(line for line in shown.splitlines() if "new deployments" in line)


def test_what_no_source_has_is_null_for_programs_and_said_to_people(command: Command) -> None:
    unknown = next(version for name in models.names() for version in models.versions(name) if version.regions is None)
    (entry,) = command("models", "show", unknown.model, "--version", unknown.version, "--json").document["versions"]
    assert entry["regions"] is None
    assert "Regions: not known." in command("models", "show", unknown.model, "--version", unknown.version).out


FINE_TUNED = "gpt-4.1-mini-2025-04-14.ft-0a1b"


def test_a_fine_tuned_model_is_told_by_the_name_azure_gave_it(command: Command) -> None:
    (version,) = command("models", "show", FINE_TUNED, "--json").document["versions"]
    assert (version["model"], version["version"], version["retirement_date"]) == (FINE_TUNED, "1", "2027-10-14")
    assert version["provisioned"]["ProvisionedManaged"]["minimum"] == 25
    load = ("--calls-per-minute", "60", "--prompt-tokens", "100", "--output-tokens", "10")
    assert command("ptu", FINE_TUNED, *load, "--json").document["skus"][0]["capacity"] == 7


def test_where_nobody_knows_a_model_is_offered_is_no_empty_answer(command: Command) -> None:
    ran = command("regions", "--model", "gpt-4.1-mini", "--sku", "DeveloperTier")
    assert "Not known: where gpt-4.1-mini 2025-04-14 is offered as DeveloperTier." in ran.out
    unknown = command("regions", "--model", FINE_TUNED, "--json").document
    assert unknown["regions"] == [] and "DeveloperTier" in unknown["not_known"][0]["skus"]
    assert command("regions", "--model", "gpt-5.1", "--json").document["not_known"] == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("gpt-9-2030.ft-0a1b", "Model 'gpt-9-2030', which gpt-9-2030.ft-0a1b is made from, is unknown"),
        ("gpt-5.1-2025-11-13.ft-0a1b", "gpt-5.1 2025-11-13 cannot be fine-tuned"),
    ],
)
def test_a_fine_tuned_model_that_cannot_be_is_refused(command: Command, name: str, told: str) -> None:
    for asked in (("models", "show", name), ("regions", "--model", name), ("place", name)):
        ran = command(*asked)
        assert ran.code == 2 and told in ran.err


def test_a_region_tells_what_it_offers(command: Command) -> None:
    (row,) = command("regions", "swedencentral", "--json").document["regions"]
    assert row["data_zone"] == "eu"
    offer = next(offer for offer in row["offers"] if offer["model"] == "gpt-5.1")
    assert "DataZoneStandard" in offer["skus"]
    assert "gpt-5.1" in command("regions", "swedencentral").out


def test_regions_are_chosen_by_model_and_sku(command: Command) -> None:
    rows = command("regions", "--model", "gpt-5.1", "--sku", "DataZoneStandard", "--json").document["regions"]
    known = models.versions("gpt-5.1")[0].regions_for("DataZoneStandard")
    assert {row["region"] for row in rows} == known
    assert len(command("regions", "--json").document["regions"]) == len(regions.names())


def test_filters_and_roles_are_complete(command: Command) -> None:
    assert [entry["name"] for entry in command("filters", "--json").document["filters"]] == list(
        content_filters.names()
    )
    assert [entry["name"] for entry in command("roles", "--json").document["roles"]] == list(roles.names())
    told = command("filters").out
    assert "Jailbreak" in told and "<entity> Protection" in told and "U.S. Social Security Number" in told
    (adherence,) = [line for line in told.splitlines() if "Task Adherence" in line]
    assert "not known" in adherence
    assert "Source: default safety policies" in told
    assert "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd" in command("roles", "cognitive services openai user").out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("models", "show", "gpt-51"), ["gpt-5.1"]),
        (("models", "show", "gpt-5.1", "--version", "2020-01-01"), ["2025-11-13"]),
        (("regions", "swedencentrl"), ["swedencentral"]),
        (("regions", "--model", "gpt5.1", "--sku", "DataZoneStandrd"), ["gpt-5.1", "DataZoneStandard", "2 problems"]),
        (("roles", "OpenAI User"), ["Cognitive Services OpenAI User"]),
        (("models", "--stage", "dead"), ["preview"]),
        (("models", "--name", "gtp-5.1"), ["Nearest: gpt-5.1"]),
        (("data-handling", "respnses"), ["responses"]),
        (("data-handling", "responses", "--topic", "abuse_monitoring"), ["Give a feature or a topic."]),
        (("data-handling", "--topic", "abuse"), ["abuse_monitoring"]),
        (("modles",), ["models"]),
    ],
)
def test_a_wrong_name_is_answered_with_the_right_ones(
    command: Command, arguments: tuple[str, ...], expected: list[str]
) -> None:
    ran = command(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert "Traceback" not in ran.err
    for word in expected:
        assert word in ran.err


def test_a_day_that_is_none_is_refused(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_OPENAI_TODAY", "tomorrow")
    ran = command("models")
    assert ran.code == 2
    assert "AZURE_OPENAI_TODAY" in ran.err


def test_the_stage_is_that_of_the_day(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_OPENAI_TODAY", "2027-05-15")
    (version,) = command("models", "show", "gpt-5.1", "--json").document["versions"]
    assert version["stage"] == "retired"


def test_what_azure_keeps_is_told_by_feature_and_topic(command: Command) -> None:
    document = command("data-handling", "--json").document
    assert [one["key"] for one in document["features"]] == [one.key for one in data_handling.features()]
    one = command("data-handling", "responses")
    assert "30 days" in one.out and "Sources:" in one.out
    assert "store: false" in one.out
    assert command("data-handling", "Responses").out == one.out
    for topic in data_handling.TOPICS:
        ran = command("data-handling", "--topic", topic)
        assert ran.code == 0 and "Sources:" in ran.out and "{'" not in ran.out


def test_an_overlay_reaches_every_answer_and_a_wrong_one_is_told(
    tmp_path: Path,
) -> None:
    path = tmp_path / "overlay.json"
    version = {"versions": {"2025-11-13": {"retirement_date": "2027-08-01"}}}
    path.write_text(json.dumps({"source": "ours", "as_of": "2026-12-01", "models": {"models": {"gpt-5.1": version}}}))
    environment = {**os.environ, "AZURE_OPENAI_CATALOG_OVERLAY": str(path)}

    def show() -> subprocess.CompletedProcess[str]:
        arguments = [sys.executable, "-m", "azure_openai_cli", "models", "show", "gpt-5.1"]
        return subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False)

    shown = show()
    assert "2027-08-01" in shown.stdout and "Source: ours" in shown.stdout
    path.write_text('{"models": {"modells": {}}, "source": "ours"}')
    refused = show()
    assert refused.returncode == 2
    assert "models.modells" in refused.stderr and "as_of" in refused.stderr and "Traceback" not in refused.stderr
