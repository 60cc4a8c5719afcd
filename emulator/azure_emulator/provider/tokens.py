"""Type tokens as programs and the engine write them."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"azure-native(?P<package>_\w+)?:(?P<module>\w+)(/(?P<version>v\w+))?:(?P<name>\w+)")


def short_token(token: str) -> str:
    """Module and name of a type or function token, versioned or not."""
    match = _TOKEN.fullmatch(token)
    if match is None:
        return token
    package = match["package"] or ""
    module = package.lstrip("_").rsplit("_", 1)[0] if package else match["module"]
    return f"{module}:{match['name']}"


def type_of_urn(urn: str) -> str:
    """Type token in a URN."""
    return urn.split("::")[2].rsplit("$", 1)[-1]
