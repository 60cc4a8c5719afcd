"""What is said of an account, its deployments, filters and blocklists before Azure is asked."""

from pathlib import Path
from typing import Any

import pulumi
import pytest
from hypothesis import given
from hypothesis import strategies as st

from azure_openai import Account, Blocklist, ModelDeployment
from azure_openai.bodies import network_rule_set
from azure_openai.checks.accounts import account_problems
from azure_openai.checks.blocklists import MOST_TERMS
from azure_openai.checks.problems import Problem
from azure_openai.checks.reading import read
from azure_openai.plan import in_order, summary
from azure_openai.settings.firewall import NetworkAcls
from azure_openai.terms import Term
from azure_openai_catalog import AS_OF, skus

FINE_TUNED = "gpt-4.1-mini-2025-04-14.ft-b044a9d3cf9c4228b5d393567f693b83"
PUBLIC = {"public_network_access": "Enabled"}


def deployment(sku: str = "DataZoneStandard", capacity: int = 15, **changes: Any) -> dict[str, Any]:
    model = {"name": "gpt-5.1", "version": "2025-11-13"}
    return {"model": model, "sku": {"name": sku, "capacity": capacity}, **changes}


def problems(**account: Any) -> list[Problem]:
    value, found = read(Account, account)
    return [*found, *account_problems(value, "test", "eastus2", AS_OF)] if value else found


def told(**account: Any) -> dict[str, str]:
    return {problem.where: f"{problem.what} {problem.instead}" for problem in problems(**account)}


def pair(source: dict[str, Any] | None = None, target: dict[str, Any] | None = None) -> dict[str, Any]:
    base = deployment("DataZoneProvisionedManaged", spillover="overflow")
    return {"deployments": {"base": {**base, **(source or {})}, "overflow": {**deployment(), **(target or {})}}}


def tuned(sku: str = "Standard", **changes: Any) -> dict[str, Any]:
    return {"deployments": {"d": deployment(sku, model={"name": FINE_TUNED, "version": "1", **changes})}}


@pytest.mark.parametrize(
    ("account", "where", "what"),
    [
        # Spillover
        (pair({"spillover": "other"}), "base.spillover",
         "'other' is no other deployment of this account. Known: overflow."),
        (pair({"spillover": "base"}), "base.spillover",
         "'base' is no other deployment of this account. Known: overflow."),
        (pair({"sku": {"name": "GlobalStandard", "capacity": 1}}), "base.spillover",
         "is given, but GlobalStandard cannot spill over. "
         "Remove it, or use ProvisionedManaged, DataZoneProvisionedManaged, GlobalProvisionedManaged."),
        (pair(target={"sku": {"name": "GlobalBatch", "capacity": 1}}), "base.spillover",
         "'overflow' has SKU GlobalBatch, which cannot be a target. Use Standard, DataZoneStandard."),
        (pair(target={"sku": {"name": "GlobalStandard", "capacity": 1}}), "base.spillover",
         "'overflow' has SKU GlobalStandard: what spills over could be processed where DataZoneProvisionedManaged never "
         "is. Use Standard, DataZoneStandard."),
        (pair(target={"model": {"name": "gpt-5", "version": "2025-08-07"}}), "base.spillover",
         "'overflow' serves gpt-5 2025-08-07, this gpt-5.1 2025-11-13. Azure wants the same model and version."),
        (pair(target={"model": {"name": "gpt-5.1"}, "version_policy": "auto"}), "base.spillover",
         "needs the same version on both, which `auto` does not promise for 'overflow'. Pin the version of both."),
        (pair(target={"content_filter": "none"}), "base.spillover",
         "'overflow' names no content filter. Give it one; what spills over is filtered there."),
        # Fine-tuned models
        (tuned(version="2025-04-14"), "d.model.version",
         "'2025-04-14' is no version of a fine-tuned model. Use \"1\". "
         "If it is newer than the catalogue, set `not_in_catalog: true`."),
        ({"deployments": {"d": deployment(model={"name": FINE_TUNED}, version_policy="auto")}}, "d.version_policy",
         "is `auto`, but fine-tuned models are not upgraded. Use `pinned`."),
        ({"deployments": {"d": deployment(model={"name": FINE_TUNED})}}, "d.model.version",
         "is required while the version is pinned. Add \"1\", the one of a fine-tuned model."),
        ({"deployments": {"d": deployment("DeveloperTier")}}, "d.sku.name",
         "DeveloperTier takes fine-tuned models only. Use Standard, DataZoneStandard, GlobalStandard."),
        (tuned("DeveloperTier", name="gpt-5-2025-08-07.ft-0a1b"), "d.sku.name",
         "DeveloperTier takes no gpt-5-2025-08-07. Use Standard, DataZoneStandard, GlobalStandard."),
        (tuned("Developer"), "d.sku.name", "Azure has no deployment SKU 'Developer'. Use DeveloperTier."),
        ({"deployments": {f"d{n}": deployment(model={"name": FINE_TUNED, "version": "1"}) for n in range(11)}}, "",
         "has 11 of fine-tuned models, an account takes 10. Add a second account."),
        # Kind
        ({"deployments": {"d": deployment(model={"name": "gpt-oss-120b", "version": "1"})}}, "d.model",
         "gpt-oss-120b has format OpenAI-OSS, which an account of kind OpenAI does not serve. "
         "Set `kind: AIServices` for the account."),
    ],
)  # fmt: skip
def test_what_deployments_of_an_account_cannot_do(account: dict[str, Any], where: str, what: str) -> None:
    assert told(**account)["deployments" + f".{where}".rstrip(".")] == what


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
    assert told(**account)[where] == what


@pytest.mark.parametrize(
    ("account", "where", "what"),
    [
        ({"content_filters": {"x": {"filters": [{"name": "Hate", "source": "Prompt", "blocking": False}]}}},
         "content_filters.x.filters.0",
         "turns off Hate or only annotates it, which Azure allows on application only. "
         "Remove it, or give the reference to the approval as `approved_by`."),
        ({"content_filters": {"x": {"filters": [{"name": "Task Adherence", "source": "PreToolCall"}]}}},
         "content_filters.x.filters.0.name", "Task Adherence filters the tool calls of agents only. Remove it."),
        ({"content_filters": {"x": {"filters": [{"name": "Indirect Attack", "source": "PostToolCall"}]}}},
         "content_filters.x.filters.0.source", "Indirect Attack does not filter 'PostToolCall'. Use Prompt."),
        ({"content_filters": {"x": {"blocklists": {"rivals": {}}}}, "blocklists": {"words": {}}},
         "content_filters.x.blocklists.rivals", "is no blocklist of this account. Use one of words."),
        ({"content_filters": {"x": {"blocklists": {"rivals": {}}}}},
         "content_filters.x.blocklists.rivals",
         "is no blocklist of this account. Add it to `blocklists` of the account."),
        ({"blocklists": {"x": {"terms": ["a" * 1001]}}}, "blocklists.x.terms.0",
         "has 1001 characters. Azure takes 1 to 1,000."),
        ({"blocklists": {"x": {"terms": [""]}}}, "blocklists.x.terms.0", "has 0 characters. Azure takes 1 to 1,000."),
        ({"blocklists": {"x": {"regular_expressions": ["a", "(b"]}}}, "blocklists.x.regular_expressions.1",
         "'(b' is no regular expression: missing ), unterminated subpattern at position 0. Correct it."),
        ({"blocklists": {"my list": {}}}, "blocklists.my list",
         "'my list' cannot name a blocklist. Use letters, digits, `-`, `_` and `.`."),
        ({"blocklists": {"a": {"name": "B"}, "b": {}}}, "blocklists.b",
         "has the same name as 'a': 'b'. Names are unique; change one."),
        ({"blocklists": {"a": {"terms": [str(n) for n in range(50)]}, "b": {"terms": [str(n) for n in range(51)]}}},
         "blocklists",
         "have 101 terms, 100 can be managed here (Azure takes 10,000 a list). "
         "Fold terms into regular expressions (`a|b|c`), or leave a list empty and fill it with addRaiBlocklistItems."),
    ],
)  # fmt: skip
def test_what_filters_and_blocklists_cannot_do(account: dict[str, Any], where: str, what: str) -> None:
    assert told(**account)[where] == what


def test_an_expression_that_only_another_dialect_knows_warns() -> None:
    (found,) = problems(blocklists={"x": {"regular_expressions": [r"\p{Lu}+"]}})
    assert found.is_warning and "bad escape" in found.what


def test_a_required_value_that_is_wrong_is_one_problem() -> None:
    assert [problem.where for problem in problems(lock={"level": "ReadOnly"})] == ["lock.level"]


def test_an_output_where_the_value_has_to_be_known_says_so() -> None:
    later: Any = pulumi.Output.from_input("eastus2")
    wrong = told(location=later, deployments={"d": deployment(capacity=later)}, tags={"team": later})
    needed = "is an Output, which is known only once another resource exists; this has to be known before. Give a plain value."
    assert wrong == {"location": needed, "deployments.d.sku.capacity": needed}


def test_terms_in_files_are_checked_by_line(tmp_path: Path) -> None:
    file = tmp_path / "expressions.txt"
    file.write_text("fine\n\n[broken\n", encoding="utf-8")
    found = told(blocklists={"x": {"regular_expressions_file": str(file), "terms_file": "nowhere.txt"}})
    assert found["blocklists.x"].startswith("has a file that cannot be read: [Errno 2] No such file")
    assert "blocklists.x.regular_expressions_file line 3" in told(
        blocklists={"x": {"regular_expressions_file": str(file)}}
    )


def test_what_is_approved_may_be_turned_off() -> None:
    off = [{"name": "Hate", "source": source, "enabled": False} for source in ("Prompt", "Completion")]
    assert problems(content_filters={"x": {"filters": off, "approved_by": "LA-1"}}) == []


def test_sound_pairs_and_fine_tuned_models_have_no_errors() -> None:
    assert problems(**pair()) == []
    assert problems(**tuned("DeveloperTier")) == []
    assert [problem.is_warning for problem in problems(**tuned("Standard"))] == [True]


def test_the_outputs_tell_when_deployments_of_a_fine_tuned_model_stop() -> None:
    settings = ModelDeployment(**tuned("DeveloperTier")["deployments"]["d"])
    assert summary("d", settings, None)(None)["retirement_date"] == "2027-10-14"


def test_a_version_policy_without_effect_only_warns() -> None:
    found = problems(
        deployments={"d": deployment("GlobalBatch", model={"name": "gpt-5.1"}, version_policy="auto")},
    )
    assert [(problem.where, problem.is_warning) for problem in found] == [("deployments.d.version_policy", True)]


@given(st.lists(st.ip_addresses(v=4).map(str), max_size=5), st.randoms())
def test_the_order_of_addresses_and_how_they_are_written_make_no_difference(addresses: list[str], random: Any) -> None:
    shuffled = [address + random.choice(["", "/32"]) for address in random.sample(addresses, len(addresses))]
    assert _values(addresses) == _values(shuffled)
    assert not any(value.endswith("/32") for value in _values(shuffled))


def _values(addresses: list[str]) -> list[str]:
    rules: Any = network_rule_set(NetworkAcls(ip_rules=addresses)).ip_rules
    return [rule.value for rule in rules]


@given(st.text(min_size=1), st.text(min_size=1))
def test_terms_have_the_same_name_only_if_they_catch_the_same(one: str, other: str) -> None:
    assert (Term(one, False).name == Term(other, False).name) == (one == other)
    assert Term(one, False).name != Term(one, True).name


@given(st.dictionaries(st.sampled_from("abcdef"), st.none() | st.sampled_from("uvwxyz")))
def test_targets_come_before_what_spills_over_to_them_whatever_the_keys(spillovers: dict[str, str | None]) -> None:
    targets = {target: None for target in spillovers.values() if target}
    deployments = {
        key: ModelDeployment(**deployment("DataZoneProvisionedManaged", spillover=target))
        for key, target in {**spillovers, **targets}.items()
    }
    ordered = [key for key, _ in in_order(deployments)]
    assert sorted(ordered) == sorted(deployments)
    for key, target in spillovers.items():
        assert target is None or ordered.index(target) < ordered.index(key)
    assert ordered == [key for key, _ in in_order(dict(reversed(deployments.items())))]


@given(st.sampled_from(skus.names()), st.sampled_from(skus.names()))
def test_spillover_never_widens_where_requests_are_processed(source: str, target: str) -> None:
    found = problems(
        deployments={
            "base": deployment(source, 100, spillover="overflow"),
            "overflow": deployment(target, 100),
        }
    )
    ours, theirs = skus.find(source), skus.find(target)
    assert ours and theirs
    sound = ours.billing == "provisioned" and theirs.billing == "standard"
    sound = sound and skus.residency_rank(theirs.scope) <= skus.residency_rank(ours.scope)
    assert any(problem.where == "deployments.base.spillover" for problem in found) != sound


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
    for problem in problems(**account):
        assert problem.what and problem.instead


def test_the_bound_on_terms_is_the_one_that_the_settings_name() -> None:
    assert f"at most {MOST_TERMS} of them" in " ".join((Blocklist.__doc__ or "").split())
