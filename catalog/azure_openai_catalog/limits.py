"""Limits of Azure on names and counts. They are the same for everybody: an overlay does not reach them."""

import re
from dataclasses import dataclass

from ._data import shipped


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
    facts = shipped("limits")["names"][name]
    return NameRule(facts["pattern"], facts["min"], facts["max"])


ACCOUNT_NAME = _rule("account")
SUBDOMAIN = _rule("subdomain")
DEPLOYMENT_NAME = _rule("deployment")
RAI_POLICY_NAME = _rule("rai_policy")
BLOCKLIST_NAME = _rule("blocklist")

_COUNTS = shipped("limits")["counts"]

DEPLOYMENTS_PER_ACCOUNT: int = _COUNTS["deployments_per_account"]
BLOCKLIST_TERMS: int = _COUNTS["blocklist_terms"]
BLOCKLIST_TERM_CHARACTERS: int = _COUNTS["blocklist_term_characters"]
IP_RULES: int = _COUNTS["ip_rules"]
DNS_ZONES_PER_ENDPOINT: int = _COUNTS["dns_zones_per_endpoint"]
