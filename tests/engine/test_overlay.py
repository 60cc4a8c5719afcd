"""One overlay file of the catalogue reaches program, policies and the local Azure alike."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

VARIABLE = "AZURE_OPENAI_CATALOG_OVERLAY"

NEW_MODEL = """
source: announcement
as_of: 2026-11-23
models:
  models:
    gpt-7:
      family: gpt-7
      format: OpenAI
      versions:
        "2026-11-20":
          lifecycle: ga
          new_deployments: allowed
          retirement_date: 2028-05-20
          skus: {DataZoneStandard: [swedencentral]}
"""

RETIRED = """
source: announcement
as_of: 2026-11-23
models:
  models:
    gpt-5.1:
      versions:
        "2025-11-13": {retirement_date: 2026-11-01}
"""


def project_with(new_project: Callable[..., Any], folder: Path, overlay: str) -> Any:
    """A project whose environment names an overlay."""
    path = folder / "overlay.yaml"
    path.write_text(overlay)
    return new_project(**{VARIABLE: str(path)})


def test_a_model_that_only_the_overlay_knows_is_deployed_under_policy(
    new_project: Callable[..., Any], tmp_path: Path, repository: Path
) -> None:
    project = project_with(new_project, tmp_path, NEW_MODEL)
    with project.settings() as settings:
        settings["accounts"]["eu"]["deployments"]["next"] = {
            "model": {"name": "gpt-7", "version": "2026-11-20"},
            "sku": {"name": "DataZoneStandard", "capacity": 10},
        }
    project.up("--policy-pack", str(repository / "policies"))
    assert project.outputs()["deployments"]["eu"]["next"]["retirement_date"] == "2028-05-20"


def test_a_date_that_only_the_overlay_knows_stops_the_preview(new_project: Callable[..., Any], tmp_path: Path) -> None:
    project = project_with(new_project, tmp_path, RETIRED)
    assert "gpt-5.1 2025-11-13 was retired on 2026-11-01." in project.pulumi("preview", fails=True)


@pytest.mark.parametrize("with_policies", [False, True])
def test_an_overlay_that_cannot_be_used_is_answered_with_all_its_problems(
    new_project: Callable[..., Any], tmp_path: Path, repository: Path, with_policies: bool
) -> None:
    project = project_with(new_project, tmp_path, "source: ours\nas_of: soon\nmodels: {model: {}}\n")
    pack = ["--policy-pack", str(repository / "policies")] if with_policies else []
    printed = project.pulumi("preview", *pack, fails=True)
    assert f"{tmp_path}/overlay.yaml: as_of: 'soon' is no date. Use YYYY-MM-DD." in printed
    assert f"{tmp_path}/overlay.yaml: models.model: cannot be corrected. Use one of models," in printed
    assert "Traceback" not in printed
