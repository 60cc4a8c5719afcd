"""The rules of the pack, one file each. A rule is in force by standing in RULES, in the order of the ids."""

from ..rule import ResourceRule, StackRule
from . import (
    iam_01_no_key_auth,
    iam_02_managed_identity,
    mod_05_not_retired,
    net_01_public_network_off,
    net_02_default_deny_firewall,
    rai_01_filter_policy_named,
    rai_03_policy_resolves,
    rai_04_harms_filtered,
    rai_05_severity_ceiling,
    rai_06_jailbreak_shield,
    rai_12_no_contradictory_filter,
    res_02_allowed_skus,
    res_03_residency_class,
)

RULES: tuple[ResourceRule | StackRule, ...] = (
    iam_01_no_key_auth.RULE,
    iam_02_managed_identity.RULE,
    mod_05_not_retired.RULE,
    net_01_public_network_off.RULE,
    net_02_default_deny_firewall.RULE,
    rai_01_filter_policy_named.RULE,
    rai_03_policy_resolves.RULE,
    rai_04_harms_filtered.RULE,
    rai_05_severity_ceiling.RULE,
    rai_06_jailbreak_shield.RULE,
    rai_12_no_contradictory_filter.RULE,
    res_02_allowed_skus.RULE,
    res_03_residency_class.RULE,
)
