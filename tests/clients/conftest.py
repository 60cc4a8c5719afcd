"""The emulator's doors, served by a process of their own, and Azure's clients at them.

The clients are as Azure ships them: only the address, the certificate and the authority of the sign-in are given.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from azure.identity import ClientSecretCredential

from azure_emulator import SUBSCRIPTION_ID, TENANT_ID, tokens
from azure_emulator.arm import Arm

APPLICATION = "11111111-1111-1111-1111-111111111111"
MANAGEMENT = "https://management.azure.com/.default"
GROUP = f"/subscriptions/{SUBSCRIPTION_ID}/resourceGroups/rg"


@dataclass(frozen=True)
class Doors:
    """Where the doors are."""

    url: str
    ca: str
    state: Path
    faults: Path

    session: requests.Session

    subscription = SUBSCRIPTION_ID
    group = GROUP
    application = APPLICATION

    def credential(self) -> ClientSecretCredential:
        """Microsoft's own credential, signing in at the emulator."""
        return ClientSecretCredential(
            TENANT_ID, APPLICATION, "any secret", authority=self.url,
            disable_instance_discovery=True, connection_verify=self.ca,
        )  # fmt: skip

    def client(self, kind: Callable[..., Any], **more: Any) -> Any:
        """One of Microsoft's clients for the subscription."""
        return kind(self.credential(), self.subscription, base_url=self.url, connection_verify=self.ca, **more)

    def request(self, method: str, path: str, **more: Any) -> requests.Response:
        """A request as any HTTP client sends it; with a token unless headers are given."""
        more.setdefault("headers", {"Authorization": f"Bearer {tokens.issue(APPLICATION, MANAGEMENT)}"})
        return self.session.request(method, self.url + path, verify=self.ca, timeout=30, **more)


def _serve(folder: Path, **environment: str) -> Iterator[Doors]:
    state, told, faults = folder / "azure.sqlite", folder / "azure.doors.json", folder / "faults.json"
    faults.write_text("[]")
    given = {"AZURE_EMULATOR_STATE": str(state), "AZURE_EMULATOR_FAULTS": str(faults), "AZURE_OPENAI_TODAY": "catalog"}
    with (folder / "log").open("w") as log:
        command = [sys.executable, "-m", "azure_emulator", "serve", "--port", "0"]
        process = subprocess.Popen(command, env=os.environ | given | environment, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + 30
        while not told.exists():
            assert process.poll() is None and time.monotonic() < deadline, (folder / "log").read_text()
            time.sleep(0.02)
        said = json.loads(told.read_text())
        with requests.Session() as session:
            # A proxy of the machine has no way to it.
            session.trust_env = False
            yield Doors(said["url"], said["ca"], state, faults, session)
    finally:
        process.terminate()
        assert process.wait(30) == 0
    assert "Traceback" not in (folder / "log").read_text()
    assert not told.exists()


@pytest.fixture(scope="session")
def _doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    yield from _serve(tmp_path_factory.mktemp("doors"))


@pytest.fixture(scope="session")
def _slow_doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    yield from _serve(tmp_path_factory.mktemp("slow"), AZURE_EMULATOR_LATENCY="0.02")


@pytest.fixture
def doors(_doors: Doors) -> Doors:
    """Doors to an empty subscription in which nothing takes time."""
    return _emptied(_doors)


@pytest.fixture
def slow_doors(_slow_doors: Doors) -> Doors:
    """Doors to an empty subscription in which an account takes 0.6 s."""
    return _emptied(_slow_doors)


def _emptied(doors: Doors) -> Doors:
    arm = Arm.open(doors.state)
    arm.reset()
    arm.close()
    doors.faults.write_text("[]")
    return doors


@pytest.fixture
def group(doors: Doors) -> Doors:
    """Doors to a subscription with resource group `rg`."""
    make_group(doors)
    return doors


def make_group(doors: Doors) -> None:
    """Make resource group `rg`."""
    made = doors.request("PUT", f"{GROUP}?api-version=2024-03-01", json={"location": "swedencentral"})
    assert made.status_code == 201
