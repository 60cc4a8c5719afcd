"""NET-05: somebody can reach the account without the internet."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..joins import endpoint_answer, lack
from ..options import flag, number
from ..resources import ACCOUNT, PRIVATE_ENDPOINT
from ..rule import StackRule, benchmark
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, NotApplicable


def check(account: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """Counts endpoints that lead to the account, whether they are approved by themselves or by hand."""
    if settings["externallyManaged"].is_true:
        yield NotApplicable("private endpoints are managed outside the stack")
        return
    minimum = int(settings["minEndpoints"].number or 1)
    answers = [endpoint_answer(stack, endpoint, account) for endpoint in stack.of(PRIVATE_ENDPOINT)]
    what = f"has {answers.count(True)} private endpoints in the stack, {minimum} are asked for"
    yield from lack(answers, what, "Declare one, or set externallyManaged.", minimum=minimum)


RULE = StackRule(
    name="net-05-private-endpoint",
    title="Private endpoint exists",
    description="Azure OpenAI accounts must have a private endpoint.",
    why="With the public network off, nobody reaches an account without one; with it on, everybody does.",
    remediation="Declare a private endpoint to the account.",
    severity=Severity.HIGH,
    level=EnforcementLevel.ADVISORY,
    target=ACCOUNT,
    framework=benchmark("NS-2", mapped_by_microsoft=True),
    tags=("network", "OWASP LLM02:2025"),
    url="https://learn.microsoft.com/azure/foundry/how-to/configure-private-link",
    options={
        "minEndpoints": number("How many endpoints an account needs.", 1, minimum=1),
        "externallyManaged": flag("Whether endpoints are made outside the stack, for example by an Azure policy."),
    },
    check=check,
)
