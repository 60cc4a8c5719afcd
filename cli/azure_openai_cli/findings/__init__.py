"""What the policy pack found, from the engine's events to the formats that pull requests show."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that does not hold for a resource."""

    pack: str
    rule: str
    """Name of the policy, for example `rai-01-filter-policy-named`."""
    level: str
    """`mandatory` (stops an update) or `advisory`."""
    severity: str | None
    """`critical`, `high`, `medium` or `low`; None where the pack gives none."""
    urn: str
    """The resource; empty for a finding about the stack as a whole."""
    message: str
    """What the rule asks, on the first line, then what is wrong and what to do."""

    @property
    def is_mandatory(self) -> bool:
        """Whether the finding stops an update."""
        return self.level == "mandatory"

    @property
    def resource(self) -> str:
        """Kind and logical name of the resource, for example `Deployment platform-eu-chat`."""
        if not self.urn:
            return "stack"
        kinds, name = self.urn.split("::")[2], self.urn.split("::", 3)[3]
        return f"{kinds.rsplit(':', 1)[-1]} {name}"

    @property
    def stack(self) -> str:
        """Name of the stack; empty for a finding about the stack as a whole."""
        return self.urn.split("::")[0].rsplit(":", 1)[-1]

    @property
    def project(self) -> str:
        """Name of the stack's project; empty for a finding about the stack as a whole."""
        return self.urn.split("::")[1] if self.urn else ""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a run of policy packs found."""

    packs: dict[str, str]
    """Version by pack, for all packs that ran."""
    findings: tuple[Finding, ...]
    held: tuple[tuple[str, str], ...]
    """Pack and rule, for each rule that is known to hold for everything it looked at, sorted.
    `pulumi policy analyze` does not say which; a preview does."""

    @property
    def mandatory(self) -> int:
        """How many findings stop an update."""
        return sum(finding.is_mandatory for finding in self.findings)
