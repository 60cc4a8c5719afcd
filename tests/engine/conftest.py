"""Projects that the real engine runs, each with an emulator and a state of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import pytest
import yaml

SETTINGS = "azure-openai:platform"


ACCOUNT_PROGRAM = """
import pulumi
from azure_openai import OpenAIAccount
from pulumi_azure_native import resources

settings = pulumi.Config("azure-openai").require_object("platform")
group = resources.ResourceGroup("group", resource_group_name="rg", location=settings["location"])
account = OpenAIAccount("ai", {**settings, "resource_group_name": group.name})
for output in ("account_name", "endpoint", "principal_id", "primary_key", "deployments"):
    pulumi.export(output, getattr(account, output))
"""


@dataclass(frozen=True)
class Step:
    """Something the engine did to a resource."""

    op: str
    kind: str
    """Class of the resource, for example `Deployment`."""
    name: str
    """Logical name."""

    @property
    def what(self) -> tuple[str, str]:
        return self.op, f"{self.kind} {self.name}"


class WarmPrograms:
    """Serves programs to the engine from processes that have the SDKs loaded already; see warm_programs.py."""

    def __init__(self) -> None:
        command = [sys.executable, str(Path(__file__).with_name("warm_programs.py"))]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._lock = Lock()

    @contextmanager
    def serve(self, folder: Path, environment: dict[str, str]) -> Iterator[int]:
        """Serve the program of a folder; yields the port."""
        assert self._process.stdin and self._process.stdout
        with self._lock:
            print(json.dumps({"folder": str(folder), "environment": environment}), file=self._process.stdin, flush=True)
            served = json.loads(self._process.stdout.readline())
        try:
            yield served["port"]
        finally:
            os.kill(served["pid"], signal.SIGKILL)

    def close(self) -> None:
        """End the process that holds the SDKs."""
        self._process.communicate()


@dataclass
class Project:
    """A copy of the repository's program, with a stack, a state and an emulator of its own."""

    folder: Path
    environment: dict[str, str]
    stack: str = "local"
    warm: WarmPrograms | None = None
    """Where the program runs; None for a process that the engine starts, as it does for users.

    Tests of how a program starts, finds its packages or ends set it to None.
    """

    def pulumi(self, *arguments: str, fails: bool = False) -> str:
        """Run a command; returns what it printed."""
        command = ["pulumi", *arguments, "--stack", self.stack, "--non-interactive"]
        with ExitStack() as exits:
            if self.warm and arguments[0] in ("preview", "up"):
                port = exits.enter_context(self.warm.serve(self.folder, self.environment))
                command.append(f"--client=127.0.0.1:{port}")
            done = subprocess.run(
                command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
            )
        printed = done.stdout + done.stderr
        assert (done.returncode != 0) == fails, printed
        return printed

    def up(self, *arguments: str, fails: bool = False) -> list[Step]:
        """Update; returns what changed, in order of completion."""
        log = self.folder / "events.json"
        self.pulumi("up", "--yes", "--skip-preview", "--event-log", str(log), *arguments, fails=fails)
        events = [json.loads(line) for line in log.read_text().splitlines()]
        log.unlink()
        done = [event["resOutputsEvent"]["metadata"] for event in events if "resOutputsEvent" in event]
        return [
            _step(entry) for entry in done if entry["op"] != "same" and "azure-native:" in entry["urn"].split("::")[2]
        ]

    def intervals(self, *arguments: str) -> list[tuple[str, Step]]:
        """Update; returns `begin` and `end` of every operation in the order in which they came."""
        log = self.folder / "events.json"
        self.pulumi("up", "--yes", "--skip-preview", "--event-log", str(log), *arguments)
        marks: list[tuple[str, Step]] = []
        for line in log.read_text().splitlines():
            event = json.loads(line)
            if "resourcePreEvent" in event:
                marks.append(("begin", _step(event["resourcePreEvent"]["metadata"])))
            if "resOutputsEvent" in event:
                marks.append(("end", _step(event["resOutputsEvent"]["metadata"])))
        return marks

    @contextmanager
    def settings(self) -> Iterator[dict[str, Any]]:
        """The platform's settings, written back afterwards."""
        path = self.folder / "stacks" / f"Pulumi.{self.stack}.yaml"
        content = yaml.safe_load(path.read_text())
        yield content["config"][SETTINGS]
        path.write_text(yaml.safe_dump(content, sort_keys=False))

    def change(self, **settings: Any) -> "Project":
        """Change settings at the top; None takes one away."""
        with self.settings() as held:
            held.update(settings)
            for name in [name for name, value in held.items() if value is None]:
                del held[name]
        return self

    def holds(self, type_name: str) -> dict[str, dict[str, Any]]:
        """Resources of a type that the emulator holds, by name; the type without its namespace."""
        held = self.held()["resources"]
        return {body["name"]: body for body in held if body["type"].split("/", 1)[1] == type_name}

    def held(self) -> dict[str, Any]:
        """What the emulator holds."""
        command = [sys.executable, "-m", "azure_emulator", "show"]
        shown = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True).stdout
        return json.loads(shown)

    def ids_held(self) -> set[str]:
        """Ids the emulator holds."""
        return {resource["id"].lower() for resource in self.held()["resources"]}

    def ids_in_state(self) -> set[str]:
        """Ids of Azure resources in the stack's state."""
        deployment = json.loads(self.pulumi("stack", "export"))["deployment"]
        ids = [resource.get("id", "") for resource in deployment.get("resources", [])]
        return {id.lower() for id in ids if id.startswith("/subscriptions/")}

    def outputs(self) -> dict[str, Any]:
        """The stack's outputs."""
        return json.loads(self.pulumi("stack", "output", "--json"))


def _step(metadata: dict[str, Any]) -> Step:
    kind, name = metadata["urn"].split("::")[2].rsplit("$", 1)[-1], metadata["urn"].split("::", 3)[3]
    return Step(metadata["op"], kind.rsplit(":", 1)[-1], name)


@pytest.fixture(scope="session")
def sandbox() -> dict[str, str]:
    """Environment of the sandbox; the tests of this tier run in it."""
    if "PULUMI_HOME" not in os.environ or "AZURE_EMULATOR_STATE" not in os.environ:
        pytest.fail("The engine tier runs in the sandbox: scripts/local pytest")
    # The event log is one of the engine's debugging commands.
    return {**os.environ, "AZURE_OPENAI_TODAY": "catalog", "PULUMI_DEBUG_COMMANDS": "true"}


@pytest.fixture(scope="session")
def warm() -> Iterator[WarmPrograms]:
    """Where programs run whose start is not what a test is about."""
    programs = WarmPrograms()
    yield programs
    programs.close()


@pytest.fixture
def new_project(
    tmp_path: Path, repository: Path, sandbox: dict[str, str], warm: WarmPrograms
) -> Callable[..., Project]:
    """Makes projects. All made by one test share the emulator; each has a state of its own."""

    def make(name: str = "project", program: str | None = None, stack: str = "local", **environment: str) -> Project:
        project = make_project(tmp_path, name, repository, {**sandbox, **environment}, program, stack)
        project.warm = warm
        return project

    return make


@pytest.fixture
def new_account(new_project: Callable[..., Project]) -> Callable[..., Project]:
    """Makes projects with one account in a resource group of its own; settings are the account's."""

    def make(program: str = ACCOUNT_PROGRAM, **settings: Any) -> Project:
        # Operations take a moment, so that overlapping ones would meet and be refused.
        project = new_project(program=program, AZURE_EMULATOR_LATENCY="0.005")
        with project.settings() as held:
            held.clear()
            held.update({"location": "eastus2", **settings})
        return project

    return make


def make_project(
    base: Path,
    name: str,
    repository: Path,
    sandbox: dict[str, str],
    program: str | None = None,
    stack: str = "local",
) -> Project:
    folder = base / name
    shutil.copytree(repository / "stacks", folder / "stacks")
    manifest = yaml.safe_load((repository / "Pulumi.yaml").read_text())
    manifest["runtime"]["options"]["virtualenv"] = str(repository / ".venv")
    (folder / "Pulumi.yaml").write_text(yaml.safe_dump(manifest))
    (folder / "__main__.py").write_text(program or (repository / "__main__.py").read_text())
    (folder / "state").mkdir()
    environment = {
        **sandbox,
        "PULUMI_BACKEND_URL": f"file://{folder / 'state'}",
        "AZURE_EMULATOR_STATE": str(base / "azure.sqlite"),
    }
    project = Project(folder, environment, stack)
    project.pulumi("stack", "init")
    return project


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, repository: Path, sandbox: dict[str, str]) -> Path:
    """Folder with the platform of stack `local` built once; tests work on copies."""
    base = tmp_path_factory.mktemp("built")
    make_project(base, "project", repository, sandbox).up()
    return base


@pytest.fixture
def platform(built: Path, tmp_path: Path, sandbox: dict[str, str], warm: WarmPrograms) -> Project:
    """The platform of stack `local`, built and ready to be changed."""
    base = tmp_path / "copy"
    shutil.copytree(built, base)
    folder = base / "project"
    environment = {
        **sandbox,
        "PULUMI_BACKEND_URL": f"file://{folder / 'state'}",
        "AZURE_EMULATOR_STATE": str(base / "azure.sqlite"),
    }
    return Project(folder, environment, warm=warm)
