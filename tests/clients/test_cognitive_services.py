"""Microsoft.CognitiveServices, driven by azure-mgmt-cognitiveservices."""

from typing import Any

import pytest
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.mgmt.cognitiveservices import CognitiveServicesManagementClient

from ..bodies import account_body, deployment_body

ACCOUNT, CHAT = account_body(), deployment_body()


@pytest.fixture
def client(group: Any) -> Any:
    with group.client(CognitiveServicesManagementClient) as client:
        yield client


@pytest.fixture
def account(client: Any) -> Any:
    return client.accounts.begin_create("rg", "ai", ACCOUNT).result()


def test_an_account_is_created_changed_listed_deleted_and_purged(client: Any, account: Any) -> None:
    assert (account.name, account.properties.provisioning_state) == ("ai", "Succeeded")
    assert account.properties.endpoint == "https://ai.openai.azure.com/"
    changed = client.accounts.begin_update("rg", "ai", {"tags": {"a": "b"}}).result()
    assert (changed.tags, changed.properties.custom_sub_domain_name) == ({"a": "b"}, "ai")
    assert [one.id for one in client.accounts.list()] == [account.id]
    assert [one.id for one in client.accounts.list_by_resource_group("rg")] == [account.id]
    client.accounts.begin_delete("rg", "ai").result()
    with pytest.raises(ResourceNotFoundError):
        client.accounts.get("rg", "ai")
    assert [one.name for one in client.deleted_accounts.list()] == ["ai"]
    assert client.deleted_accounts.get("swedencentral", "rg", "ai").properties.custom_sub_domain_name == "ai"
    client.deleted_accounts.begin_purge("swedencentral", "rg", "ai").result()
    assert list(client.deleted_accounts.list()) == []


def test_a_deployment_lives_with_its_filter_and_its_blocklist(client: Any, account: Any) -> None:
    client.rai_blocklists.create_or_update("rg", "ai", "words", {"properties": {"description": "d"}})
    client.rai_blocklist_items.create_or_update("rg", "ai", "words", "one", {"properties": {"pattern": "secret"}})
    policy = {
        "properties": {
            "basePolicyName": "Microsoft.DefaultV2",
            "customBlocklists": [{"blocklistName": "words", "blocking": True, "source": "Prompt"}],
        }
    }
    client.rai_policies.create_or_update("rg", "ai", "strict", policy)
    wanted = {**CHAT, "properties": {**CHAT["properties"], "raiPolicyName": "strict"}}
    made = client.deployments.begin_create_or_update("rg", "ai", "chat", wanted).result()
    assert (made.properties.rai_policy_name, made.properties.current_capacity) == ("strict", 10)
    changed = client.deployments.begin_update("rg", "ai", "chat", {"sku": {"name": "DataZoneStandard", "capacity": 20}})
    assert changed.result().sku.capacity == 20
    assert [one.name for one in client.deployments.list("rg", "ai")] == ["chat"]
    assert [one.name for one in client.rai_blocklist_items.list("rg", "ai", "words")] == ["one"]
    policies = {one.name for one in client.rai_policies.list("rg", "ai")}
    assert policies == {"strict", "Microsoft.Default", "Microsoft.DefaultV2"}
    with pytest.raises(HttpResponseError, match="is used by deployment 'chat'"):
        client.rai_policies.begin_delete("rg", "ai", "strict").result()
    client.deployments.begin_delete("rg", "ai", "chat").result()
    client.rai_policies.begin_delete("rg", "ai", "strict").result()
    client.rai_blocklists.begin_delete("rg", "ai", "words").result()
    assert list(client.rai_blocklists.list("rg", "ai")) == []


def test_a_deployment_that_was_read_can_be_changed_and_sent_back(client: Any, account: Any) -> None:
    client.deployments.begin_create_or_update("rg", "ai", "chat", CHAT).result()
    read = client.deployments.get("rg", "ai", "chat")
    read.sku.capacity = 20
    client.deployments.begin_create_or_update("rg", "ai", "chat", read).result()
    changed = client.deployments.get("rg", "ai", "chat")
    assert (changed.sku.capacity, changed.properties.current_capacity) == (20, 20)
    copied = client.deployments.begin_create_or_update("rg", "ai", "second", changed).result()
    assert (copied.name, copied.properties.current_capacity) == ("second", 20)


def test_keys_change_one_at_a_time_and_only_when_asked(client: Any, account: Any) -> None:
    before = client.accounts.list_keys("rg", "ai")
    client.accounts.begin_update("rg", "ai", {"tags": {"a": "b"}}).result()
    assert client.accounts.list_keys("rg", "ai") == before
    after = client.accounts.regenerate_key("rg", "ai", "Key1")
    assert after.key1 != before.key1 and after.key2 == before.key2
    assert client.accounts.list_keys("rg", "ai") == after
    client.accounts.begin_update("rg", "ai", {"properties": {"disableLocalAuth": True}}).result()
    for refused in (
        lambda: client.accounts.list_keys("rg", "ai"),
        lambda: client.accounts.regenerate_key("rg", "ai", "Key1"),
    ):
        with pytest.raises(HttpResponseError, match="disableLocalAuth is set to be true"):
            refused()


def test_a_regenerated_key_survives_a_delete_and_a_restore(client: Any, account: Any) -> None:
    keys = client.accounts.regenerate_key("rg", "ai", "Key2")
    client.accounts.begin_delete("rg", "ai").result()
    restored = {**ACCOUNT, "properties": {"restore": True}}
    client.accounts.begin_create("rg", "ai", restored).result()
    assert client.accounts.list_keys("rg", "ai") == keys


def test_the_models_of_a_region_come_in_pages_once_for_each_kind_of_account(client: Any, account: Any) -> None:
    listed = client.models.list("swedencentral")
    pages = [list(page) for page in listed.by_page()]
    rows = [row for page in pages for row in page]
    assert len(pages) > 1 and max(map(len, pages)) <= 100
    seen = [(row.kind, row.model.name, row.model.version) for row in rows]
    assert len(seen) == len(set(seen))
    assert {row.kind for row in rows} == {"OpenAI", "AIServices"}
    assert {row.model.format for row in rows if row.kind == "OpenAI"} == {"OpenAI"}
    chat = next(row.model for row in rows if (row.model.name, row.model.version) == ("gpt-5.1", "2025-11-13"))
    assert chat.lifecycle_status == "GenerallyAvailable" and chat.deprecation.inference.startswith("20")
    assert {sku.name: sku.usage_name for sku in chat.skus}["DataZoneStandard"] == "OpenAI.DataZoneStandard.gpt-5.1"
    provisioned = next(sku for sku in chat.skus if sku.name == "DataZoneProvisionedManaged")
    assert provisioned.capacity.minimum > 0 and provisioned.capacity.step > 0
    own = [(model.name, model.version) for model in client.accounts.list_models("rg", "ai")]
    assert own == [(name, version) for kind, name, version in seen if kind == "OpenAI"]


def test_usages_and_free_capacity_follow_what_is_deployed(client: Any, account: Any) -> None:
    def counters() -> dict[str, tuple[float, float]]:
        listed = client.usages.list("swedencentral")
        return {row.name.value: (row.current_value, row.limit) for row in listed}

    def free() -> dict[tuple[str, str], float]:
        rows = client.model_capacities.list("OpenAI", "gpt-5.1", "2025-11-13")
        return {(row.location, row.properties.sku_name): row.properties.available_capacity for row in rows}

    used, limit = counters()["OpenAI.DataZoneStandard.gpt-5.1"]
    assert used == 0 and free()["swedencentral", "DataZoneStandard"] == limit
    assert counters()["OpenAI.S0.AccountCount"] == (1, 30)
    client.deployments.begin_create_or_update("rg", "ai", "chat", CHAT).result()
    assert counters()["OpenAI.DataZoneStandard.gpt-5.1"] == (10, limit)
    assert free()["swedencentral", "DataZoneStandard"] == limit - 10
    in_region = client.location_based_model_capacities.list("swedencentral", "OpenAI", "gpt-5.1", "2025-11-13")
    assert {row.location for row in in_region} == {"swedencentral"}
    assert list(client.model_capacities.list("OpenAI", "no-such-model", "1")) == []


def test_what_is_offered_can_be_asked(client: Any, account: Any) -> None:
    client.deployments.begin_create_or_update("rg", "ai", "chat", CHAT).result()
    assert {(sku.kind, sku.name) for sku in client.resource_skus.list()} == {("OpenAI", "S0"), ("AIServices", "S0")}
    assert [row.sku.name for row in client.accounts.list_skus("rg", "ai").value] == ["S0"]
    assert "DataZoneStandard" in {row.sku.name for row in client.deployments.list_skus("rg", "ai", "chat")}
    filters = {(one.name, one.properties.source) for one in client.rai_content_filters.list("swedencentral")}
    assert {("Hate", "Prompt"), ("Hate", "Completion")} <= filters
    assert client.rai_content_filters.get("swedencentral", "Hate").properties.is_multi_level_filter


def test_a_subdomain_is_available_until_somebody_has_it(client: Any) -> None:
    asked = ("AI", "Microsoft.CognitiveServices/accounts", "OpenAI")
    assert client.check_domain_availability(*asked).is_subdomain_available
    client.accounts.begin_create("rg", "ai", ACCOUNT).result()
    taken = client.check_domain_availability(*asked)
    assert not taken.is_subdomain_available and "already used by a resource" in taken.reason


def test_refusals_carry_azures_code_and_message(client: Any, account: Any) -> None:
    unknown = {**CHAT, "properties": {"model": {"format": "OpenAI", "name": "gpt-99", "version": "1"}}}
    with pytest.raises(HttpResponseError) as refused:
        client.deployments.begin_create_or_update("rg", "ai", "chat", unknown)
    assert refused.value.status_code == 400 and refused.value.error.code == "DeploymentModelNotSupported"
    with pytest.raises(ResourceNotFoundError) as missing:
        client.deployments.get("rg", "ai", "none")
    assert missing.value.error.code == "ResourceNotFound"
    with pytest.raises(HttpResponseError, match="The supported locations are"):
        list(client.usages.list("nowhere"))
