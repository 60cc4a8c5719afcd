"""Resources as rules see them, and which of them a rule is about."""

import re
from dataclasses import dataclass
from functools import cache

from .values import Value
from .verdicts import NotApplicable

_TOKEN = re.compile(r"azure-native(?:_\w+)?:(?P<module>\w+)(?:/\w+)?:(?P<name>\w+)")


@cache
def resource_type(token: str) -> str:
    """Module and name of an azure-native type, for example `cognitiveservices:Account`, whatever the API version.

    The version may stand in the module (`azure-native:cognitiveservices/v20250601:Account`) or in the package
    (`azure-native_cognitiveservices_v20250601:cognitiveservices:Account`). Empty for types of other providers.
    """
    match = _TOKEN.fullmatch(token)
    return f"{match['module']}:{match['name']}" if match else ""


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource and the inputs it is declared with."""

    type: str
    """Type token."""
    urn: str
    name: str
    """Name in the Pulumi program."""
    inputs: Value

    @property
    def properties(self) -> Value:
        """The ARM properties."""
        return self.inputs["properties"]


@dataclass(frozen=True, slots=True)
class Target:
    """The resources that a rule is about."""

    noun: str
    types: frozenset[str]
    """As `resource_type` gives them."""
    name_input: str
    """Input that holds the name in Azure."""
    kinds: tuple[str, ...] = ()
    """Values of `kind`; empty if the type has none."""

    def covers_type(self, token: str) -> bool:
        """Whether a type token is of this target."""
        return resource_type(token) in self.types

    def scope(self, resource: Resource, exemptions: tuple[str, ...] = ()) -> NotApplicable | tuple[Value, ...]:
        """Why the resource is out of reach, or the values that could, being unknown, still take it there.

        exemptions: names of resources, in Azure or in the program, that are out of reach.
        """
        if not self.covers_type(resource.type):
            return NotApplicable(f"{resource.type} is no {self.noun}")
        doubts: tuple[Value, ...] = ()
        if self.kinds:
            kind = resource.inputs["kind"]
            if not kind.unknown and not kind.is_text(*self.kinds):
                return NotApplicable(f"kind is {kind}, which makes it no {self.noun}")
            doubts = (kind,)
        if exemptions:
            name = resource.inputs[self.name_input]
            if name.is_text(*exemptions) or resource.name.casefold() in {word.casefold() for word in exemptions}:
                return NotApplicable("exempt by the rule's configuration")
            doubts = (*doubts, name)
        return doubts


ACCOUNT = Target(
    noun="Azure OpenAI account",
    types=frozenset({"cognitiveservices:Account"}),
    name_input="accountName",
    kinds=("OpenAI", "AIServices"),
)
DEPLOYMENT = Target(
    noun="model deployment",
    types=frozenset({"cognitiveservices:Deployment"}),
    name_input="deploymentName",
)
FILTER_POLICY = Target(
    noun="content filter policy",
    types=frozenset({"cognitiveservices:RaiPolicy"}),
    name_input="raiPolicyName",
)
