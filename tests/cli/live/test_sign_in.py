"""`--live` without a sign-in, or with one that does not work."""

from pathlib import Path

import pytest

from ..conftest import Command
from .conftest import SUBSCRIPTION

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
