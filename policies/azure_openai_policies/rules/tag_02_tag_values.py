"""TAG-02: tags have values that reports can be made from."""

import re
from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..options import texts_by_key
from ..resources import TAGGABLE, Resource
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, Problem, finding


def check(resource: Resource, settings: Value) -> Iterator[Finding]:
    """Azure takes keys for the same whatever their casing. A missing tag is TAG-01's."""
    patterns, tags = settings["patterns"], resource.inputs["tags"]
    for key in patterns.keys:
        tag, pattern = tags.at(key), patterns[key].text
        try:
            fits = re.fullmatch(pattern, tag.text) is not None
        except re.error as error:
            yield Problem(patterns.path, f"holds {pattern!r} for {key}: {error}", "Correct the pattern.")
            continue
        if not tag.missing and not fits:
            yield finding(tag, f"is {tag}", f"Use a value that fits {pattern!r}.")


RULE = ResourceRule(
    name="tag-02-tag-values",
    title="Tag values",
    description="Tags must have agreed values.",
    why="`prod`, `Prod` and `production` are three environments to every report.",
    remediation="Set the tag to a value that fits its pattern.",
    severity=Severity.LOW,
    level=EnforcementLevel.DISABLED,
    target=TAGGABLE,
    framework=benchmark("AM-1", mapped_by_microsoft=False),
    tags=("tags",),
    url="https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-tagging",
    options={
        "patterns": texts_by_key("Regular expression that the whole value must fit, by tag, for example `prod|test`.")
    },
    check=check,
)
