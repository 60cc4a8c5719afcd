"""`python -m azure_emulator serve | token`: both doors in one process, told apart by the host that a call names."""

import os
import ssl
import subprocess
import sys
from typing import Any

from azure.mgmt.authorization import AuthorizationManagementClient
from azure.mgmt.cognitiveservices import CognitiveServicesManagementClient
from openai import DefaultHttpxClient, OpenAI

from azure_openai_catalog import roles

CALLER = "11111111-1111-4111-8111-111111111111"
HOST = "ai.openai.azure.com"


def token(doors: Any) -> str:
    """What `token` prints."""
    environment = os.environ | {"AZURE_EMULATOR_STATE": str(doors.state)}
    command = [sys.executable, "-m", "azure_emulator", "token", CALLER]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def test_what_microsofts_clients_deployed_openais_client_calls(group: Any) -> None:
    with group.client(CognitiveServicesManagementClient) as client:
        account = {
            "location": "swedencentral",
            "kind": "OpenAI",
            "sku": {"name": "S0"},
            "properties": {"customSubDomainName": "ai"},
        }
        made = client.accounts.begin_create("rg", "ai", account).result()
        model = {"format": "OpenAI", "name": "gpt-5.1", "version": "2025-11-13"}
        deployment = {"sku": {"name": "GlobalStandard", "capacity": 10}, "properties": {"model": model}}
        client.deployments.begin_create_or_update("rg", "ai", "chat", deployment).result()
    with group.client(AuthorizationManagementClient) as client:
        user = roles.find("Cognitive Services OpenAI User")
        assert user
        granted = {
            "role_definition_id": roles.role_definition_id(group.subscription, user.guid),
            "principal_id": CALLER,
            "principal_type": "ServicePrincipal",
        }
        client.role_assignments.create(made.id, "22222222-2222-4222-8222-222222222222", granted)
    trusting = ssl.create_default_context(cafile=group.ca)
    with (
        DefaultHttpxClient(verify=trusting, trust_env=False) as http,
        OpenAI(
            base_url=f"{group.url}/openai/v1/",
            api_key=token(group),
            default_headers={"Host": HOST},
            http_client=http,
        ) as client,
    ):
        completion = client.chat.completions.create(model="chat", messages=[{"role": "user", "content": "Hello"}])
    assert completion.choices[0].message.content


def test_an_account_is_looked_for_under_its_own_host_only(doors: Any) -> None:
    headers = {"Authorization": f"Bearer {token(doors)}"}
    at_account = doors.request("GET", "/openai/v1/models", headers={**headers, "Host": "none.openai.azure.com"})
    assert at_account.status_code == 404 and at_account.headers["x-azure-emulator"]
    at_management = doors.request("GET", "/openai/v1/models", headers=headers)
    assert at_management.json()["error"]["code"] == "InvalidAuthenticationTokenAudience"
