"""What planning the quota of many stacks costs.

scripts/local python benchmarks/quota_planning.py
"""

import statistics
import time

from azure_openai_catalog import models, skus
from azure_openai_catalog.quota_limits import Holding, Limits
from azure_openai_catalog.quota_plan import fit, plan_quota

STACKS, DEPLOYMENTS, RUNS = 50, 20, 7
REGIONS = ("swedencentral", "francecentral", "eastus2", "westus3", "japaneast")


def holdings() -> list[Holding]:
    """A thousand deployments over 50 stacks, with models, SKUs and regions in turn."""
    versions = list(models.all_versions())
    kinds = [name for name in skus.names() if skus.resolve(name).billing in ("standard", "provisioned")]
    return [
        Holding(
            where=f"stack{stack}.accounts.a.deployments.d{number}",
            model=(version := versions[(stack * DEPLOYMENTS + number) % len(versions)]).model,
            version=version.version,
            sku=kinds[number % len(kinds)],
            region=REGIONS[stack % len(REGIONS)],
            capacity=10 + number,
            maximum=500,
        )
        for stack in range(STACKS)
        for number in range(DEPLOYMENTS)
    ]


def timed(wanted: list[Holding]) -> float:
    started = time.perf_counter()
    plan = plan_quota(wanted, Limits(tier=2), own=wanted)
    plan.problems()
    fit(plan)
    return (time.perf_counter() - started) * 1000


def main() -> None:
    wanted = holdings()
    first, *others = (timed(wanted) for _ in range(RUNS))
    print("| Deployments | Stacks | First | Median of the others |\n|---|---|---|---|")
    print(f"| {len(wanted)} | {STACKS} | {first:.0f} ms | {statistics.median(others):.0f} ms |")


if __name__ == "__main__":
    main()
