"""What importing the catalogue costs, against importing the standard modules it is made of.

scripts/local python benchmarks/catalog_import.py
"""

import statistics
import subprocess
import sys
import time

MODULES = (
    "api, capacity, content_filters, data_handling, lifecycle, limits, mix, models, networking, overlay, placement, "
    "problems, ptu, quota_limits, quota_plan, quotas, regions, roles, skus, sources, tasks"
)
PROGRAMS = {
    "standard modules": "import dataclasses, datetime, enum, functools, importlib.resources, json, os, re",
    "catalogue, all modules": f"from azure_openai_catalog import {MODULES}",
    "catalogue, and a first look-up": f"from azure_openai_catalog import {MODULES}; models.find('gpt-5.1', '2025-11-13')",
}
RUNS = 21


def timed(program: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True)
    return (time.perf_counter() - started) * 1000


def main() -> None:
    times = {name: [timed(program) for _ in range(RUNS)] for name, program in PROGRAMS.items()}
    baseline = statistics.median(times["standard modules"])
    print("| Program | Median of fresh interpreters | Beyond the standard modules | Ratio |\n|---|---|---|---|")
    for name, values in times.items():
        median = statistics.median(values)
        print(f"| {name} | {median:.0f} ms | {median - baseline:.0f} ms | {median / baseline:.2f} |")


if __name__ == "__main__":
    main()
