"""All rules, one a file, in the order of their ids."""

from . import (
    iam_01_no_key_auth,
    iam_02_managed_identity,
    mod_05_not_retired,
    net_01_public_network_off,
    net_02_default_deny_firewall,
    rai_01_filter_named,
    rai_03_filter_resolves,
    rai_04_harms_filtered,
    rai_05_severity_ceiling,
    rai_06_jailbreak_shield,
    rai_12_no_contradictions,
    res_02_allowed_skus,
    res_03_residency,
)

RULES = (
    iam_01_no_key_auth.RULE,
    iam_02_managed_identity.RULE,
    mod_05_not_retired.RULE,
    net_01_public_network_off.RULE,
    net_02_default_deny_firewall.RULE,
    rai_01_filter_named.RULE,
    rai_03_filter_resolves.RULE,
    rai_04_harms_filtered.RULE,
    rai_05_severity_ceiling.RULE,
    rai_06_jailbreak_shield.RULE,
    rai_12_no_contradictions.RULE,
    res_02_allowed_skus.RULE,
    res_03_residency.RULE,
)
