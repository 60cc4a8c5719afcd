"""What importing the components costs, against importing what they are made of.

    scripts/local python benchmarks/component_import.py

The baseline imports pulumi, pydantic and the azure-native modules that the components use.
"""

import statistics
import subprocess
import sys
import time

USED = """
import sys
from azure_openai import OpenAIPlatform
parts = [name.split('.') for name in sys.modules if name.startswith('pulumi_azure_native.')]
print(' '.join(sorted({part[1] for part in parts if len(part) > 2})))
"""
"""Prints the azure-native modules that are loaded, not only announced: the package loads a module when it is used."""

RUNS = 15


def timed(program: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True)
    return (time.perf_counter() - started) * 1000


def main() -> None:
    used = subprocess.run([sys.executable, "-c", USED], capture_output=True, text=True, check=True).stdout.split()
    loads = "; ".join(f"azure.{module}._utilities" for module in used)
    baseline = f"import pulumi, pydantic, pulumi_azure_native as azure; {loads}"
    programs = {
        "pulumi, pydantic, azure-native modules": baseline,
        "the same, `import azure_openai`": f"{baseline}; import azure_openai",
        "the same, and `OpenAIPlatform`": f"{baseline}; from azure_openai import OpenAIPlatform",
    }
    times: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(RUNS):
        for name, program in programs.items():
            times[name].append(timed(program))
    first = next(iter(times.values()))
    print("| Program | Median of fresh interpreters | Added (median of pairs) |\n|---|---|---|")
    for name, values in times.items():
        added = statistics.median(mine - theirs for mine, theirs in zip(values, first, strict=True))
        print(f"| {name} | {statistics.median(values):.0f} ms | {added:.0f} ms |")


if __name__ == "__main__":
    main()
