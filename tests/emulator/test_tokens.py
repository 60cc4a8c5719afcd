"""Tokens that stand for Entra's."""

import jwt
import pytest

from azure_emulator import tokens

PRINCIPAL = "11111111-1111-1111-1111-111111111111"


def test_a_token_says_who_calls_and_whom_it_is_for() -> None:
    token = tokens.issue(PRINCIPAL, "https://ai.azure.com/.default", lambda: 1000.0)

    assert tokens.read(token, lambda: 1001.0) == tokens.Claims(PRINCIPAL, "https://ai.azure.com", 4600)


def test_a_token_is_refused_when_it_is_over() -> None:
    token = tokens.issue(PRINCIPAL, "https://ai.azure.com/.default", lambda: 1000.0)

    with pytest.raises(tokens.TokenExpired):
        tokens.read(token, lambda: 4600.0)


@pytest.mark.parametrize(
    "token", ["", "nonsense", jwt.encode({"oid": PRINCIPAL, "aud": "x", "exp": 9e9}, "k" * 32, algorithm="HS256")]
)
def test_what_the_emulator_did_not_issue_is_refused(token: str) -> None:
    with pytest.raises(tokens.TokenRefused, match="not issued by the emulator"):
        tokens.read(token)


def test_the_header_must_hold_a_bearer_token() -> None:
    token = tokens.issue(PRINCIPAL, "https://ai.azure.com/.default")

    assert tokens.bearer(None) is None
    assert tokens.bearer(f"Bearer {token}") == tokens.read(token)
    with pytest.raises(tokens.TokenRefused, match="Bearer"):
        tokens.bearer(f"Basic {token}")
