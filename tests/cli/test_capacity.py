"""`ptu` and `place`: how much, and where."""

from pathlib import Path

import pytest

from azure_openai_catalog import AS_OF, overlay, ptu

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
        (("gpt-5.1", *LOAD, "--cached-share", 2), 2, "--cached-share: is 2. Use 0 to 1."),
        (("gpt-5.1", *LOAD, "--input-price", 1), 2, "A price is missing."),
        (("gpt-5.1", *LOAD, *PRICES, "--ptu-price", -1), 2, "--ptu-price: is -1. Use 0 or more."),
        (("gpt-5.1", *LOAD, "--input-price", -1, "--output-price", 1), 2, "--input-price: is -1.0. Use 0 or more."),
        (("gpt-5.1", *LOAD, "--curve", "x.csv"), 2, "The cheapest mix needs prices."),
        (("gpt-5.1", *LOAD, "--sku", "GlobalBatch"), 2, "divide the tokens of your jobs by it."),
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


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ("gpt-4.1", "--calls-per-minute", 6, "--prompt-tokens", 200_000, "--output-tokens", 10),
            "--prompt-tokens: are 200,010 a call with the answer;",
        ),
        (
            ("gpt-5.1", "--calls-per-minute", 1e7, "--prompt-tokens", 1e5, "--output-tokens", 10),
            "a deployment takes 100,000.",
        ),
    ],
)
def test_what_is_known_to_be_impossible_is_not_called_unknown(command: Command, arguments, expected: str) -> None:
    ran = command("ptu", *arguments)
    assert ran.code == 3
    assert "impossible" in ran.out and expected in ran.out
    rows = by_sku(command("ptu", *arguments, "--json").document)
    assert rows["GlobalProvisionedManaged"]["works"] is False
    assert rows["GlobalStandard"]["works"] is True


def test_the_price_of_a_ptu_is_told_with_its_currency_and_source(command: Command) -> None:
    def price(*options: object) -> object:
        return by_sku(command("ptu", "gpt-5.1", *LOAD, *PRICES, *options, "--json").document)["ProvisionedManaged"][
            "ptu_price"
        ]

    assert price() == {"per_hour": 2.0, "currency": "USD", "source": ptu.PRICE_LIST}
    assert price("--ptu-price", 0.5) == {"per_hour": 0.5, "currency": None, "source": "--ptu-price"}
    printed = command("ptu", "gpt-5.1", *LOAD, *PRICES).out
    assert "2.00 USD" in printed and ptu.PRICE_LIST in printed


def test_every_line_of_a_curve_that_is_none_is_told(command: Command, tmp_path: Path) -> None:
    curve = tmp_path / "day.csv"
    curve.write_text("hours,calls_per_minute\n8,x\n,3\n8,100\n-1,4\n")
    ran = command("ptu", "gpt-5.1", *LOAD, *PRICES, "--curve", curve)
    assert ran.code == 2
    for problem in ("2.calls_per_minute: 'x' is no number.", "3.hours: is missing.", "5.hours: is -1."):
        assert f"{curve}:{problem}" in ran.err


def test_a_curve_as_excel_saves_it_is_read(command: Command, tmp_path: Path) -> None:
    curve = tmp_path / "day.csv"
    curve.write_bytes(b"\xef\xbb\xbfhours,calls_per_minute\r\n8,2000\r\n")
    assert command("ptu", "gpt-5.1", *LOAD, *PRICES, "--curve", curve).code == 0


@pytest.mark.parametrize("text", ["", "hours\n3\n", "hours,calls_per_minute\n"])
def test_a_curve_that_is_none_is_refused(command: Command, tmp_path: Path, text: str) -> None:
    curve = tmp_path / "day.csv"
    curve.write_text(text)
    ran = command("ptu", "gpt-5.1", *LOAD, *PRICES, "--curve", curve)
    assert ran.code == 2
    assert "load curve" in ran.err


def test_models_that_no_region_takes_together_are_told_one_by_one_with_reasons(command: Command) -> None:
    asked = ("place", "gpt-5.6-sol", "gpt-image-2", "--residency", "eu")
    ran = command(*asked, "--json")
    assert ran.code == 3
    assert ran.document["places"] == []
    models = {choice["model"]: choice for place in ran.document["alone"] for choice in place["choices"]}
    assert set(models) == {"gpt-5.6-sol", "gpt-image-2"}
    assert any(reason["weight"] == "excludes" for reason in models["gpt-image-2"]["reasons"])
    assert "No region takes gpt-5.6-sol and gpt-image-2 together; each alone" in command(*asked).out


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("models", "show", "dall-e-3"), "Model 'dall-e-3' is retired."),
        (("models", "show", "gpt-transcribe"), "The catalogue has no version of gpt-transcribe."),
        (("ptu", "gpt-transcribe", *LOAD), "No version of gpt-transcribe is known."),
        (("place", "sora-2"), "No version of sora-2 is in service. Successor: not known."),
    ],
)
def test_models_without_a_version_in_service_say_so(command: Command, asked: tuple[str, ...], told: str) -> None:
    ran = command(*asked)
    assert ran.code == 2
    assert told in ran.err


def test_places_are_ranked_with_reasons(command: Command) -> None:
    places = command("place", "gpt-5.1", "--residency", "eu", *LOAD, "--json").document["places"]
    assert len(places) == 10
    (winner,) = places[0]["choices"]
    assert winner["sku"].startswith("DataZone")
    assert winner["works"] is True
    assert winner["reasons"]
    assert "DataZoneStandard" in command("place", "gpt-5.1", "--residency", "eu").out


def test_several_models_share_a_region(command: Command) -> None:
    places = command("place", "gpt-5.1", "text-embedding-3-large", "--json").document["places"]
    assert [choice["model"] for choice in places[0]["choices"]] == ["gpt-5.1", "text-embedding-3-large"]
    assert places[0]["regions"]
    regions = [region for place in places for region in place["regions"]]
    assert len(regions) == len(set(regions))


def test_regions_of_which_the_same_is_said_share_a_row(command: Command) -> None:
    heavy = ("--tier", 1, "--calls-per-minute", 6000, "--prompt-tokens", 2000, "--output-tokens", 500)
    places = command("place", "gpt-5.1", *heavy, "--json").document["places"]
    working = [place["choices"][0]["sku"] for place in places if place["choices"][0]["works"]]
    assert len(working) == len(set(working)) == 6
    assert working[0] == "GlobalProvisionedManaged" and len(places[0]["regions"]) > 20
    printed = command("place", "gpt-5.1", *heavy).out
    assert "Paid by the hour, used or not: 7,580 USD an hour" in printed
    assert "Needs 15,000 units, tier 1 gives 1,000 by default" in printed


def test_a_speed_that_nothing_keeps_stops_a_pipeline(command: Command) -> None:
    ran = command("place", "gpt-5.1", "--tokens-per-second", 1000000)
    assert ran.code == 3
    assert "Its latency target is 50 tokens per second, 1,000,000 are demanded." in ran.out


def test_all_that_is_wrong_with_a_demand_is_told_at_once(command: Command) -> None:
    wrong = ("--residency", "europ", "--region", "mars", "--tier", 9)
    ran = command("place", "gpt-5.1", "gpt-5.11", *wrong)
    assert ran.code == 2
    assert "4 problems" in ran.err
    for named in ("model: Model 'gpt-5.11'", "--residency: ", "--region: ", "--tier: "):
        assert ran.err.count(f"- {named}") == 1, named


@pytest.mark.parametrize(
    "arguments",
    [
        ("ptu", "gpt-5.1", *LOAD),
        ("place", "gpt-5.1", "text-embedding-3-large"),
        ("quota",),
        ("quota", "fit", "--tier", 2),
    ],
)
def test_an_answer_carries_its_sources_and_their_day(command: Command, project: Path, arguments) -> None:
    document = command(*arguments, "--json").document
    assert document["catalog_as_of"] == AS_OF.isoformat()
    assert set(document["sources"]) == {"models", "quotas", "ptu"}
    assert "quotas-limits (2026-08-20" in document["sources"]["quotas"][0]
    assert f"Source: models, quotas, ptu of the catalogue of {AS_OF}." in command(*arguments).out


def test_facts_of_an_overlay_are_told_apart(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "overlay.yaml"
    path.write_text(
        "source: our sizing\nas_of: 2026-12-01\nptu: {models: {gpt-5.1: {input_tpm_per_ptu: 5000}}}\n", encoding="utf-8"
    )
    overlay.use(path)
    try:
        assert "corrected by our sizing" in command("ptu", "gpt-5.1", *LOAD).out
        assert "corrected by" not in command("ptu", "gpt-5", *LOAD).out
    finally:
        overlay.use(None)


def test_a_demand_that_nothing_meets_stops_a_pipeline(command: Command) -> None:
    ran = command("place", "gpt-5.1", "--residency", "usgov", "--region", "swedencentral")
    assert ran.code == 3
    assert "x " in ran.out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("gpt-5.1", "--residency", "europe"), "--residency: "),
        (("gpt-5.1", "--work", "batch", "--tokens-per-second", 50), "--tokens-per-second: is no matter for batch work"),
        (("gpt-5.1", "--region", "swedencentrl"), "swedencentral"),
        (("gpt-5.1", "--calls-per-minute", 5), "Give all three, or none."),
        (("gpt-51",), "gpt-5.1"),
    ],
)
def test_a_demand_that_makes_no_sense_is_refused(command: Command, arguments, expected: str) -> None:
    ran = command("place", *arguments)
    assert ran.code == 2
    assert expected in ran.err
