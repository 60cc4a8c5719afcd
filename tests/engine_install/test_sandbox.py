"""`scripts/local`: what a command in the sandbox sees."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SHOW = f"{sys.executable} -c 'import json, os; print(json.dumps(dict(os.environ)))'"


def seen(repository: Path, sandbox: Path, **changes: str) -> dict[str, str]:
    """Environment of a command in a sandbox of its own."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PULUMI_", "AZURE_", "ARM_"))
    }
    environment |= {"AZURE_OPENAI_SANDBOX": str(sandbox), **changes}
    command = [str(repository / "scripts" / "local"), "sh", "-c", SHOW]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sandbox")


def test_everything_of_the_sandbox_lies_in_its_folder(repository: Path, sandbox: Path) -> None:
    environment = seen(repository, sandbox)
    assert environment["PULUMI_BACKEND_URL"] == f"file://{sandbox}/state"
    assert Path(environment["PULUMI_HOME"]).is_relative_to(sandbox)
    assert Path(environment["AZURE_EMULATOR_STATE"]).is_relative_to(sandbox)
    assert environment["AZURE_OPENAI_TODAY"] == "catalog"
    assert environment["VIRTUAL_ENV"] == str(repository / ".venv")
    assert str(repository / ".venv" / "bin") in environment["PATH"].split(os.pathsep)


@pytest.mark.parametrize(
    "name",
    ["PULUMI_ACCESS_TOKEN", "ARM_CLIENT_ID", "ARM_CLIENT_SECRET", "ARM_CLIENT_CERTIFICATE_PATH", "ARM_TENANT_ID"],
)
def test_no_credential_of_the_user_gets_in(repository: Path, sandbox: Path, name: str) -> None:
    assert name not in seen(repository, sandbox, **{name: "the user's own"})


def test_the_users_subscription_and_backend_stay_out(repository: Path, sandbox: Path) -> None:
    environment = seen(
        repository, sandbox, ARM_SUBSCRIPTION_ID="real", PULUMI_BACKEND_URL="https://real", PULUMI_HOME="/real"
    )
    assert environment["ARM_SUBSCRIPTION_ID"] == "00000000-0000-0000-0000-000000000000"
    assert "real" not in environment["PULUMI_BACKEND_URL"] + environment["PULUMI_HOME"]


def test_a_test_may_choose_the_emulators_state_and_day(repository: Path, sandbox: Path, tmp_path: Path) -> None:
    chosen = {"AZURE_EMULATOR_STATE": str(tmp_path / "other.sqlite"), "AZURE_OPENAI_TODAY": "2030-01-01"}
    environment = seen(repository, sandbox, **chosen)
    assert {name: environment[name] for name in chosen} == chosen


def test_the_emulator_is_installed_under_the_version_that_the_sdk_asks_for(repository: Path, sandbox: Path) -> None:
    from importlib.metadata import version

    home = Path(seen(repository, sandbox)["PULUMI_HOME"])
    assert (home / "plugins" / f"resource-azure-native-v{version('pulumi-azure-native')}").is_dir()


def test_the_commands_exit_code_is_handed_on(repository: Path, sandbox: Path) -> None:
    command = [str(repository / "scripts" / "local"), "sh", "-c", "exit 7"]
    environment = {**os.environ, "AZURE_OPENAI_SANDBOX": str(sandbox)}
    assert subprocess.run(command, env=environment, check=False).returncode == 7
