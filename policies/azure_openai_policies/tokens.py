"""Type tokens of azure-native in all their forms: plain, versioned, parameterised."""

import re

_TOKEN = re.compile(r"azure-native(_(?P<local>[a-z]+)_v\w+)?:(?P<module>\w+)(/v\w+)?:(?P<name>\w+)")

ACCOUNT = "cognitiveservices:Account"
DEPLOYMENT = "cognitiveservices:Deployment"
RAI_POLICY = "cognitiveservices:RaiPolicy"


def short(token: str) -> str:
    """Module and class of an azure-native type, for example `cognitiveservices:Account`; other tokens as they are."""
    match = _TOKEN.fullmatch(token)
    return f"{match['local'] or match['module']}:{match['name']}" if match else token
