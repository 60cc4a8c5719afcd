"""`catalog refresh`: an overlay of what Azure offers and the catalogue does not."""

from datetime import date
from pathlib import Path

from azure_openai_catalog import models, overlay

from ..conftest import Command
from .conftest import SUBSCRIPTION, model


def test_the_catalogue_is_brought_up_to_what_azure_offers(
    command: Command, project: Path, azure, overlay_of_ones_own: None
) -> None:
    moved = model("gpt-5.1", "2025-11-13", deprecation={"inference": "2027-08-01T00:00:00Z"},
                  skus=[{"name": "DataZoneStandard"}, {"name": "SkuOfTomorrow"}])  # fmt: skip
    rows = [
        moved,
        model("gpt-7", "2027-01-01"),
        model("gpt-4", "0613", "Deprecated"),
        {**model("llama", "1"), "model": {"name": "llama", "format": "Meta"}},
    ]
    azure({"/locations/spaincentral/models": (200, {"value": rows})})
    before = models.find("gpt-5.1", "2025-11-13")
    assert before is not None and before.regions is not None
    ran = command("catalog", "refresh", "--region", "spaincentral", "--subscription", SUBSCRIPTION, "-o", "o.json")
    assert ran.code == 0, ran.err
    assert "AZURE_OPENAI_CATALOG_OVERLAY=" in ran.err
    assert "Asked: 1 region." in ran.out
    overlay.use("o.json")
    after = models.find("gpt-5.1", "2025-11-13")
    assert after is not None and after.regions is not None
    assert after.retirement_date == date(2027, 8, 1)
    assert after.regions["DataZoneStandard"] == before.regions["DataZoneStandard"] | {"spaincentral"}
    assert after.regions["GlobalStandard"] == before.regions["GlobalStandard"] - {"spaincentral"}
    assert after.regions["Standard"] == before.regions["Standard"]
    assert after.max_output_tokens == before.max_output_tokens
    new = models.find("gpt-7", "2027-01-01")
    assert new is not None and new.regions_for("GlobalStandard") == {"spaincentral"}
    assert "llama" not in models.names()
    assert command("catalog", "refresh", "--region", "nowhere", "--subscription", SUBSCRIPTION).code == 2


def test_a_catalogue_that_is_up_to_date_is_left_alone(
    command: Command, project: Path, azure, overlay_of_ones_own: None
) -> None:
    known = models.find("gpt-5.1", "2025-11-13")
    assert known is not None and known.regions is not None and known.retirement_date is not None
    skus = [{"name": name} for name, regions in known.regions.items() if regions and "swedencentral" in regions]
    row = model("gpt-5.1", "2025-11-13", skus=skus, deprecation={"inference": f"{known.retirement_date}T00:00:00Z"})
    azure({"/locations/swedencentral/models": (200, {"value": [row]})})
    arguments = ("catalog", "refresh", "--region", "swedencentral", "--subscription", SUBSCRIPTION, "--json")
    assert command(*arguments).document["models"] == {}
