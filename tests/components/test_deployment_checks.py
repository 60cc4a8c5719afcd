"""What is said of an account's deployments before Azure is asked, and what follows from them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_openai import ModelDeployment
from azure_openai.plan import in_order, summary
from azure_openai_catalog import skus

from .conftest import deployment, problems_of, told_of

FINE_TUNED = "gpt-4.1-mini-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83"


def pair(source: dict[str, Any] | None = None, target: dict[str, Any] | None = None) -> dict[str, Any]:
    base = deployment("DataZoneProvisionedManaged", spillover="overflow")
    return {"deployments": {"base": {**base, **(source or {})}, "overflow": {**deployment(), **(target or {})}}}


def tuned(sku: str = "Standard", **changes: Any) -> dict[str, Any]:
    return {"deployments": {"d": deployment(sku, model={"name": FINE_TUNED, "version": "1", **changes})}}


@pytest.mark.parametrize(
    ("account", "where", "what"),
    [
        # Spillover
        (pair({"spillover": "other"}), "base.spillover",
         "'other' is no other deployment of this account. Known: overflow."),
        (pair({"spillover": "base"}), "base.spillover",
         "'base' is no other deployment of this account. Known: overflow."),
        (pair({"sku": {"name": "GlobalStandard", "capacity": 1}}), "base.spillover",
         "is given, but GlobalStandard cannot spill over. "
         "Remove it, or use ProvisionedManaged, DataZoneProvisionedManaged, GlobalProvisionedManaged."),
        (pair(target={"sku": {"name": "GlobalBatch", "capacity": 1}}), "base.spillover",
         "'overflow' has SKU GlobalBatch, which cannot be a target. Use Standard, DataZoneStandard."),
        (pair(target={"sku": {"name": "GlobalStandard", "capacity": 1}}), "base.spillover",
         "'overflow' has SKU GlobalStandard: what spills over could be processed where DataZoneProvisionedManaged never "
         "is. Use Standard, DataZoneStandard."),
        (pair(target={"model": {"name": "gpt-5", "version": "2025-08-07"}}), "base.spillover",
         "'overflow' serves gpt-5 2025-08-07, this gpt-5.1 2025-11-13. Azure wants the same model and version."),
        (pair(target={"model": {"name": "gpt-5.1"}, "version_policy": "auto"}), "base.spillover",
         "needs the same version on both, which `auto` does not promise for 'overflow'. Pin the version of both."),
        (pair(target={"content_filter": "none"}), "base.spillover",
         "'overflow' names no content filter. Give it one; what spills over is filtered there."),
        # Fine-tuned models
        (tuned(version="2025-04-14"), "d.model.version",
         "'2025-04-14' is no version of a fine-tuned model. Use \"1\". "
         "If it is newer than the catalogue, set `not_in_catalog: true`."),
        ({"deployments": {"d": deployment(model={"name": FINE_TUNED}, version_policy="auto")}}, "d.version_policy",
         "is `auto`, but fine-tuned models are not upgraded. Use `pinned`."),
        ({"deployments": {"d": deployment(model={"name": FINE_TUNED})}}, "d.model.version",
         "is required while the version is pinned. Add \"1\", the one of a fine-tuned model."),
        ({"deployments": {"d": deployment("DeveloperTier")}}, "d.sku.name",
         "DeveloperTier takes fine-tuned models only. Use Standard, DataZoneStandard, GlobalStandard."),
        (tuned("DeveloperTier", name="gpt-5-2025-08-07.ft-0a1b"), "d.sku.name",
         "DeveloperTier takes no gpt-5-2025-08-07. Use Standard, DataZoneStandard, GlobalStandard."),
        (tuned("Developer"), "d.sku.name", "Azure has no deployment SKU 'Developer'. Use DeveloperTier."),
        ({"deployments": {f"d{n}": deployment(model={"name": FINE_TUNED, "version": "1"}) for n in range(11)}}, "",
         "has 11 of fine-tuned models, an account takes 10. Add a second account."),
        # Kind
        ({"deployments": {"d": deployment(model={"name": "gpt-oss-120b", "version": "1"})}}, "d.model",
         "gpt-oss-120b has format OpenAI-OSS, which an account of kind OpenAI does not serve. "
         "Set `kind: AIServices` for the account."),
    ],
)  # fmt: skip
def test_what_deployments_of_an_account_cannot_do(account: dict[str, Any], where: str, what: str) -> None:
    assert told_of(**account)["deployments" + f".{where}".rstrip(".")] == what


def test_sound_pairs_and_fine_tuned_models_have_no_errors() -> None:
    assert problems_of(**pair()) == []
    assert problems_of(**tuned("DeveloperTier")) == []
    assert [problem.is_warning for problem in problems_of(**tuned("Standard"))] == [True]


def test_the_outputs_tell_when_deployments_of_a_fine_tuned_model_stop() -> None:
    settings = ModelDeployment(**tuned("DeveloperTier")["deployments"]["d"])
    assert summary("d", settings, None)(None)["retirement_date"] == "2027-10-14"


def test_a_version_policy_without_effect_only_warns() -> None:
    found = problems_of(
        deployments={"d": deployment("GlobalBatch", model={"name": "gpt-5.1"}, version_policy="auto")},
    )
    assert [(problem.where, problem.is_warning) for problem in found] == [("deployments.d.version_policy", True)]


@given(st.dictionaries(st.sampled_from("abcdef"), st.none() | st.sampled_from("uvwxyz")))
def test_targets_come_before_what_spills_over_to_them_whatever_the_keys(spillovers: dict[str, str | None]) -> None:
    targets = {target: None for target in spillovers.values() if target}
    deployments = {
        key: ModelDeployment(**deployment("DataZoneProvisionedManaged", spillover=target))
        for key, target in {**spillovers, **targets}.items()
    }
    ordered = [key for key, _ in in_order(deployments)]
    assert sorted(ordered) == sorted(deployments)
    for key, target in spillovers.items():
        assert target is None or ordered.index(target) < ordered.index(key)
    assert ordered == [key for key, _ in in_order(dict(reversed(deployments.items())))]


@given(st.sampled_from(skus.names()), st.sampled_from(skus.names()))
def test_spillover_never_widens_where_requests_are_processed(source: str, target: str) -> None:
    found = problems_of(
        deployments={
            "base": deployment(source, 100, spillover="overflow"),
            "overflow": deployment(target, 100),
        }
    )
    ours, theirs = skus.find(source), skus.find(target)
    assert ours and theirs
    sound = ours.billing == "provisioned" and theirs.billing == "standard"
    sound = sound and skus.residency_rank(theirs.scope) <= skus.residency_rank(ours.scope)
    assert any(problem.where == "deployments.base.spillover" for problem in found) != sound
