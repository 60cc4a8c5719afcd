"""The user's overlay corrects every look-up."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from azure_openai_catalog import AS_OF, capacity, models, overlay, ptu, quotas, regions, sources
from azure_openai_catalog.capacity import Load
from azure_openai_catalog.problems import CatalogError, NotKnown

from .conftest import OVERLAY_HEADER, Use


def test_a_correction_reaches_every_look_up(use: Use) -> None:
    assert models.find("gpt-5.1", "2025-11-13") is not None
    use(
        OVERLAY_HEADER
        + """
models:
  models:
    gpt-5.1:
      versions:
        "2025-11-13": {retirement_date: 2027-08-01}
    gpt-7:
      format: OpenAI
      family: gpt-7
      versions:
        2026-12-01:
          lifecycle: ga
          new_deployments: allowed
          skus: {GlobalStandard: [belgiumcentral], GlobalProvisionedManaged: null}
regions:
  regions:
    belgiumcentral: {data_zone: eu}
ptu:
  models:
    gpt-6-luna:
      global_and_data_zone: {min_ptu: 15, increment: 5}
      input_tpm_per_ptu: 9000
      token_weights: gpt6
quotas:
  irregular_counter_names: {gpt-7: gpt7}
  default_quota:
    gpt-7:
      GlobalStandard: {tpm_thousands: [1, 2, 3, 4, 5, 6], requests: [1, 2, 3, 4, 5, 6], period_seconds: 60}
""",
    )
    corrected = models.find("gpt-5.1", "2025-11-13")
    assert corrected is not None and corrected.retirement_date == date(2027, 8, 1)
    assert corrected.context_window == 400_000, "what is not corrected stays"
    added = models.resolve("gpt-7", None, AS_OF)
    assert added.regions_for("GlobalStandard") == {"belgiumcentral"}
    assert added.regions_for("GlobalProvisionedManaged") is None
    assert regions.data_zone("Belgium Central") == "eu"
    assert quotas.pool("GlobalStandard", "gpt-7", "belgiumcentral").counter == "OpenAI.GlobalStandard.gpt7"
    assert quotas.default_limit("gpt-7", "2026-12-01", "GlobalStandard", 2) == 2
    assert capacity.busy_ptu(Load(9, 1000, 0), "gpt-6-luna") == 1


def test_without_it_everything_is_as_shipped_again(use: Use) -> None:
    use(OVERLAY_HEADER + "ptu: {prices: {per_ptu_and_hour: {GlobalProvisionedManaged: 0.75}}}")
    assert ptu.price_per_hour("GlobalProvisionedManaged") == 0.75
    overlay.use(None)
    assert ptu.price_per_hour("GlobalProvisionedManaged") == 1
    with pytest.raises(NotKnown):
        ptu.sizing("gpt-6-luna")


def test_the_source_of_a_corrected_entry_is_the_overlay(tmp_path: Path, use: Use) -> None:
    use(OVERLAY_HEADER + "roles: {roles: {Reader: {allows: look}}}")
    corrected, other = sources.of("roles", "roles", "Reader"), sources.of("roles", "roles", "Owner")
    assert (corrected.is_overlay, corrected.as_of) == (True, date(2026, 12, 1))
    assert str(corrected) == f"models API of our subscription ({tmp_path}/overlay.yaml) (as of 2026-12-01)"
    assert not other.is_overlay and other.as_of == AS_OF


def test_the_environment_brings_it_into_every_process(tmp_path: Path) -> None:
    content = {"source": "ours", "as_of": "2026-12-01", "regions": {"regions": {"belgiumcentral": {"data_zone": None}}}}
    path = tmp_path / "overlay.json"
    path.write_text(json.dumps(content))
    program = "from azure_openai_catalog import regions; print(regions.is_known('belgiumcentral'))"

    def run(**more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, **more}, capture_output=True, text=True
        )

    assert run(**{overlay.VARIABLE: str(path)}).stdout == "True\n"
    assert run(**{overlay.VARIABLE: ""}).stdout == "False\n"
    missing = run(**{overlay.VARIABLE: str(tmp_path / "none.json")})
    assert f"{tmp_path}/none.json: cannot be read: No such file or directory. Correct the path, or" in missing.stderr


def test_an_unknown_area_is_answered_with_the_nearest() -> None:
    with pytest.raises(CatalogError, match=r"no area 'model'\. Use models"):
        sources.of("model")
    assert all(str(sources.of(name)) for name in sources.names())
