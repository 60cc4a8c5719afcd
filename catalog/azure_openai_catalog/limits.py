"""Limits of Azure on names and counts. They are the same for everybody: an overlay does not reach them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ._data import data


@dataclass(frozen=True, slots=True)
class NameRule:
    """What a name may look like."""

    pattern: str
    min_length: int
    max_length: int

    def matches(self, name: str) -> bool:
        """Whether a name is allowed."""
        return self.min_length <= len(name) <= self.max_length and re.fullmatch(self.pattern, name) is not None


def _rule(name: str) -> NameRule:
    facts = data("limits")["names"][name]
    return NameRule(facts["pattern"], facts["min"], facts["max"])


ACCOUNT_NAME = _rule("account")
SUBDOMAIN = _rule("subdomain")
DEPLOYMENT_NAME = _rule("deployment")
RAI_POLICY_NAME = _rule("rai_policy")
BLOCKLIST_NAME = _rule("blocklist")

_COUNTS = data("limits")["counts"]

DEPLOYMENTS_PER_ACCOUNT: int = _COUNTS["deployments_per_account"]
BLOCKLIST_TERMS: int = _COUNTS["blocklist_terms"]
BLOCKLIST_TERM_CHARACTERS: int = _COUNTS["blocklist_term_characters"]
IP_RULES: int = _COUNTS["ip_rules"]
DNS_ZONES_PER_ENDPOINT: int = _COUNTS["dns_zones_per_endpoint"]


SOFT_DELETE_HOURS: int = data("limits")["soft_delete"]["retention_hours"]
"""How long a deleted account can be brought back, and keeps its name and maybe its quota."""


def counts() -> Mapping[str, int]:
    """All limits on numbers and sizes by name, the unit at the end of the name."""
    return MappingProxyType(data("limits")["counts"])


def propagation_minutes(change: str) -> int:
    """Minutes up to which a change takes effect: `role_assignment`, `quota_change`, `blocklist_item`,
    `deployment_first_answer`. Raises KeyError for another."""
    return data("limits")["propagation_minutes"][change]
