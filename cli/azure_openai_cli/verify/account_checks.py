"""Checks of an account: its name, and who must not get in."""

from __future__ import annotations

from .calls import Answer, Way
from .lines import Found, failed, not_checked, passed
from .places import CannotTell, Place, are_private

_NETWORK_REFUSES = 403


def dns(place: Place, host: str) -> Found:
    """Does the name lead to a private endpoint?"""
    try:
        found = place.addresses(host)
    except CannotTell as why:
        return not_checked(str(why))
    told = ", ".join(found)
    if not found:
        return failed(f"{host} resolves to nothing: register the private endpoint in a private DNS zone.")
    if not are_private(found):
        return failed(
            f"{host} resolves to {told}, which is public: link the private DNS zone to the network of callers."
        )
    return passed(f"{host} resolves to {told}")


def public_path(place: Place, host: str, token: str | None) -> Found:
    """Is a caller from the internet kept out, whoever it is?"""
    try:
        answer = Way(place.outside(host), token, place.http).models()
    except CannotTell as why:
        return not_checked(str(why))
    if answer.status == _NETWORK_REFUSES and answer.code:
        return passed(str(answer))
    if answer.status in (0, _NETWORK_REFUSES):
        return not_checked(f"Azure was not reached, which might let the call in. {answer}")
    return failed(f"A call over the internet is not refused by the network ({_shown(answer)}): turn public access off.")


def keys(way: Way) -> Found:
    """Are access keys refused as such, not because they are wrong?"""
    answer = way.models_with_a_key()
    if answer.code == "AuthenticationTypeDisabled":
        return passed(str(answer))
    if answer.status in (0, _NETWORK_REFUSES):
        return not_checked(f"No key came as far. {answer}")
    return failed(f"A key is looked at ({_shown(answer)}): turn local authentication off.")


def _shown(answer: Answer) -> str:
    return "200" if answer.ok else str(answer)
