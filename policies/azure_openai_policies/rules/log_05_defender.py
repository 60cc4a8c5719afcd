"""LOG-05: Defender watches what is asked and answered."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..answers import all_of
from ..joins import lack
from ..options import flag
from ..resources import ACCOUNT, DEFENDER_PLAN
from ..rule import StackRule, benchmark
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding, NotApplicable


def check(account: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """The plan is the subscription's: most stacks declare it external."""
    if settings["external"].is_true:
        yield NotApplicable("the Defender plan is managed outside the stack")
        return
    answers = [_is_on(plan) for plan in stack.of(DEFENDER_PLAN)]
    advice = "Declare security:Pricing AI with tier Standard, or set external."
    yield from lack(answers, "is not watched by Defender for AI services", advice)


def _is_on(plan: StackResource) -> bool | None:
    wanted = {plan.azure_name(DEFENDER_PLAN): "AI", plan.inputs["pricingTier"]: "Standard"}
    return all_of(*(None if value.unknown else value.is_text(word) for value, word in wanted.items()))


RULE = StackRule(
    name="log-05-defender",
    title="Defender for AI services",
    description="Defender for AI services should watch Azure OpenAI accounts.",
    why="Attacks on a model look like ordinary calls; the plan is what reports them to the security team.",
    remediation="Turn the plan AI on for the subscription, in this stack or outside.",
    severity=Severity.MEDIUM,
    level=EnforcementLevel.ADVISORY,
    target=ACCOUNT,
    framework=benchmark("LT-1; AI-6", mapped_by_microsoft=False),
    tags=("logging", "OWASP LLM02:2025"),
    url="https://learn.microsoft.com/azure/defender-for-cloud/ai-threat-protection",
    options={"external": flag("Whether the plan is turned on outside the stack.")},
    check=check,
)
