"""TAG-01: resources carry the agreed tags."""

from collections.abc import Iterator

from pulumi_policy import EnforcementLevel, Severity

from ..options import texts, texts_by_key
from ..resources import ANY, TAGGABLE, Resource, resource_type
from ..rule import ResourceRule, benchmark
from ..values import Value
from ..verdicts import Finding, NotApplicable, finding


def check(resource: Resource, settings: Value) -> Iterator[Finding]:
    """Azure takes keys for the same whatever their casing. A blank value counts as none."""
    required, types = settings["keys"].texts, {resource_type(given) for given in settings["types"].texts}
    if not required:
        yield NotApplicable("no tag is required by the configuration")
    elif resource_type(resource.type) not in types:
        yield NotApplicable(f"{resource.type} needs no tags by the rule's configuration")
    else:
        for key in required:
            tag = resource.inputs["tags"].at(key)
            if not tag.text.strip():
                yield finding(tag, f"is {tag}", "Set it.")


def remedy(resource: Resource, settings: Value) -> None:
    """Sets the tags that have a default."""
    for key in settings["keys"].texts:
        tag, default = resource.inputs["tags"].at(key), settings["defaults"].at(key).text
        if default and not tag.text.strip():
            tag.put(default)


RULE = ResourceRule(
    name="tag-01-required-tags",
    title="Required tags",
    description="Resources must carry the required tags.",
    why="Without an owner and a cost centre nobody knows whom to ask, or whom to bill.",
    remediation="Set the tags, on the resource or for the whole platform.",
    severity=Severity.LOW,
    level=EnforcementLevel.ADVISORY,
    target=ANY,
    framework=benchmark("AM-1", mapped_by_microsoft=False),
    tags=("tags",),
    url="https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-tagging",
    options={
        "keys": texts("Tags that every resource must carry."),
        "defaults": texts_by_key("Values that the remediation sets, by tag."),
        "types": texts("Types that must carry them, for example web:WebApp.", *sorted(TAGGABLE.types)),
    },
    check=check,
    remedy=remedy,
)
