"""Importing the catalogue costs next to nothing: everybody does it at every start."""

import subprocess
import sys

MODULES = (
    "api, capacity, content_filters, data_handling, lifecycle, limits, mix, models, networking, overlay, placement, "
    "problems, ptu, quota_limits, quota_plan, quotas, regions, roles, skus, sources, tasks"
)


def output_of(program: str) -> set[str]:
    """Words a program prints in an interpreter of its own."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_import_brings_no_module_that_is_slow_and_not_needed() -> None:
    loaded = output_of(f"import sys; from azure_openai_catalog import {MODULES}; print(*sys.modules)")
    bare = output_of("import sys; print(*sys.modules)")
    assert not (loaded - bare) & {"yaml", "difflib", "importlib.resources", "tempfile", "zipfile", "asyncio"}


def test_the_large_data_files_are_read_when_first_asked_for() -> None:
    opened = output_of(
        "import sys\n"
        "sys.addaudithook(lambda event, args: event == 'open' and print(args[0]))\n"
        f"from azure_openai_catalog import {MODULES}"
    )
    names = {path.rsplit("/", 1)[-1] for path in opened if path.endswith(".json")}
    assert not names - {"limits.json"}
