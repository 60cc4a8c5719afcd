"""Changes the rules on purpose and counts how often the cases notice: `make mutants`.

mutmut makes the mutants, all of a file's in one module with a switch. Instead of a process for each, this goes through the
rows of the rule's table in one process: a mutant is killed by the first row about which it says something else than
tests/policies/messages.yaml, and those of a remedy also by tests/policies/test_remediations.py. Some thousands take minutes.

It writes policies/MUTANTS.md: the score and every survivor, with the reason from `EXPLAINED` where there is one.
"""

import contextlib
import difflib
import importlib
import io
import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from mutmut.mutation.file_mutation import mutate_file_contents

HERE = Path(__file__).parent
POLICIES = HERE.parents[1] / "policies"
REPORT = POLICIES / "MUTANTS.md"
SECONDS = 20
"""After which a mutant counts as killed: it does not come to an end."""

EXPLAINED = {
    "number or ": "the option has a default, so the number after `or` is never taken",
    "strict=": "`None`, and leaving it out of zip, mean the same as `False`",
    "minEndpoints": "the option has a default, so the number after `or` is never taken",
    "XXXX": "a text that ends in no -preview either",
    "doubts = ": "`None` is as false as `False`",
    "part.strip": "no guarded path begins or ends with an X",
    'rpartition("@")': "no model's name holds an @",
    "(*named, *known)": "`None` is as false as an empty text",
    "namesakes": "no table has two resources of one name; tests/policies/test_pack.py has",
    "encrypts(": "the function does not read that argument for this target",
}
"""Why a survivor is no gap, by a text that its changed line holds."""

CASING = "differs in casing only, which the comparison ignores"


@dataclass(frozen=True)
class Mutant:
    """A changed function of a rule."""

    rule: str
    """Name of the rule, or of the file where that is no rule's."""
    name: str
    """What the switch is set to."""
    change: str
    """The lines that differ."""
    in_remedy: bool


def mutants(package: Path) -> Iterator[Mutant]:
    """Replaces the rules of a copy of the package by their mutants; yields them."""
    for path in sorted((package / "rules").glob("*_[0-9]*.py")):
        mutated = mutate_file_contents(str(path), path.read_text(encoding="utf-8"))
        path.write_text(mutated.code, encoding="utf-8")
        lines = mutated.code.splitlines()
        for name in mutated.mutant_names:
            function = re.sub(r"_\d+$", "", name)
            spans = mutated.line_span_by_function_name
            original, changed = (lines[span.start - 1 : span.end] for span in (spans[f"{function}_orig"], spans[name]))
            yield Mutant(
                rule=path.stem.replace("_", "-"),
                name=f"{package.name}.rules.{path.stem}.{name}",
                change="\n".join(line for line in difflib.ndiff(_body(original), _body(changed)) if line[0] in "+-"),
                in_remedy="remedy" in name,
            )


def _body(function: list[str]) -> list[str]:
    """The lines below the signature, which holds the mutant's name."""
    return function[next(index for index, line in enumerate(function) if line.rstrip().endswith(":")) + 1 :]


def survives(mutant: Mutant, rows: list[dict[str, Any]], said: dict[str, str], cases: Any) -> bool:
    """Whether no row and no test of remedies notices a mutant."""
    os.environ["MUTANT_UNDER_TEST"] = mutant.name
    signal.alarm(SECONDS)
    try:
        for row in rows:
            outcome = cases.judge(row)
            if outcome.verdict != row["expect"] or outcome.text != said.get(cases.label(row), ""):
                return False
        return not mutant.in_remedy or not _remedies_fail(mutant.rule)
    except Exception:
        return False
    finally:
        signal.alarm(0)
        os.environ["MUTANT_UNDER_TEST"] = ""


def _remedies_fail(rule: str) -> bool:
    options = ["-q", "-x", "--no-header", "--import-mode=importlib", "-p", "no:cacheprovider"]
    chosen = [str(HERE / "test_remediations.py"), "-k", f"{rule} or option or tag or policy"]
    # That it fails is the aim; what it prints about it is not.
    with contextlib.redirect_stdout(io.StringIO()):
        return pytest.main([*options, *chosen]) != 0


def _stop(*_: object) -> None:
    raise TimeoutError


def run(folder: Path) -> tuple[list[Mutant], list[Mutant]]:
    """All mutants, and those that survive."""
    package = folder / "azure_openai_policies"
    shutil.copytree(POLICIES / package.name, package)
    every = list(mutants(package))
    os.environ["MUTANT_UNDER_TEST"] = ""
    sys.path.insert(0, str(folder))
    sys.path.append(str(HERE.parents[1]))
    cases = importlib.import_module("tests.policies.case_tables")
    assert Path(sys.modules[package.name].__file__ or "").is_relative_to(folder)
    said = yaml.load((HERE / "messages.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    by_rule: dict[str, list[dict[str, Any]]] = {}
    for row in cases.table_rows():
        by_rule.setdefault(row["rule"], []).append(row)
    # What becomes of the waivers is the other rules' to tell.
    by_rule["ops-03-waivers-in-order"] += [row for row in cases.table_rows() if row["rule"][:6] in ("ops-04", "ops-05")]
    signal.signal(signal.SIGALRM, _stop)
    unchanged = Mutant("", "", "", False)
    assert all(survives(unchanged, rows, said, cases) for rows in by_rule.values()), "a row fails without a mutant"
    return every, [mutant for mutant in every if survives(mutant, by_rule[mutant.rule], said, cases)]


def _differs_in_casing(change: str) -> bool:
    old, new = ("".join(line[2:] for line in change.splitlines() if line[0] == sign) for sign in "-+")
    return old.casefold() == new.casefold()


def report(every: list[Mutant], survivors: list[Mutant]) -> str:
    """The report."""
    killed = len(every) - len(survivors)
    lines = [
        "# Mutants of the rules",
        "",
        "Made by `make mutants`: mutmut changes every function of `rules/`, and the cases of `tests/policies` must notice.",
        "",
        f"{killed} of {len(every)} killed, {killed / len(every):.1%}. Survivors:",
    ]
    for mutant in survivors:
        reason = next((why for text, why in EXPLAINED.items() if text in mutant.change), "not explained")
        if _differs_in_casing(mutant.change):
            reason = CASING
        lines += ["", f"`{mutant.name.split('.rules.')[1]}`: {reason}", "", "```diff", mutant.change, "```"]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the report; the exit code is 1 below nine of ten."""
    os.environ["AZURE_OPENAI_TODAY"] = "catalog"
    with tempfile.TemporaryDirectory() as folder:
        every, survivors = run(Path(folder))
    REPORT.write_text(report(every, survivors), encoding="utf-8")
    print(f"{len(every) - len(survivors)} of {len(every)} killed; see {REPORT.relative_to(POLICIES.parent)}")
    return int(len(survivors) > len(every) / 10)


if __name__ == "__main__":
    sys.exit(main())
