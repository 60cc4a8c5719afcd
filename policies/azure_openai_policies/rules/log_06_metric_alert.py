"""LOG-06: somebody is called when an account fails."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..answers import all_of, any_of
from ..joins import lack
from ..options import texts
from ..resources import ACCOUNT, METRIC_ALERT
from ..rule import StackRule, benchmark
from ..stack import Stack, StackResource
from ..values import Value
from ..verdicts import Finding


def check(account: StackResource, stack: Stack, settings: Value) -> Iterator[Finding]:
    """An alert that is off does not count. Where metrics are asked for, each needs one."""
    alerts = [(alert, _watches(stack, alert, account)) for alert in stack.of(METRIC_ALERT)]
    advice = "Declare a metric alert for it."
    for metric in settings["metrics"].texts:
        answers = [all_of(watches, _is_on(alert, metric)) for alert, watches in alerts]
        yield from lack(answers, f"has no metric alert on {metric}", advice)
    if not settings["metrics"].texts:
        yield from lack([watches for _, watches in alerts], "has no metric alert", advice)


def _watches(stack: Stack, alert: StackResource, account: StackResource) -> bool | None:
    enabled, scopes = alert.inputs["enabled"], alert.inputs["scopes"].elements()
    if not enabled.unknown and not enabled.is_true:
        return False
    watches = any_of(stack.points_at(alert, "scopes", scope, account, ACCOUNT) for scope in scopes)
    return all_of(watches, None if enabled.unknown else True)


def _is_on(alert: StackResource, metric: str) -> bool | None:
    names = [criterion["metricName"] for criterion in alert.inputs["criteria"]["allOf"].elements()]
    return any_of(None if name.unknown else name.is_text(metric) for name in names)


RULE = StackRule(
    name="log-06-metric-alert",
    title="Metric alert",
    description="Azure OpenAI accounts should have a metric alert.",
    why="Throttling and slow answers are seen by users first where nobody is called.",
    remediation="Declare a metric alert whose scopes hold the account.",
    severity=Severity.LOW,
    level=EnforcementLevel.DISABLED,
    target=ACCOUNT,
    framework=benchmark("AI-6", version="v2 preview", mapped_by_microsoft=False),
    tags=("logging",),
    url="https://learn.microsoft.com/azure/foundry/openai/monitor-openai-reference",
    options={"metrics": texts("Metrics that each need an alert, for example AzureOpenAIRequests. Empty: any.")},
    check=check,
)
