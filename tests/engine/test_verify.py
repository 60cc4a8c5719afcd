"""`azure-openai verify` on what the real engine built: green, and red where it was changed since."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from azure.identity import ClientSecretCredential
from azure.mgmt.cognitiveservices import CognitiveServicesManagementClient

from .conftest import Project

CALLS = ("chat-completions-dated", "chat-completions-v1", "responses-v1", "content-filter", "rate-limit")


def ask(project: Project, *arguments: str, codes: tuple[int, ...] = (0,)) -> Any:
    """Run `azure-openai` in the project; returns its document."""
    command = [sys.executable, "-m", "azure_openai_cli", *arguments, "--json"]
    done = subprocess.run(
        command, cwd=project.folder, env=project.environment, capture_output=True, text=True, check=False
    )
    assert done.returncode in codes, done.stdout + done.stderr
    return json.loads(done.stdout)


def red(project: Project) -> set[str]:
    """Lines of `verify` that failed."""
    document = ask(project, "verify", "--local", "--stack", project.stack, codes=(0, 3))
    return {f"{line['where']} {line['check']}" for line in document["checks"] if line["outcome"] == "failed"}


@contextmanager
def management(project: Project) -> Iterator[CognitiveServicesManagementClient]:
    """Microsoft's client at the open doors."""
    doors = ask(project, "local", "start", "--port", "0")
    trust = {"connection_verify": doors["ca"]}
    caller = "99999999-9999-4999-8999-999999999999"
    try:
        with (
            ClientSecretCredential(
                doors["tenant"], caller, "any", authority=doors["url"], disable_instance_discovery=True, **trust
            ) as credential,
            CognitiveServicesManagementClient(
                credential, doors["subscription"], base_url=doors["url"], **trust
            ) as client,
        ):
            yield client
    finally:
        ask(project, "local", "stop")


def test_a_stack_is_green_until_something_is_taken_from_it(platform: Project) -> None:
    document = ask(platform, "verify", "--local", "--stack", "local")
    assert {line["outcome"] for line in document["checks"]} == {"passed"}
    assert {f"eu.chat {check}" for check in CALLS} < {f"{one['where']} {one['check']}" for one in document["checks"]}

    with platform.settings() as settings:
        account = settings["accounts"]["eu"]
        account |= {
            "disable_local_auth": False,
            "public_network_access": "Enabled",
            "network_acls": {"default_action": "Allow"},
        }
        account["deployments"]["chat"]["content_filter"] = "none"
    platform.up()
    opened = {"eu keys-refused", "eu public-path-refused", "eu.chat content-filter"}
    assert red(platform) == opened

    with management(platform) as client:
        group, ((name, _),) = platform.outputs()["resource_group"], platform.holds("accounts").items()
        small: Any = {"sku": {"name": "DataZoneStandard", "capacity": 50}}
        client.deployments.begin_update(group, name, "chat-small", small).result()
        assert red(platform) == {*opened, "eu.chat-small rate-limit"}

    with platform.settings() as settings:
        settings["role_assignments"]["application"]["role"] = "Cognitive Services Usages Reader"
    platform.up()
    assert red(platform) == {*opened, *(f"eu.{key} role" for key in ("chat", "chat-small", "embeddings"))}
