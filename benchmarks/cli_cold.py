"""How long each command takes in a fresh process, on the project's own stacks, where no network is needed.

scripts/local python benchmarks/cli_cold.py
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from azure_openai_cli.exits import ExitCode

ROOT = Path(__file__).resolve().parent.parent
LOAD = ("--calls-per-minute", "600", "--prompt-tokens", "1000", "--output-tokens", "200")
COMMANDS = (
    ("--help",),
    ("models",),
    ("models", "show", "gpt-5.1"),
    ("regions",),
    ("quota", "--tier", "1"),
    ("quota", "fit", "--tier", "1"),
    ("ptu", "gpt-5.1", *LOAD),
    ("place", "gpt-5.1", "--residency", "eu", *LOAD),
    ("retirements", "--within", "0"),
    ("filters",),
    ("roles",),
    ("data-handling",),
    ("stack", "show", "local"),
    ("report", "--tier", "1", "--output", str(Path(tempfile.gettempdir()) / "azure-openai-benchmark.html")),
)
ANSWERED = (ExitCode.done, ExitCode.findings)
"""How a command ends that did its work: tier 1 is too small for our stacks, which is a finding."""

RUNS = 11
BUDGET_MS = 500


def timed(arguments: tuple[str, ...]) -> float:
    """Milliseconds of one run."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "azure_openai_cli", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    elapsed = (time.perf_counter() - started) * 1000
    if done.returncode not in ANSWERED:
        sys.exit(f"`{' '.join(arguments)}` ended with {done.returncode}:\n{done.stderr}")
    return elapsed


def main() -> None:
    """Print a table; fail when a median is over the budget."""
    slow = False
    print("| Command | Median | Slowest |\n|---|---|---|")
    for arguments in COMMANDS:
        times = [timed(arguments) for _ in range(RUNS)]
        median = statistics.median(times)
        slow |= median > BUDGET_MS
        print(f"| `{' '.join(arguments[:3])}` | {median:.0f} ms | {max(times):.0f} ms |")
    if slow:
        sys.exit(f"A command takes more than {BUDGET_MS} ms.")


if __name__ == "__main__":
    main()
