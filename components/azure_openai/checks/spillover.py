"""What must hold of a spillover target before Azure is asked."""

from typing import Iterator, Mapping

from azure_openai_catalog import skus
from azure_openai_catalog.problems import full_listing

from ..settings.deployments import ModelDeployment, VersionPolicy
from .deployments import NO_FILTER
from .problems import Problem


def spillover_problems(key: str, deployments: Mapping[str, ModelDeployment]) -> Iterator[Problem]:
    """Problems of the spillover of the deployment with this key; paths are relative to the deployment."""
    source = deployments[key]
    if source.spillover is None:
        return
    others = sorted(set(deployments) - {key})
    if source.spillover not in others:
        known = full_listing(others, empty="none; add one")
        yield Problem("spillover", f"{source.spillover!r} is no other deployment of this account.", f"Known: {known}.")
        return
    yield from (Problem("spillover", *said) for said in _pair_problems(source, deployments[source.spillover]))


def _pair_problems(source: ModelDeployment, target: ModelDeployment) -> Iterator[tuple[str, str]]:
    key = source.spillover
    ours, theirs = skus.find(source.sku.name), skus.find(target.sku.name)
    if ours and not ours.supports_spillover:
        able = full_listing(name for name in skus.names() if (sku := skus.find(name)) and sku.supports_spillover)
        yield f"is given, but {ours.name} cannot spill over.", f"Remove it, or use {able}."
    if theirs and not theirs.can_be_spillover_target:
        yield f"{key!r} has SKU {theirs.name}, which cannot be a target.", f"Use {full_listing(_targets_for(ours))}."
    elif ours and theirs and skus.residency_rank(theirs.scope) > skus.residency_rank(ours.scope):
        yield (
            f"{key!r} has SKU {theirs.name}: what spills over could be processed where {ours.name} never is.",
            f"Use {full_listing(_targets_for(ours))}.",
        )
    if target.spillover:
        yield f"{key!r} spills over itself.", "Azure spills over once; name the last target."
    if VersionPolicy.Auto in (source.version_policy, target.version_policy):
        yield f"needs the same version on both, which `auto` does not promise for {key!r}.", "Pin the version of both."
    elif _served(source) != _served(target):
        yield f"{key!r} serves {_served(target)}, this {_served(source)}.", "Azure wants the same model and version."
    if target.content_filter == NO_FILTER:
        yield f"{key!r} names no content filter.", "Give it one; what spills over is filtered there."


def _targets_for(source: skus.DeploymentSku | None) -> Iterator[str]:
    widest = skus.residency_rank(source.scope) if source else len(skus.SCOPES)
    for name in skus.names():
        sku = skus.find(name)
        if sku and sku.can_be_spillover_target and skus.residency_rank(sku.scope) <= widest:
            yield name


def _served(deployment: ModelDeployment) -> str:
    model = deployment.model
    return f"{model.name} {model.version}" if model.version else model.name
