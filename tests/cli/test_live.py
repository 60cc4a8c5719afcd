"""`--live`: Microsoft's own client, down to a transport that answers for Azure."""

import json
import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from azure.core.credentials import AccessToken
from azure.core.exceptions import ClientAuthenticationError, ServiceRequestError
from azure.core.pipeline.transport import HttpTransport
from azure.core.rest import HttpRequest
from azure.core.rest._http_response_impl import HttpResponseImpl

from azure_openai_catalog import models, overlay
from azure_openai_cli.live import connection

from .conftest import Command

SUBSCRIPTION = "11111111-2222-4333-8444-555555555555"
PROVIDER = f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.CognitiveServices"


class _Credential:
    """A signed-in user, or nobody, with what Microsoft's credential says of the ways it tried."""

    def __init__(self, refused: str | None = None):
        self.refused = refused

    def get_token(self, *scopes: str, **_: Any) -> AccessToken:
        if self.refused is not None:
            raise ClientAuthenticationError(f"DefaultAzureCredential failed.\nAttempted credentials:\n{self.refused}")
        return AccessToken("token-of-the-test", int(time.time()) + 3600)


class _Response(HttpResponseImpl):
    def __init__(self, request: HttpRequest, status: int, body: Any):
        headers = {"Content-Type": "application/json"}
        super().__init__(
            request=request, internal_response=None, status_code=status, reason="", headers=headers,
            content_type="application/json", stream_download_generator=None,
        )  # fmt: skip
        self._content = json.dumps(body).encode()
        self._is_closed = self._is_stream_consumed = True

    def body(self) -> bytes:
        return self._content or b""


class _Azure(HttpTransport[HttpRequest, _Response]):
    """Answers by path; keeps what was asked."""

    def __init__(self, answers: dict[str, tuple[int, Any]]):
        self.answers, self.asked = answers, list[HttpRequest]()

    def send(self, request: HttpRequest, **_: Any) -> _Response:
        self.asked.append(request)
        path = re.sub(r"^https://[^/]+|\?.*$", "", request.url)
        if path not in self.answers:
            raise ServiceRequestError("no route to host")
        status, body = self.answers[path]
        return _Response(request, status, body)

    def open(self) -> None: ...

    def close(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


@pytest.fixture
def azure(monkeypatch: pytest.MonkeyPatch) -> Callable[..., _Azure]:
    """Puts an Azure that answers so behind the client."""
    real = connection.connect

    def put(answers: dict[str, tuple[int, Any]], refused: str | None = None) -> _Azure:
        transport = _Azure({f"{PROVIDER}{path}": answer for path, answer in answers.items()})

        def connect(subscription: str) -> Any:
            return real(subscription, _Credential(refused), transport=transport, retry_total=0)

        monkeypatch.setattr(connection, "connect", connect)
        return transport

    return put


def usage(counter: str, used: float, limit: float) -> dict[str, Any]:
    return {"name": {"value": counter}, "currentValue": used, "limit": limit, "unit": "Count"}


def deleted(name: str, group: str = "rg") -> dict[str, Any]:
    return {"name": name, "id": f"{PROVIDER}/locations/swedencentral/resourceGroups/{group}/deletedAccounts/{name}"}


def model(name: str, version: str, status: str = "GenerallyAvailable", **more: Any) -> dict[str, Any]:
    described = {"name": name, "version": version, "format": "OpenAI", "lifecycleStatus": status,
                 "skus": [{"name": "GlobalStandard"}], **more}  # fmt: skip
    return {"kind": "OpenAI", "skuName": "S0", "model": described}


def test_quota_takes_azures_figures(command: Command, project: Path, azure) -> None:
    asked = azure(
        {
            "/deletedAccounts": (200, {"value": [deleted("old-account")]}),
            "/locations/swedencentral/usages": (
                200,
                {"value": [usage("OpenAI.DataZoneStandard.gpt-5.1", 450, 500), usage("OpenAI.S0.AccountCount", 1, 30)]},
            ),
        }
    ).asked
    ran = command("quota", "--live", "--subscription", SUBSCRIPTION, "--json")
    assert ran.code == 3
    pool = next(pool for pool in ran.document["pools"] if pool["pool"]["counter"].endswith("gpt-5.1"))
    assert (pool["held_by_others"], pool["limit"], pool["limit_from"]) == (450, 500, "Azure's usages")
    assert "old-account" in ran.err
    assert "Take it off: `pulumi stack export > FILE`, --held FILE." in ran.err
    assert {request.headers["Authorization"] for request in asked} == {"Bearer token-of-the-test"}


def test_what_the_stacks_hold_already_is_taken_off(command: Command, project: Path, azure) -> None:
    azure(
        {
            "/deletedAccounts": (200, {"value": []}),
            "/locations/swedencentral/usages": (200, {"value": [usage("OpenAI.DataZoneStandard.gpt-5.1", 450, 500)]}),
        }
    )
    account = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/a"
    resources = [
        {"urn": "urn:pulumi:local::p::azure-native:cognitiveservices:Account::a",
         "type": "azure-native:cognitiveservices:Account", "id": account, "inputs": {"location": "swedencentral"}},
        {"urn": "urn:pulumi:local::p::azure-native:cognitiveservices:Deployment::c",
         "type": "azure-native:cognitiveservices:Deployment", "id": f"{account}/deployments/c",
         "inputs": {"sku": {"name": "DataZoneStandard", "capacity": 400}, "properties": {
             "model": {"name": "gpt-5.1", "version": "2025-11-13", "format": "OpenAI"}}}},
    ]  # fmt: skip
    (project / "state.json").write_text(json.dumps({"deployment": {"resources": resources}}))
    ran = command("quota", "--live", "--subscription", SUBSCRIPTION, "--held", "state.json", "--json")
    assert ran.code == 0
    pool = next(pool for pool in ran.document["pools"] if pool["pool"]["counter"].endswith("gpt-5.1"))
    assert pool["held_by_others"] == 50
    assert "--held" not in ran.err
    (alone,) = command("quota", "--live", "--subscription", SUBSCRIPTION, "--state", "state.json", "--json").document[
        "pools"
    ]
    assert (alone["wanted"], alone["held_by_others"]) == (400, 50)


def test_models_of_a_region_come_once_each_with_our_words_for_their_stage(command: Command, azure) -> None:
    rows = [
        model("gpt-5.1", "2025-11-13", isDefaultVersion=True, deprecation={"inference": "2027-05-15T00:00:00Z"}),
        model("gpt-5.1", "2025-11-13"),
        model("gpt-4o", "2024-05-13", "Deprecating"),
        model("new-model", "1", "Preview"),
    ]
    azure({"/locations/swedencentral/models": (200, {"value": rows})})
    ran = command("models", "--live", "--region", "Sweden Central", "--subscription", SUBSCRIPTION, "--json")
    found = {one["model"]: one for one in ran.document["models"]}
    assert {name: one["stage"] for name, one in found.items()} == {
        "gpt-5.1": "ga",
        "gpt-4o": "deprecated",
        "new-model": "preview",
    }
    assert len(ran.document["models"]) == 3
    misspelt = command(
        "models", "--live", "--region", "swedencentral", "--subscription", SUBSCRIPTION, "--name", "gtp-5"
    )
    assert misspelt.code == 2
    assert "Azure in swedencentral has no model whose name contains 'gtp-5'. Nearest: gpt-5.1" in misspelt.err


def test_free_capacity_is_shown_where_there_is_most(command: Command, azure) -> None:
    def row(region: str, free: float) -> dict[str, Any]:
        return {"location": region, "properties": {"skuName": "GlobalProvisionedManaged", "availableCapacity": free}}

    asked = azure({"/modelCapacities": (200, {"value": [row("eastus", 10), row("swedencentral", 300)]})}).asked
    ran = command("models", "show", "gpt-5.1", "--live", "--subscription", SUBSCRIPTION, "--json")
    assert [one["region"] for one in ran.document["free"]] == ["swedencentral", "eastus"]
    assert "modelVersion=2025-11-13" in asked[0].url


NOTHING_SET_UP = """
\tEnvironmentCredential: EnvironmentCredential authentication unavailable. Environment variables are not fully configured.
\tAzureCliCredential: Azure CLI not found on path
\tAzurePowerShellCredential: PowerShell is not installed
"""


def test_nobody_signed_in_is_one_line_and_a_code_of_its_own(command: Command, project: Path, azure) -> None:
    azure({}, refused=NOTHING_SET_UP)
    ran = command("quota", "--live", "--subscription", SUBSCRIPTION)
    assert ran.code == 4
    assert ran.err.startswith("Error: Azure: Nobody is signed in. Run `az login`")
    assert len(ran.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("why", "code", "told"),
    [
        ("AADSTS700016: Application 'x' was not found. Trace ID: 1", 4, "AADSTS700016: Application 'x' was not found."),
        ("Unable to get authority configuration for https://nowhere/", 4, "Unable to get authority configuration"),
        ("HTTPSConnection(host='login.microsoftonline.com'): Failed to resolve it", 5, "Failed to resolve it."),
        ("the secret s3cr3t-of-the-test is wrong", 4, "the secret *** is wrong."),
    ],
)
def test_the_cause_of_a_failed_sign_in_is_told_without_secrets(
    command: Command, azure, monkeypatch: pytest.MonkeyPatch, why: str, code: int, told: str
) -> None:
    monkeypatch.setenv("AZURE_CLIENT_SECRET", "s3cr3t-of-the-test")
    azure(
        {}, refused=f"{NOTHING_SET_UP}\tEnvironmentCredential: Authentication failed: {why}\nTo mitigate this, read on."
    )
    ran = command("models", "--live", "--region", "eastus", "--subscription", SUBSCRIPTION)
    assert ran.code == code
    assert told in ran.err and "Trace ID" not in ran.err and "s3cr3t" not in ran.err
    assert len(ran.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("variable", "value", "code", "told"),
    [
        ("AZURE_CLIENT_SECRET", "", 4, "AZURE_CLIENT_SECRET (empty)"),
        ("AZURE_TENANT_ID", "my tenant", 4, "Invalid tenant ID"),
        ("AZURE_AUTHORITY_HOST", "http://login.example", 4, "'http://login.example' is an invalid authority"),
        ("REQUESTS_CA_BUNDLE", "/nowhere.pem", 5, "invalid path: /nowhere.pem. Check"),
    ],
)
@pytest.mark.parametrize("arguments", [("purge",), ("models", "--live", "--region", "eastus")])
def test_a_sign_in_that_is_not_set_up_well_is_one_line(
    command: Command, monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...], variable: str, value: str, code: int, told: str,
) -> None:  # fmt: skip
    for name in ("AZURE_TENANT_ID", "AZURE_CLIENT_ID"):
        monkeypatch.setenv(name, SUBSCRIPTION)
    monkeypatch.setenv("AZURE_CLIENT_SECRET", "s3cr3t-of-the-test")
    monkeypatch.setenv(variable, value)
    ran = command(*arguments, "--subscription", SUBSCRIPTION)
    assert ran.code == code
    assert told in ran.err and "s3cr3t" not in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_a_sign_in_that_azure_does_not_accept_is_told_with_its_reason(command: Command, azure) -> None:
    refusal = {"error": {"code": "InvalidAuthenticationTokenTenant", "message": "The token is from the wrong issuer"}}
    azure({"/deletedAccounts": (401, refusal)})
    ran = command("purge", "--subscription", SUBSCRIPTION)
    assert ran.code == 4
    assert (
        "does not accept the sign-in: (InvalidAuthenticationTokenTenant) The token is from the wrong issuer." in ran.err
    )


def test_a_region_that_is_misspelt_is_told_with_the_nearest(command: Command, project: Path, change, azure) -> None:
    change("location: swedencentral", "location: swedencentrall")
    refusal = {"error": {"code": "NoRegisteredProviderFound", "message": "No provider in swedencentrall"}}
    azure(
        {"/deletedAccounts": (200, {"value": []}), "/locations/swedencentrall/usages": (400, refusal)},
    )
    ran = command("quota", "--live", "--subscription", SUBSCRIPTION)
    assert ran.code == 5
    assert "no region 'swedencentrall'. Nearest: swedencentral" in ran.err
    assert "Check subscription and region." in ran.err and "Try again later" not in ran.err


def test_azure_refusing_or_out_of_reach_is_told_with_a_code_of_its_own(command: Command, azure) -> None:
    azure({"/locations/eastus/models": (403, {"error": {"code": "AuthorizationFailed", "message": "no right"}})})
    refused = command("models", "--live", "--region", "eastus", "--subscription", SUBSCRIPTION)
    assert refused.code == 5
    assert "AuthorizationFailed" in refused.err and "You need a role" in refused.err
    unreachable = command("models", "--live", "--region", "westus", "--subscription", SUBSCRIPTION)
    assert unreachable.code == 5
    assert "could not be reached: no route to host. Check" in unreachable.err


def test_live_needs_a_subscription_and_a_region(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("AZURE_SUBSCRIPTION_ID", "ARM_SUBSCRIPTION_ID"):
        monkeypatch.delenv(variable, raising=False)
    assert "No subscription is given." in command("models", "--live", "--region", "eastus").err
    ran = command("models", "--live")
    assert ran.code == 2
    assert "--region" in ran.err


def test_the_catalogue_is_brought_up_to_what_azure_offers(
    command: Command, project: Path, azure, overlay_of_ones_own: None
) -> None:
    moved = model("gpt-5.1", "2025-11-13", deprecation={"inference": "2027-08-01T00:00:00Z"},
                  skus=[{"name": "DataZoneStandard"}, {"name": "SkuOfTomorrow"}])  # fmt: skip
    rows = [
        moved,
        model("gpt-7", "2027-01-01"),
        model("gpt-4", "0613", "Deprecated"),
        {**model("llama", "1"), "model": {"name": "llama", "format": "Meta"}},
    ]
    azure({"/locations/spaincentral/models": (200, {"value": rows})})
    before = models.find("gpt-5.1", "2025-11-13")
    assert before is not None and before.regions is not None
    ran = command("catalog", "refresh", "--region", "spaincentral", "--subscription", SUBSCRIPTION, "-o", "o.json")
    assert ran.code == 0, ran.err
    assert "AZURE_OPENAI_CATALOG_OVERLAY=" in ran.err
    assert "Asked: 1 region." in ran.out
    overlay.use("o.json")
    after = models.find("gpt-5.1", "2025-11-13")
    assert after is not None and after.regions is not None
    assert after.retirement_date == date(2027, 8, 1)
    assert after.regions["DataZoneStandard"] == before.regions["DataZoneStandard"] | {"spaincentral"}
    assert after.regions["GlobalStandard"] == before.regions["GlobalStandard"] - {"spaincentral"}
    assert after.regions["Standard"] == before.regions["Standard"]
    assert after.max_output_tokens == before.max_output_tokens
    new = models.find("gpt-7", "2027-01-01")
    assert new is not None and new.regions_for("GlobalStandard") == {"spaincentral"}
    assert "llama" not in models.names()
    assert command("catalog", "refresh", "--region", "nowhere", "--subscription", SUBSCRIPTION).code == 2


def test_a_catalogue_that_is_up_to_date_is_left_alone(
    command: Command, project: Path, azure, overlay_of_ones_own: None
) -> None:
    known = models.find("gpt-5.1", "2025-11-13")
    assert known is not None and known.regions is not None and known.retirement_date is not None
    skus = [{"name": name} for name, regions in known.regions.items() if regions and "swedencentral" in regions]
    row = model("gpt-5.1", "2025-11-13", skus=skus, deprecation={"inference": f"{known.retirement_date}T00:00:00Z"})
    azure({"/locations/swedencentral/models": (200, {"value": [row]})})
    arguments = ("catalog", "refresh", "--region", "swedencentral", "--subscription", SUBSCRIPTION, "--json")
    assert command(*arguments).document["models"] == {}
