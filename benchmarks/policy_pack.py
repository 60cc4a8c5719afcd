"""What the policy pack costs: a preview with it against the same preview with a pack of one rule that does nothing.

    scripts/local python benchmarks/policy_pack.py [--runs 7] [--accounts 6]

Both previews run in turn on the same engine and emulator, on a platform of about 200 Azure resources by default, with the
pack as it comes (profile standard). An empty pack starts a Python process and receives every resource too, so that the
ratio is the rules' own price.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from overhead import REPOSITORY, Project, large_settings

PACK = REPOSITORY / "policies"

EMPTY = """\
from pulumi_policy import PolicyPack, ResourceValidationPolicy

nothing = ResourceValidationPolicy(name="nothing", description="Asks for nothing.", validate=lambda args, report: None)
PolicyPack(name="empty", policies=[nothing])
"""


def empty_pack(folder: Path) -> Path:
    """A pack that asks for nothing."""
    folder.mkdir()
    (folder / "__main__.py").write_text(EMPTY)
    manifest = (PACK / "PulumiPolicy.yaml").read_text()
    (folder / "PulumiPolicy.yaml").write_text(manifest.replace("virtualenv: venv", f"virtualenv: {REPOSITORY}/.venv"))
    return folder


def timed(project: Project, *arguments: str) -> float:
    """Seconds that a preview of a stack takes that does not exist yet."""
    started = time.perf_counter()
    project.pulumi("preview", "-s", "bench", *arguments)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7, help="pairs of previews, after one that is not counted")
    parser.add_argument("--accounts", type=int, default=6, help="accounts of the platform, with 28 deployments each")
    options = parser.parse_args()
    settings = large_settings()
    platform = next(iter(settings.values()))
    platform["accounts"] = dict(list(platform["accounts"].items())[: options.accounts])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project = Project(folder / "project", (REPOSITORY / "__main__.py").read_text(), settings)
        project.start_from_nothing()
        ours = ("--policy-pack", str(PACK))
        theirs = ("--policy-pack", str(empty_pack(folder / "empty")))
        timed(project, *ours)
        pairs = [(timed(project, *ours), timed(project, *theirs)) for _ in range(options.runs)]
    with_pack, without = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    print("| Preview | Our pack | Empty pack | Ratio (median of pairs) |\n|---|---|---|---|")
    print(
        f"| {options.accounts} accounts with 28 deployments each | {with_pack:.2f} s | {without:.2f} s | {ratio:.2f} |"
    )


if __name__ == "__main__":
    main()
