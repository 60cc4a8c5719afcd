"""What all commands have in common: help, completion, start-up, and how they end."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from azure_openai_cli.app import app
from azure_openai_cli.exits import MEANING, ExitCode

from .conftest import Command

ROOT = typer.main.get_command(app)

OFFLINE = {
    "models": ("models",),
    "models show": ("models", "show", "gpt-5.1"),
    "regions": ("regions",),
    "quota": ("quota", "--tier", "1"),
    "quota fit": ("quota", "fit", "--tier", "1"),
    "ptu": ("ptu", "gpt-5.1", "--calls-per-minute", "600", "--prompt-tokens", "1000", "--output-tokens", "200"),
    "place": ("place", "gpt-5.1"),
    "retirements": ("retirements", "--within", "0"),
    "filters": ("filters",),
    "roles": ("roles",),
    "data-handling": ("data-handling",),
    "stack show": ("stack", "show", "local"),
    "local status": ("local", "status"),
    "local stop": ("local", "stop"),
    "report": ("report",),
}
"""Commands that need neither network nor events, with arguments that make them answer."""

ELSEWHERE = {
    "catalog refresh": "asks Azure",
    "policy report": "needs events",
    "verify": "calls what was deployed",
    "purge": "asks Azure",
    **dict.fromkeys(("local start", "local reset", "local logs", "local env"), "starts a process or needs one"),
}

HEAVY = {
    "pulumi",
    "pydantic",
    "azure.core",
    "azure.identity",
    "msal",
    "openai",
    "requests",
    "icalendar",
    "junitparser",
    "selenium",
}
"""What no command may load that needs none of it: each costs a good part of the half second."""


def commands(group=ROOT, prefix: str = "") -> Iterator[str]:
    """All commands that can be run."""
    for name, command in group.commands.items():
        command = command.load() if hasattr(command, "load") else command
        if hasattr(command, "commands"):
            yield from commands(command, f"{prefix}{name} ")
            if command.invoke_without_command:
                yield prefix + name
        else:
            yield prefix + name


def fresh(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "azure_openai_cli", *arguments],
        cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_every_command_is_run_here_or_elsewhere() -> None:
    assert set(commands()) == set(OFFLINE) | set(ELSEWHERE)


@pytest.mark.parametrize("name", sorted(set(OFFLINE) | set(ELSEWHERE)))
def test_help_tells_what_a_command_does_and_takes(command: Command, name: str) -> None:
    ran = command(*name.split(), "--help")
    assert ran.code == 0
    assert f"Usage: azure-openai {name}" in ran.out
    assert re.search(r"--json|--output", ran.out)


@pytest.mark.parametrize("name", sorted(OFFLINE))
def test_a_command_loads_nothing_heavy_and_sends_no_colours_into_a_pipe(project: Path, name: str) -> None:
    program = f"""
import sys
from azure_openai_cli.main import run
code = run({list(OFFLINE[name])!r})
print(*sys.modules, sep="\\n", file=sys.stderr)
sys.exit(code)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert not loaded & HEAVY
    # The other commands are not loaded either.
    assert "azure_openai_cli.commands.verify" not in loaded
    assert ("jinja2" in loaded) == (name == "report")
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("name", sorted(set(OFFLINE) - {"report"}))
def test_json_is_json_and_the_same_each_time(command: Command, project: Path, name: str) -> None:
    first = command(*OFFLINE[name], "--json")
    assert first.document
    assert first.out == command(*OFFLINE[name], "--json").out


def examples(page: str) -> list[str]:
    """The commands of a page's first block, without their remarks."""
    lines = page.split("```sh\n")[1].split("```")[0].splitlines()
    return [line.partition(" #")[0].removeprefix("azure-openai ").strip() for line in lines]


def test_the_examples_of_the_documentation_answer(
    command: Command, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(repository / "stacks", tmp_path / "stacks")
    shutil.copy(repository / "Pulumi.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    given = examples((repository / "docs" / "cli.md").read_text(encoding="utf-8"))
    needing_more = [line for line in given if line.split()[0] in ("verify", "purge", "local", "--install-completion")]
    assert len(given) - len(needing_more) == 8
    for line in given:
        if line not in needing_more:
            assert command(*line.split()).code in (ExitCode.done, ExitCode.findings), line


def test_the_exit_codes_are_frozen_and_told_in_the_help(command: Command) -> None:
    assert {code.name: code.value for code in ExitCode} == {
        "done": 0,
        "bad_input": 2,
        "findings": 3,
        "no_credentials": 4,
        "azure": 5,
        "not_known": 6,
    }
    told = " ".join(command("--help").out.split())
    for code, meaning in MEANING.items():
        assert f"{code.value}: {meaning}" in told


def completions(folder: Path, words: str) -> set[str]:
    done = fresh(
        folder=folder,
        _AZURE_OPENAI_COMPLETE="complete_bash",
        COMP_WORDS=f"azure-openai {words}",
        COMP_CWORD=str(len(words.split(" "))),
    )
    assert not done.stderr
    return set(done.stdout.split())


def test_the_shell_completes_commands_options_and_names(project: Path) -> None:
    assert {"quota"} == completions(project, "quo")
    assert {"--tier"} == completions(project, "quota --ti")
    assert {"ga"} == completions(project, "models --stage g")
    assert {"gpt-5.1-chat"} == completions(project, "models show gpt-5.1-ch")
    assert {"swedencentral"} == completions(project, "regions swedenc")
    assert {"DataZoneBatch"} == completions(project, "ptu gpt-5.1 --sku DataZoneB")
    assert {"local"} == completions(project, "stack show loc")
    assert {"fine_tuning"} == completions(project, "data-handling fine")


@pytest.mark.parametrize(
    "given",
    [
        "models show GPT-5.1",
        "models --name GPT-5.1 --stage GA --sku globalstandard --region SwedenCentral",
        "regions --model GPT-5.1",
        "place GPT-5.1@2025-11-13",
        "ptu GPT-5.1 --calls-per-minute 9 --prompt-tokens 9 --output-tokens 9 --sku datazoneprovisionedmanaged",
    ],
)
def test_names_of_azure_may_be_given_in_any_casing(command: Command, given: str) -> None:
    ran = command(*given.split(), "--json")
    assert ran.code == 0
    assert '"gpt-5.1"' in ran.out


def test_outside_of_a_project_the_shell_completes_no_stack(tmp_path: Path) -> None:
    assert completions(tmp_path, "quota --stack ") == set()


def test_the_version_names_the_catalogues_date(command: Command) -> None:
    assert re.match(r"azure-openai \d+\.\d+\.\d+, catalogue of \d{4}-\d\d-\d\d", command("--version").out)


def test_a_terminal_gets_a_table_that_fits(project: Path) -> None:
    script = ["script", "-qec", f"stty cols 90; {sys.executable} -m azure_openai_cli regions", "/dev/null"]
    done = subprocess.run(script, capture_output=True, text=True, env={**os.environ, "TERM": "xterm"}, check=True)
    lines = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", done.stdout).splitlines()
    assert any("swedencentral" in line for line in lines)
    assert max(len(line) for line in lines) <= 90


@pytest.mark.parametrize(
    ("arguments", "told"),
    [("retirements --within 0", "Looking at the deployments' models"), ("report -o page.html", "Drawing the page")],
)
def test_what_may_take_a_while_says_so_on_a_terminal_alone(project: Path, arguments: str, told: str) -> None:
    script = ["script", "-qec", f"{sys.executable} -m azure_openai_cli {arguments}", "/dev/null"]
    done = subprocess.run(script, capture_output=True, text=True, env={**os.environ, "TERM": "xterm"}, check=True)
    assert told in done.stdout
    piped = fresh(*arguments.split(), folder=project)
    assert told not in piped.stdout + piped.stderr


@pytest.mark.parametrize("arguments", ["models --json", "--version"])
def test_a_reader_that_stops_early_ends_a_command_as_shells_expect(arguments: str) -> None:
    reader, output = os.pipe()
    os.close(reader)
    program = [sys.executable, "-m", "azure_openai_cli", *arguments.split()]
    done = subprocess.run(program, stdout=output, stderr=subprocess.PIPE, text=True, check=False)
    os.close(output)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.parametrize("arguments", ["models", "models --json", "roles", "--help", "--version"])
def test_an_answer_that_cannot_be_written_is_told(arguments: str) -> None:
    program = [sys.executable, "-m", "azure_openai_cli", *arguments.split()]
    with open("/dev/full", "w") as full:
        done = subprocess.run(program, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    told = "standard output: The answer cannot be written: No space left on device. Write it elsewhere."
    assert (done.returncode, done.stderr) == (2, f"Error: {told}\n")
