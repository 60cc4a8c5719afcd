"""What holds for every request to the management door, seen as plain HTTP."""

import json
from typing import Any

import pytest

from azure_emulator import tokens

SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"
GROUPS = f"{SUBSCRIPTION}/resourceGroups"
ACCOUNT = f"{GROUPS}/rg/providers/Microsoft.CognitiveServices/accounts/ai"
ACCOUNT_BODY = {"location": "swedencentral", "kind": "OpenAI", "sku": {"name": "S0"}}
PRINCIPAL = "11111111-1111-1111-1111-111111111111"


def code(response: Any) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


@pytest.mark.parametrize(
    ("authorization", "expected"),
    [
        (None, "AuthenticationFailed"),
        ("Basic abc", "InvalidAuthenticationToken"),
        ("Bearer nonsense", "InvalidAuthenticationToken"),
        (tokens.issue(PRINCIPAL, "https://ai.azure.com/.default"), "InvalidAuthenticationTokenAudience"),
        (tokens.issue(PRINCIPAL, "https://management.azure.com/.default", lambda: 0), "ExpiredAuthenticationToken"),
    ],
)
def test_nobody_gets_in_without_a_token_for_management(doors: Any, authorization: str | None, expected: str) -> None:
    if authorization and " " not in authorization:
        authorization = f"Bearer {authorization}"
    headers = {"Authorization": authorization} if authorization else {}
    refused = doors.request("GET", f"{GROUPS}?api-version=2024-03-01", headers=headers)
    assert code(refused) == (401, expected)


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", GROUPS, (400, "MissingApiVersionParameter")),
        ("GET", f"{GROUPS}?api-version=1999-01-01", (400, "NoRegisteredProviderFound")),
        ("GET", "/subscriptions?api-version=1999-01-01", (400, "NoRegisteredProviderFound")),
        ("GET", "/nothing/here?api-version=2024-03-01", (404, "HttpResourceNotFound")),
        ("GET", "/?api-version=2024-03-01", (404, "HttpResourceNotFound")),
        ("GET", "/subscriptions/other/resourceGroups?api-version=2024-03-01", (404, "SubscriptionNotFound")),
        ("GET", f"{GROUPS}/none/resources?api-version=2024-03-01", (404, "ResourceGroupNotFound")),
        ("DELETE", f"{GROUPS}/none?api-version=2024-03-01", (404, "ResourceGroupNotFound")),
        (
            "GET",
            f"{SUBSCRIPTION}/providers/Microsoft.Compute/virtualMachines?api-version=2024-03-01",
            (404, "InvalidResourceType"),
        ),
        ("GET", f"{ACCOUNT}/deployments?api-version=2025-06-01", (404, "ResourceGroupNotFound")),
        ("GET", f"{GROUPS}?api-version=2024-03-01&$top=many", (400, "InvalidQueryParameterValue")),
        ("GET", f"{GROUPS}?api-version=2024-03-01&$filter=x", (400, "InvalidFilterInQueryString")),
        ("PATCH", f"{GROUPS}/none?api-version=2024-03-01", (404, "ResourceGroupNotFound")),
    ],
)
def test_what_cannot_be_answered_comes_in_azures_envelope(
    doors: Any, method: str, path: str, expected: tuple[int, str]
) -> None:
    refused = doors.request(method, path)
    assert code(refused) == expected
    assert refused.json()["error"]["message"]
    assert refused.headers["x-ms-request-id"] and refused.headers["x-ms-correlation-request-id"]


@pytest.mark.parametrize("body", ["{", "[1]", '"text"', b"\xff"])
def test_a_body_that_is_no_object_is_refused(doors: Any, body: Any) -> None:
    assert code(doors.request("PUT", f"{GROUPS}/rg?api-version=2024-03-01", data=body)) == (
        400,
        "InvalidRequestContent",
    )


def test_a_list_is_cut_to_what_was_asked_for(doors: Any) -> None:
    for name in ("a", "b", "c"):
        doors.request("PUT", f"{GROUPS}/{name}?api-version=2024-03-01", json={"location": "swedencentral"})
    listed = doors.request("GET", f"{GROUPS}?api-version=2024-03-01&$top=2").json()
    assert [group["name"] for group in listed["value"]] == ["a", "b"] and "nextLink" not in listed


def test_the_pages_of_a_list_together_are_the_list(doors: Any) -> None:
    for number in range(203):
        body = {"location": "swedencentral"}
        doors.request("PUT", f"{GROUPS}/g{number:03}?api-version=2024-03-01", json=body)
    path, found, pages = f"{GROUPS}?api-version=2024-03-01", [], 0
    while path:
        page = doors.request("GET", path).json()
        found += [group["name"] for group in page["value"]]
        path, pages = page.get("nextLink", "").removeprefix(doors.url), pages + 1
    assert (found, pages) == ([f"g{number:03}" for number in range(203)], 3)


def test_a_delete_can_be_followed_by_location_and_by_its_operation(slow_doors: Any) -> None:
    version = "api-version=2025-06-01"
    slow_doors.request("PUT", f"{GROUPS}/rg?api-version=2024-03-01", json={"location": "swedencentral"})
    made = slow_doors.request("PUT", f"{ACCOUNT}?{version}", json=ACCOUNT_BODY)
    assert (made.status_code, made.json()["properties"]["provisioningState"]) == (201, "Accepted")
    assert _states(slow_doors, made.headers["Azure-AsyncOperation"]) == ["InProgress", "Succeeded"]
    started = slow_doors.request("DELETE", f"{ACCOUNT}?{version}")
    assert started.status_code == 202 and int(started.headers["Retry-After"]) >= 1
    assert code(slow_doors.request("PUT", f"{ACCOUNT}?{version}", json=ACCOUNT_BODY)) == (409, "RequestConflict")
    waiting = slow_doors.request("GET", started.headers["Location"].removeprefix(slow_doors.url))
    assert waiting.status_code == 202 and waiting.headers["Location"] == started.headers["Location"]
    assert _states(slow_doors, started.headers["Azure-AsyncOperation"]) == ["InProgress", "Succeeded"]
    assert slow_doors.request("GET", started.headers["Location"].removeprefix(slow_doors.url)).status_code == 204


def _states(doors: Any, url: str) -> list[str]:
    """States of an operation until it ends, each once."""
    states: list[str] = []
    while not states or states[-1] == "InProgress":
        state = doors.request("GET", url.removeprefix(doors.url)).json()["status"]
        if state not in states:
            states.append(state)
    return states


def test_a_fault_reaches_the_client(doors: Any) -> None:
    doors.faults.write_text(json.dumps([{"match": "GET */resourceGroups", "kind": "throttled", "times": 1}]))
    throttled = doors.request("GET", f"{GROUPS}?api-version=2024-03-01")
    assert code(throttled) == (429, "TooManyRequests") and throttled.headers["Retry-After"] == "1"
    assert doors.request("GET", f"{GROUPS}?api-version=2024-03-01").status_code == 200


def test_how_often_a_key_was_regenerated_is_not_told(group: Any) -> None:
    group.request("PUT", f"{ACCOUNT}?api-version=2025-06-01", json=ACCOUNT_BODY)
    key = {"keyName": "Key1"}
    assert group.request("POST", f"{ACCOUNT}/regenerateKey?api-version=2025-06-01", json=key).status_code == 200
    assert "keyGenerations" not in group.request("GET", f"{ACCOUNT}?api-version=2025-06-01").text
    group.request("DELETE", f"{ACCOUNT}?api-version=2025-06-01")
    deleted = f"{SUBSCRIPTION}/providers/Microsoft.CognitiveServices/deletedAccounts?api-version=2025-06-01"
    listed = group.request("GET", deleted).text
    assert '"ai"' in listed and "keyGenerations" not in listed
    wrong = group.request("GET", deleted.replace("2025-06-01", "1999-01-01"))
    assert code(wrong) == (400, "NoRegisteredProviderFound")


def test_only_the_two_keys_can_be_regenerated(group: Any) -> None:
    group.request("PUT", f"{ACCOUNT}?api-version=2025-06-01", json=ACCOUNT_BODY)
    refused = group.request("POST", f"{ACCOUNT}/regenerateKey?api-version=2025-06-01", json={"keyName": "Key3"})
    assert refused.status_code == 400 and "use Key1 or Key2" in refused.json()["error"]["message"]


@pytest.mark.parametrize(
    ("tenant", "form", "expected"),
    [
        ("other", {}, "invalid_request"),
        (None, {"grant_type": "password"}, "unsupported_grant_type"),
        (None, {"client_id": "me"}, "unauthorized_client"),
        (None, {"scope": "https://management.azure.com/user"}, "invalid_scope"),
    ],
)
def test_a_sign_in_that_is_not_understood_is_refused(
    doors: Any, tenant: str | None, form: dict[str, str], expected: str
) -> None:
    asked = {
        "grant_type": "client_credentials",
        "client_id": PRINCIPAL,
        "scope": "https://management.azure.com/.default",
    }
    path = f"/{tenant or '00000000-0000-0000-0000-00000000aaaa'}/oauth2/v2.0/token"
    refused = doors.request("POST", path, data={**asked, **form}, headers={})
    assert (refused.status_code, refused.json()["error"]) == (400, expected)
