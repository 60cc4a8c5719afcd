"""What holds for every type: what is created comes back, imports without a difference, and goes again."""

from typing import Any

import pytest

from azure_emulator.provider.metadata import TYPES


def build(engine: Any, samples: dict[str, dict[str, Any]]) -> dict[str, tuple[str, dict[str, Any]]]:
    return {kind: engine.create(kind, inputs) for kind, inputs in samples.items()}


def test_every_type_has_a_sample(samples: dict[str, dict[str, Any]]) -> None:
    assert set(samples) == set(TYPES)


def test_an_import_rebuilds_inputs_that_the_same_program_does_not_change(
    engine: Any, samples: dict[str, dict[str, Any]]
) -> None:
    for kind in samples:
        id, outputs = engine.create(kind, samples[kind])
        read_id, read, inputs = engine.read(kind, id)
        assert (read_id, read) == (id, outputs), kind
        checked, failures = engine.check(kind, inputs)
        assert (failures, engine.diff(kind, inputs, checked, read)) == ({}, {}), kind
        given = {name: value for name, value in samples[kind].items() if TYPES[kind].path.find(f"{{{name}}}") > 0}
        assert {name: inputs[name] for name in given} == given, kind
        engine.update(kind, id, read, inputs)


def test_a_refresh_without_a_change_changes_nothing(engine: Any, samples: dict[str, dict[str, Any]]) -> None:
    for kind, (id, outputs) in build(engine, samples).items():
        inputs, _ = engine.check(kind, samples[kind])
        assert engine.read(kind, id, outputs, inputs)[2] == inputs, kind


def test_a_preview_knows_no_more_than_what_comes_true(engine: Any, samples: dict[str, dict[str, Any]]) -> None:
    for kind, inputs in samples.items():
        _, planned = engine.create(kind, inputs, preview=True)
        _, outputs = engine.create(kind, inputs)
        surprises = {
            name: (value, outputs.get(name))
            for name, value in planned.items()
            if not _agrees(engine.UNKNOWN, value, outputs.get(name))
        }
        assert not surprises, kind


def _agrees(unknown: str, planned: Any, real: Any) -> bool:
    """Whether everything that was planned is there; Azure may add to it."""
    if planned == unknown:
        return True
    if isinstance(planned, dict) and isinstance(real, dict):
        return all(_agrees(unknown, value, real.get(name)) for name, value in planned.items())
    if isinstance(planned, list) and isinstance(real, list):
        return all(_agrees(unknown, one, other) for one, other in zip(planned, real, strict=False))
    return planned == real


def test_a_patch_of_nothing_changes_nothing(engine: Any, samples: dict[str, dict[str, Any]]) -> None:
    for kind, (id, _) in build(engine, samples).items():
        version = TYPES[kind].api_version
        before = engine.arm.request("GET", id, api_version=version)
        patched = engine.arm.request("PATCH", id, api_version=version, body={})
        assert patched.status in (200, 405), (kind, patched)
        assert engine.arm.request("GET", id, api_version=version) == before, kind


def test_everything_goes_again_in_reverse(engine: Any, samples: dict[str, dict[str, Any]]) -> None:
    built = build(engine, samples)
    for kind, (id, _) in reversed(built.items()):
        engine.delete(kind, id)
    assert engine.arm.contents()["resources"] == []
    assert engine.read("security:Pricing", built["security:Pricing"][0])[1]["pricingTier"] == "Free"


@pytest.mark.parametrize("kind", ["monitor:MetricAlert", "privatedns:PrivateZone"])
def test_a_global_resource_gets_the_groups_location_unless_the_program_says_global(
    engine: Any, samples: dict[str, dict[str, Any]], kind: str
) -> None:
    engine.create("resources:ResourceGroup", samples["resources:ResourceGroup"])
    inputs = {name: value for name, value in samples[kind].items() if name != "location"}
    assert engine.check(kind, inputs)[0]["location"] == "swedencentral"
    with pytest.raises(engine.Refusal, match="List of available regions for the resource type is 'global'"):
        engine.create(kind, inputs)
