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

from ...api_versions import version_of
from ...bodies import account_body, deployment_body

CALLER = "11111111-1111-4111-8111-111111111111"
HOST = "ai.openai.azure.com"


def token(doors: Any) -> str:
    """What `token` prints."""
    environment = os.environ | {"AZURE_EMULATOR_STATE": str(doors.state)}
    command = [sys.executable, "-m", "azure_emulator", "token", CALLER]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def test_what_microsofts_clients_deployed_openais_client_calls(group: Any) -> None:
    with group.client(CognitiveServicesManagementClient) as client:
        made = client.accounts.begin_create("rg", "ai", account_body()).result()
        deployment = deployment_body(sku="GlobalStandard")
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


def test_an_account_answers_under_a_path_too_and_by_its_private_name_through_its_private_endpoint(group: Any) -> None:
    caller = {"Authorization": f"Bearer {token(group)}"}

    def put(path: str, **body: Any) -> None:
        id = f"{group.group}/providers/{path}"
        made = group.request("PUT", f"{id}?api-version={version_of(id)}", json=body)
        assert made.status_code < 300, made.text

    def call(host: str, **headers: str) -> tuple[int, str]:
        answer = group.request("GET", f"/{host}/openai/v1/models", headers={**caller, **headers})
        return answer.status_code, answer.text

    account = f"{group.group}/providers/Microsoft.CognitiveServices/accounts/ai"
    put("Microsoft.CognitiveServices/accounts/ai", **account_body(publicNetworkAccess="Disabled"))
    by_private_name = "ai.privatelink.openai.azure.com"
    assert call("ai.openai.azure.com") == call(by_private_name) and call(by_private_name)[0] == 403
    network = {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}}
    put("Microsoft.Network/virtualNetworks/net", location="swedencentral", properties=network)
    subnet = {"addressPrefix": "10.0.0.0/24"}
    put("Microsoft.Network/virtualNetworks/net/subnets/s", properties=subnet)
    connection = {"name": "ai", "properties": {"privateLinkServiceId": account, "groupIds": ["account"]}}
    held = {
        "subnet": {"id": f"{group.group}/providers/Microsoft.Network/virtualNetworks/net/subnets/s"},
        "privateLinkServiceConnections": [connection],
    }
    put("Microsoft.Network/privateEndpoints/ai", location="swedencentral", properties=held)
    assert "Public access is disabled" in call("ai.openai.azure.com")[1]
    assert "Public access is disabled" not in call(by_private_name)[1], "the role is what lacks now"
    assert call(by_private_name, Host="other.openai.azure.com")[0] == 404, "the host of a request goes before its path"


def test_an_account_is_looked_for_under_its_own_host_only(doors: Any) -> None:
    headers = {"Authorization": f"Bearer {token(doors)}"}
    at_account = doors.request("GET", "/openai/v1/models", headers={**headers, "Host": "none.openai.azure.com"})
    assert at_account.status_code == 404 and at_account.headers["x-azure-emulator"]
    at_management = doors.request("GET", "/openai/v1/models", headers=headers)
    assert at_management.json()["error"]["code"] == "InvalidAuthenticationTokenAudience"
