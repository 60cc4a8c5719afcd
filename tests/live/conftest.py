"""Stacks on a real subscription, under names of their own, destroyed and purged at the end whatever happens."""

import os
import re
import shutil
import subprocess
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

SETTINGS = "azure-openai:platform"

WANTED = {
    "ARM_SUBSCRIPTION_ID": "subscription that pays",
    "AZURE_OPENAI_LIVE_PRINCIPAL_ID": "object id that the stacks' role assignments name",
    "AZURE_OPENAI_LIVE_PRINCIPAL_TYPE": "its type: User, Group or ServicePrincipal",
    "AZURE_OPENAI_LIVE_EMAIL": "address for budgets and alerts",
}
"""Environment variables that a live run needs, and what for."""


@dataclass(frozen=True)
class LiveStack:
    """A copy of the repository's program with one stack, its state in a folder."""

    folder: Path
    environment: dict[str, str]
    stack: str

    def pulumi(self, *arguments: str) -> None:
        """Run a command; its output goes to the terminal, since a live run takes minutes."""
        command = ["pulumi", *arguments, "--stack", self.stack, "--non-interactive"]
        subprocess.run(command, cwd=self.folder, env=self.environment, check=True)


@pytest.fixture
def live_stack(tmp_path: Path, repository: Path) -> Iterator[Callable[[str], LiveStack]]:
    """Makes live stacks; afterwards each is destroyed, and its soft-deleted accounts are purged."""
    environment = live_environment(tmp_path)
    made: list[tuple[LiveStack, str]] = []

    def make(stack: str) -> LiveStack:
        name = f"live-{uuid.uuid4().hex[:6]}"
        folder = tmp_path / stack
        (folder / "stacks").mkdir(parents=True)
        manifest = yaml.safe_load((repository / "Pulumi.yaml").read_text())
        manifest["runtime"]["options"]["virtualenv"] = str(repository / ".venv")
        (folder / "Pulumi.yaml").write_text(yaml.safe_dump(manifest))
        shutil.copy(repository / "__main__.py", folder)
        content = yaml.safe_load((repository / "stacks" / f"Pulumi.{stack}.yaml").read_text())
        adapt(content["config"][SETTINGS], name, environment)
        (folder / "stacks" / f"Pulumi.{stack}.yaml").write_text(yaml.safe_dump(content, sort_keys=False))
        project = LiveStack(folder, environment, stack)
        made.append((project, name))
        project.pulumi("stack", "init")
        return project

    yield make
    for project, name in made:
        try:
            project.pulumi("destroy", "--yes")
        finally:
            purge(environment["ARM_SUBSCRIPTION_ID"], name)


def live_environment(folder: Path) -> dict[str, str]:
    """The caller's environment, with a state in a folder; fails where it cannot work."""
    if "AZURE_EMULATOR_STATE" in os.environ:
        pytest.fail("Live tests run outside the sandbox: without scripts/local.")
    missing = [f"{name} ({what})" for name, what in WANTED.items() if not os.environ.get(name)]
    if missing:
        pytest.fail("Live tests need the environment variables " + ", ".join(missing) + ".")
    state = folder / "state"
    state.mkdir()
    environment = {
        **os.environ,
        "PULUMI_BACKEND_URL": f"file://{state}",
        "PULUMI_CONFIG_PASSPHRASE": "live",
    }
    # Azure judges life cycles on today's date, so the components have to.
    environment.pop("AZURE_OPENAI_TODAY", None)
    return environment


def adapt(settings: dict[str, Any], name: str, environment: dict[str, str]) -> None:
    """Fit a stack's settings to a live run: names, people and addresses that exist."""
    settings["name"] = name
    settings["tags"] = {**settings.get("tags", {}), "live_run": name}
    # One of them: they all name the same principal here, and Azure holds a grant once.
    key, assignment = next(iter(settings["role_assignments"].items()))
    principal = {
        "principal_id": environment["AZURE_OPENAI_LIVE_PRINCIPAL_ID"],
        "principal_type": environment["AZURE_OPENAI_LIVE_PRINCIPAL_TYPE"],
    }
    settings["role_assignments"] = {key: {**assignment, **principal}}
    email = environment["AZURE_OPENAI_LIVE_EMAIL"]
    monitoring = settings.get("monitoring", {})
    if "budget" in monitoring:
        monitoring["budget"]["contact_emails"] = [email]
    if "action_group" in monitoring:
        monitoring["action_group"] = {"create": {"email_addresses": {"live": email}}}


def purge(subscription_id: str, name: str) -> None:
    """Purge the soft-deleted accounts of a run, which would keep their names for 48 hours."""
    from azure.identity import AzureCliCredential
    from azure.mgmt.cognitiveservices import CognitiveServicesManagementClient

    client = CognitiveServicesManagementClient(AzureCliCredential(), subscription_id)
    for account in list(client.deleted_accounts.list()):
        place = re.search(r"/locations/([^/]+)/resourceGroups/([^/]+)/deletedAccounts/([^/]+)$", account.id or "")
        if place and place[3].startswith(f"{name}-"):
            client.deleted_accounts.begin_purge(*place.groups()).result()
