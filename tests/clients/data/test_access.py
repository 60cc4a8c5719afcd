"""Who may call: keys, tokens, roles, and the way through the network."""

from typing import Any

import pytest
from openai import APIStatusError, AuthenticationError, OpenAI, PermissionDeniedError

from azure_emulator import SUBSCRIPTION_ID
from azure_openai_catalog import networking

PROMPT = [{"role": "user", "content": "Hello"}]
ACCOUNT = f"/subscriptions/{SUBSCRIPTION_ID}/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/ai"
GROUP = ACCOUNT.split("/providers/")[0]
CUSTOM_ROLE = "22222222-2222-2222-2222-222222222222"


def chat(client: Any, model: str = "chat") -> Any:
    return client.chat.completions.create(model=model, messages=PROMPT)


def refused(client: Any, model: str = "chat") -> str:
    """Status, code and message of a refusal."""
    with pytest.raises(APIStatusError) as error:
        chat(client, model)
    body: Any = error.value.body
    return f"{error.value.status_code} {body.get('code')}: {body['message']}"


def test_keys_open_the_account_until_local_authentication_is_off(azure: Any) -> None:
    key = azure.key()
    clients = [azure.dated(api_key=key, azure_ad_token_provider=None), azure.v1(api_key=key)]
    assert all(chat(client).choices for client in clients)
    azure.set(disableLocalAuth=True)
    off = "403 AuthenticationTypeDisabled: Key based authentication is disabled for this resource."
    assert [refused(client) for client in clients] == [off, off]
    assert chat(azure.v1()).choices, "a token still opens it"


def test_a_wrong_key_is_refused(azure: Any) -> None:
    assert "401 401: Access denied due to invalid subscription key" in refused(
        azure.dated(api_key="wrong", azure_ad_token_provider=None)
    )


@pytest.mark.parametrize("scope", [networking.ENTRA_SCOPE, networking.ENTRA_SCOPE_OLDER])
def test_a_token_for_either_audience_opens_the_account(azure: Any, scope: str) -> None:
    assert chat(azure.dated(azure_ad_token_provider=lambda: azure.token(scope))).choices


def test_a_token_for_another_audience_or_one_that_is_over_is_refused(azure: Any) -> None:
    foreign = azure.v1(api_key=azure.token("https://management.azure.com/.default"))
    over = azure.v1()
    assert "audience is incorrect" in refused(foreign)
    azure.wait(2 * 3600)
    with pytest.raises(AuthenticationError, match="or have expired"):
        chat(over)


def test_without_a_role_the_refusal_names_the_data_action_that_is_missing(empty: Any) -> None:
    empty.deploy()
    assert refused(empty.v1()) == (
        "401 PermissionDenied: The principal `11111111-1111-1111-1111-111111111111` lacks the required data action "
        "`Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action` to perform "
        "`POST /openai/deployments/{deployment-id}/chat/completions` operation."
    )


@pytest.mark.parametrize("scope", [ACCOUNT, GROUP, f"/subscriptions/{SUBSCRIPTION_ID}"])
def test_a_role_works_at_the_account_and_above_it(empty: Any, scope: str) -> None:
    empty.deploy()
    empty.grant(scope=scope)
    assert chat(empty.v1()).choices


def test_a_role_at_a_deployment_works_for_that_deployment_only(empty: Any) -> None:
    empty.deploy()
    empty.deploy("other")
    empty.grant(scope=f"{ACCOUNT}/deployments/chat")
    assert chat(empty.v1()).choices
    assert "PermissionDenied" in refused(empty.v1(), "other")


@pytest.mark.parametrize("role", ["Owner", "Cognitive Services Contributor", "Cognitive Services Data Reader"])
def test_roles_that_manage_or_only_read_do_not_call(empty: Any, role: str) -> None:
    empty.deploy()
    empty.grant(role)
    assert "PermissionDenied" in refused(empty.v1())


@pytest.mark.parametrize("excepted", [[], ["Microsoft.CognitiveServices/accounts/OpenAI/deployments/*/action"]])
def test_a_custom_role_gives_what_its_data_actions_say_without_what_they_except(empty: Any, excepted: Any) -> None:
    empty.deploy()
    permission = {"dataActions": ["microsoft.cognitiveservices/accounts/*"], "notDataActions": excepted}
    held = {"roleName": "Caller", "permissions": [permission], "assignableScopes": [GROUP]}
    empty.put(f"{GROUP}/providers/Microsoft.Authorization/roleDefinitions/{CUSTOM_ROLE}", {"properties": held})
    empty.grant(CUSTOM_ROLE)
    if excepted:
        assert "PermissionDenied" in refused(empty.v1())
    else:
        assert chat(empty.v1()).choices


def test_another_principals_role_is_of_no_use(empty: Any) -> None:
    empty.deploy()
    empty.grant(to="33333333-3333-3333-3333-333333333333")
    assert "PermissionDenied" in refused(empty.v1())


def test_with_public_access_off_only_the_private_endpoint_leads_in(azure: Any) -> None:
    azure.set(publicNetworkAccess="Disabled")
    through = azure.v1(path="private-endpoint")
    closed = "403 403: Public access is disabled. Please configure private endpoint."
    assert refused(azure.v1()) == refused(azure.v1(path="198.51.100.7")) == closed
    assert refused(through) == closed, "there is no endpoint yet"
    network = f"{GROUP}/providers/Microsoft.Network"
    make_network(azure)
    connection = {"privateLinkServiceId": ACCOUNT, "groupIds": ["account"]}
    held = {
        "subnet": {"id": f"{network}/virtualNetworks/net/subnets/plain"},
        "privateLinkServiceConnections": [{"name": "ai", "properties": connection}],
    }
    azure.put(f"{network}/privateEndpoints/ai", {"location": "swedencentral", "properties": held})
    assert chat(through).choices
    assert refused(azure.v1()) == closed


def make_network(azure: Any) -> str:
    """A virtual network with a subnet that has the service endpoint and one that has not."""
    network = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/net"
    azure.put(
        network,
        {"location": "swedencentral", "properties": {"addressSpace": {"addressPrefixes": ["10.0.0.0/16"]}}},
    )
    service = {"serviceEndpoints": [{"service": "Microsoft.CognitiveServices"}]}
    azure.put(f"{network}/subnets/served", {"properties": {"addressPrefix": "10.0.0.0/24", **service}})
    azure.put(f"{network}/subnets/plain", {"properties": {"addressPrefix": "10.0.1.0/24"}})
    return network


def test_the_firewall_lets_in_the_addresses_and_subnets_of_its_rules(azure: Any) -> None:
    network = make_network(azure)
    served, plain = (f"{network}/subnets/{name}" for name in ("served", "plain"))
    azure.set(
        networkAcls={
            "defaultAction": "Deny",
            "ipRules": [{"value": "198.51.100.0/24"}, {"value": "203.0.113.9"}],
            "virtualNetworkRules": [{"id": served}, {"id": plain, "ignoreMissingVnetServiceEndpoint": True}],
        }
    )
    for path in ("198.51.100.7", "203.0.113.9", served.upper()):
        assert chat(azure.v1(path=path)).choices, path
    for path in ("", "203.0.113.8", plain, "nowhere"):
        with pytest.raises(PermissionDeniedError, match="Access denied due to Virtual Network/Firewall rules"):
            chat(azure.v1(path=path))


def test_rules_without_a_default_of_deny_have_no_effect(azure: Any) -> None:
    azure.set(networkAcls={"defaultAction": "Allow", "ipRules": [{"value": "198.51.100.0/24"}]})
    assert chat(azure.v1(path="203.0.113.8")).choices


def test_the_network_is_asked_before_the_caller(azure: Any) -> None:
    azure.set(publicNetworkAccess="Disabled")
    assert "Public access is disabled" in refused(azure.v1(OpenAI, api_key="wrong"))


def test_responses_and_models_need_data_actions_of_their_own(empty: Any) -> None:
    empty.deploy()
    client = empty.v1()
    with pytest.raises(AuthenticationError, match="OpenAI/responses/write"):
        client.responses.create(model="chat", input="Hello")
    with pytest.raises(AuthenticationError, match="OpenAI/models/read"):
        client.models.list()
    empty.grant()
    assert client.responses.create(model="chat", input="Hello").output_text
    assert client.models.list().data
