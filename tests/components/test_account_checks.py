"""What is said of an account before Azure is asked."""

from typing import Any

import pulumi
import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_openai.bodies import network_rule_set
from azure_openai.checks.problems import Problem
from azure_openai.settings.firewall import NetworkAcls
from azure_openai_catalog import skus

from .conftest import deployment, problems_of, told_of

PUBLIC = {"public_network_access": "Enabled"}


@pytest.mark.parametrize(
    ("account", "where", "what"),
    [
        ({"kind": "AIServices", "managed_identities": {"system_assigned": False}}, "managed_identities",
         "has none, an account of kind AIServices needs one. Add one."),
        ({"account_name": "a"}, "account_name",
         "'a' cannot name an account. Use 2 to 64 letters, digits, `-`, `_` and `.`."),
        ({"account_name": "a_b"}, "custom_subdomain_name",
         "'a_b' cannot be the subdomain. Use 2 to 64 letters and digits, with hyphens between them."),
        ({"access_key_secret": {"key_vault_resource_id": "vault", "secret_name": "key"}}, "access_key_secret",
         "has no effect while access keys are off. Remove it, or set `disable_local_auth: false`."),
        ({"access_key_secret": {"key_vault_resource_id": "vault", "secret_name": "key"}},
         "access_key_secret.key_vault_resource_id",
         "'vault' is no resource id of a Key Vault. Give /subscriptions/.../vaults/<name>."),
        ({"access_key_secret": {"key_vault_resource_id": "vault", "secret_name": "my_key"}},
         "access_key_secret.secret_name", "'my_key' cannot name a secret. Use letters, digits and hyphens, at most 127."),
        ({"lock": {"level": "ReadOnly"}}, "lock.level", "'ReadOnly' is not a choice. Use 'CanNotDelete'."),
        ({"lock": {"level": "CanNotDelete", "notes": "x" * 513}}, "lock.notes",
         "has 513 characters, Azure takes 512. Shorten it."),
        ({"allowed_fqdn_list": ["https://example.com/"]}, "allowed_fqdn_list.0",
         "'https://example.com/' is no host name. Write it as example.blob.core.windows.net."),
        ({"network_acls": {"ip_rules": ["20.1.1.1"]}}, "network_acls.ip_rules",
         "has no effect while `public_network_access` is `Disabled`. Remove it, or enable the public network."),
        ({**PUBLIC, "network_acls": {"ip_rules": ["20.1.1.0/31"]}}, "network_acls.ip_rules.0",
         "'20.1.1.0/31' is too small a range for Azure. Give the addresses one by one: 20.1.1.0 and 20.1.1.1."),
        ({**PUBLIC, "network_acls": {"ip_rules": ["20.1.1.7/24"]}}, "network_acls.ip_rules.0",
         "'20.1.1.7/24' is neither an IPv4 address nor a range. The range around it is 20.1.1.0/24."),
        ({**PUBLIC, "network_acls": {"ip_rules": ["172.20.0.1"]}}, "network_acls.ip_rules.0",
         "'172.20.0.1' covers private addresses (RFC 1918), which Azure does not take. "
         "Let them in through a private endpoint or a virtual network rule."),
        ({**PUBLIC, "network_acls": {"ip_rules": ["2001:db8::1"]}}, "network_acls.ip_rules.0",
         "'2001:db8::1' is neither an IPv4 address nor a range. Azure takes IPv4 only."),
        ({**PUBLIC, "network_acls": {"ip_rules": [f"20.1.1.{n}" for n in range(101)]}}, "network_acls.ip_rules",
         "has 101, an account takes 100. Join ranges, or remove some."),
        ({**PUBLIC, "network_acls": {"virtual_network_rules": [{"subnet_resource_id": "callers"}]}},
         "network_acls.virtual_network_rules.0.subnet_resource_id",
         "'callers' is no subnet. Give a resource id: /subscriptions/.../virtualNetworks/<network>/subnets/<subnet>."),
        ({"network_acls": {"bypass": "Everybody"}}, "network_acls.bypass",
         "'Everybody' is not a choice. Use 'None' or 'AzureServices'."),
    ],
)  # fmt: skip
def test_what_an_account_cannot_be(account: dict[str, Any], where: str, what: str) -> None:
    assert told_of(**account)[where] == what


@pytest.mark.parametrize(("not_in_catalog", "advice"), [
    (False, "If it is newer than the catalogue, set `not_in_catalog: true` on its deployments."),
    (True, "Azure will say whether it exists."),
])  # fmt: skip
def test_a_region_nobody_knows_is_told_once_and_may_be_new(not_in_catalog: bool, advice: str) -> None:
    chat, zone = (deployment(sku, not_in_catalog=not_in_catalog) for sku in ("Standard", "DataZoneStandard"))
    (found,) = problems_of(location="swedencentrall", deployments={"chat": chat, "zone": zone})
    both = "centralus, eastus, eastus2, northcentralus, southcentralus, swedencentral, westus, westus3"
    offered = f"Nearest: swedencentral, spaincentral, koreacentral. Its deployments are offered in {both}. "
    what = "the catalogue knows no region 'swedencentrall'."
    assert found == Problem("location", what, offered + advice, not_in_catalog)


def test_a_required_value_that_is_wrong_is_one_problem() -> None:
    assert [problem.where for problem in problems_of(lock={"level": "ReadOnly"})] == ["lock.level"]


def test_an_output_where_the_value_has_to_be_known_says_so() -> None:
    later: Any = pulumi.Output.from_input("eastus2")
    wrong = told_of(location=later, deployments={"d": deployment(capacity=later)}, tags={"team": later})
    needed = "is an Output, which is known only once another resource exists; this has to be known before. Give a plain value."
    assert wrong == {"location": needed, "deployments.d.sku.capacity": needed}


@given(st.lists(st.ip_addresses(v=4).map(str), max_size=5), st.randoms())
def test_the_order_of_addresses_and_how_they_are_written_make_no_difference(addresses: list[str], random: Any) -> None:
    shuffled = [address + random.choice(["", "/32"]) for address in random.sample(addresses, len(addresses))]
    assert _values(addresses) == _values(shuffled)
    assert not any(value.endswith("/32") for value in _values(shuffled))


def _values(addresses: list[str]) -> list[str]:
    rules: Any = network_rule_set(NetworkAcls(ip_rules=addresses)).ip_rules
    return [rule.value for rule in rules]


TEXTS = st.text(max_size=8) | st.sampled_from(
    ["20.1.1.1", "20.1.1.0/24", "0.0.0.0/0", "a.b", "[[a]", "a{9999999999999}"]
)


LISTS = st.lists(TEXTS, max_size=3)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "account_name": TEXTS,
            "custom_subdomain_name": TEXTS,
            "allowed_fqdn_list": LISTS,
            "network_acls": st.fixed_dictionaries({}, optional={"ip_rules": LISTS}),
            "access_key_secret": st.fixed_dictionaries({"key_vault_resource_id": TEXTS, "secret_name": TEXTS}),
            "blocklists": st.dictionaries(
                TEXTS,
                st.fixed_dictionaries(
                    {}, optional={"terms": LISTS, "regular_expressions": LISTS, "terms_file": TEXTS, "name": TEXTS}
                ),
                max_size=2,
            ),
            "content_filters": st.dictionaries(
                TEXTS,
                st.fixed_dictionaries({}, optional={"blocklists": st.dictionaries(TEXTS, st.just({}))}),
                max_size=2,
            ),
            "deployments": st.dictionaries(
                TEXTS, st.builds(deployment, st.sampled_from(skus.names()), spillover=TEXTS), max_size=3
            ),
        },
    )
)
def test_no_texts_whatever_make_the_checks_raise(account: dict[str, Any]) -> None:
    for problem in problems_of(**account):
        assert problem.what and problem.instead
