"""`ptu` and `place`: how much, and where."""

from pathlib import Path

import pytest

from .conftest import Command

LOAD = ("--calls-per-minute", 600, "--prompt-tokens", 1000, "--output-tokens", 200)
PRICES = ("--input-price", 1.25, "--output-price", 10)


def by_sku(document) -> dict[str, dict[str, object]]:
    return {row["sku"]: row for row in document["skus"]}


def test_a_load_is_sized_for_every_sku_that_takes_it(command: Command) -> None:
    rows = by_sku(command("ptu", "gpt-5.1", *LOAD, "--json").document)
    assert rows["GlobalStandard"]["capacity"] == 720
    assert rows["GlobalProvisionedManaged"]["capacity"] % 5 == 0
    assert rows["ProvisionedManaged"]["capacity"] % 50 == 0
    assert "thousand tokens per minute" in command("ptu", "gpt-5.1", *LOAD).out


def test_requests_count_where_the_quota_table_has_no_row(command: Command) -> None:
    calls = ("--calls-per-minute", 600, "--prompt-tokens", 10, "--output-tokens", 0)
    for arguments, capacity in ((("gpt-4o",), 100), (("o1", "--version", "2024-12-17"), 3600)):
        rows = by_sku(command("ptu", *arguments, *calls, "--json").document)
        for sku in ("Standard", "GlobalStandard", "DataZoneStandard"):
            assert (rows[sku]["capacity"], rows[sku]["bound_by"]) == (capacity, "requests"), (arguments, sku)


def test_a_capacity_of_which_requests_are_not_known_says_so(command: Command) -> None:
    ran = command("ptu", "text-embedding-ada-002", *LOAD, "--sku", "Standard")
    assert ran.code == 0
    assert "at least, for the tokens alone." in ran.out and "How many requests a unit of Standard buys" in ran.out
    assert "bound by" not in ran.out


def test_the_unit_is_that_of_the_model(command: Command) -> None:
    row = by_sku(command("ptu", "gpt-image-2", *LOAD, "--json").document)["GlobalStandard"]
    assert (row["capacity"], row["unit"], row["bound_by"]) == (600, "requests per minute", "requests")
    ran = command("ptu", "whisper", *LOAD)
    assert ran.code == 6
    assert "What a unit of Standard buys for whisper is not known" in ran.err


def test_prices_tell_where_buying_pays_and_a_curve_the_cheapest_mix(command: Command, tmp_path: Path) -> None:
    curve = tmp_path / "day.csv"
    curve.write_text("hours,calls_per_minute\n8,2000\n16,100\n")
    arguments = (
        "ptu",
        "gpt-5.1",
        *LOAD,
        *PRICES,
        "--ptu-price",
        0.1,
        "--curve",
        curve,
        "--sku",
        "GlobalProvisionedManaged",
    )
    row = by_sku(command(*arguments, "--json").document)["GlobalProvisionedManaged"]
    assert row["break_even"]["utilisation"] < 1
    assert row["mix"]["cost"] == pytest.approx(row["mix"]["provisioned_cost"] + row["mix"]["spillover_cost"])
    printed = command(*arguments).out
    assert "Where provisioned capacity pays" in printed and "Cheapest mix over the load curve" in printed


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (("gpt-51", *LOAD), 2, "gpt-5.1"),
        (("gpt-5.1", *LOAD, "--cached-share", 2), 2, "cached_share: is 2.0. Use 0 to 1."),
        (("gpt-5.1", *LOAD, "--input-price", 1), 2, "A price is missing."),
        (("gpt-5.1", *LOAD, "--curve", "x.csv"), 2, "The cheapest mix needs prices."),
        (("gpt-5.1", *LOAD, "--sku", "PTU"), 2, "Azure has no deployment SKU 'PTU'."),
        (
            ("gpt-audio", *LOAD, "--sku", "GlobalProvisionedManaged"),
            6,
            "is not known: the provisioned throughput sizing",
        ),
        (("gpt-5.1",), 2, "--calls-per-minute"),
    ],
)
def test_what_cannot_be_sized_is_told(command: Command, arguments, code: int, expected: str) -> None:
    ran = command("ptu", *arguments)
    assert ran.code == code
    assert expected in ran.err


@pytest.mark.parametrize("text", ["", "hours\n3\n", "hours,calls_per_minute\nx,1\n", "hours,calls_per_minute\n"])
def test_a_curve_that_is_none_is_refused(command: Command, tmp_path: Path, text: str) -> None:
    curve = tmp_path / "day.csv"
    curve.write_text(text)
    ran = command("ptu", "gpt-5.1", *LOAD, *PRICES, "--curve", curve)
    assert ran.code == 2
    assert "load curve" in ran.err


def test_places_are_ranked_with_reasons(command: Command) -> None:
    choices = command("place", "gpt-5.1", "--residency", "eu", *LOAD, "--json").document["choices"]
    assert choices[0]["sku"].startswith("DataZone")
    assert choices[0]["works"] is True
    assert choices[0]["reasons"]
    assert len(choices) == 10
    assert "DataZoneStandard" in command("place", "gpt-5.1", "--residency", "eu").out


def test_several_models_share_a_region(command: Command) -> None:
    regions = command("place", "gpt-5.1", "text-embedding-3-large", "--json").document["regions"]
    assert [choice["model"] for choice in regions[0]["choices"]] == ["gpt-5.1", "text-embedding-3-large"]
    assert len({choice["region"] for choice in regions[0]["choices"]}) == 1


def test_a_demand_that_nothing_meets_stops_a_pipeline(command: Command) -> None:
    ran = command("place", "gpt-5.1", "--residency", "usgov", "--region", "swedencentral")
    assert ran.code == 3
    assert "x " in ran.out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("gpt-5.1", "--residency", "europe"), "residency"),
        (("gpt-5.1", "--region", "swedencentrl"), "swedencentral"),
        (("gpt-5.1", "--calls-per-minute", 5), "Give all three, or none."),
        (("gpt-51",), "gpt-5.1"),
    ],
)
def test_a_demand_that_makes_no_sense_is_refused(command: Command, arguments, expected: str) -> None:
    ran = command("place", *arguments)
    assert ran.code == 2
    assert expected in ran.err
