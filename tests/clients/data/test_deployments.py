"""Which deployment serves a call, and how much it can."""

from typing import Any

import pytest
from openai import APIStatusError, BadRequestError, NotFoundError, RateLimitError

PROMPT = [{"role": "user", "content": "Hello"}]


def raw(client: Any, model: str = "chat", **options: Any) -> Any:
    call = {"messages": PROMPT, **options}
    return client.chat.completions.with_raw_response.create(model=model, **call)


def long_prompt(tokens: int) -> list[dict[str, str]]:
    return [{"role": "system", "content": "x" * (4 * tokens - 6)}, *PROMPT]


def test_an_unknown_deployment_is_not_found(azure: Any) -> None:
    for client in (azure.dated(), azure.v1()):
        with pytest.raises(NotFoundError, match="The API deployment for this resource does not exist") as refused:
            raw(client, "missing")
        assert refused.value.code == "DeploymentNotFound"


def test_a_deployment_that_is_deleted_is_not_found(azure: Any) -> None:
    resource = next(r for r in azure.arm.contents()["resources"] if r["type"].endswith("/deployments"))
    azure.arm.request("DELETE", resource["id"], api_version="2025-06-01")
    with pytest.raises(NotFoundError, match="The API deployment for this resource does not exist"):
        raw(azure.v1())


def test_a_model_answers_until_it_is_retired(azure: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert raw(azure.v1()).status_code == 200
    monkeypatch.setenv("AZURE_OPENAI_TODAY", "2028-01-01")
    with pytest.raises(APIStatusError, match=r"gpt-5\.1 2025-11-13 is retired") as refused:
        raw(azure.v1())
    assert refused.value.status_code == 410


def test_a_batch_deployment_takes_no_calls(azure: Any) -> None:
    azure.deploy("jobs", model="gpt-4.1", version="2025-04-14", sku="GlobalBatch")
    with pytest.raises(BadRequestError, match="'jobs' has SKU GlobalBatch, which takes batch jobs only"):
        raw(azure.v1(), "jobs")


def test_a_model_has_the_apis_that_the_catalogue_says(azure: Any) -> None:
    azure.deploy("embed", model="text-embedding-3-large", version="1", sku="GlobalStandard")
    with pytest.raises(BadRequestError, match="The chatCompletion operation does not work with the specified model"):
        raw(azure.v1(), "embed")
    with pytest.raises(BadRequestError, match="The embeddings operation does not work"):
        azure.v1().embeddings.create(model="chat", input="Hello")


def test_requests_are_limited_by_capacity_and_free_again_after_a_minute(azure: Any) -> None:
    azure.deploy(capacity=1)
    limit = int(raw(azure.v1(), max_tokens=1).headers["x-ratelimit-limit-requests"])
    for used in range(2, limit + 1):
        answer = raw(azure.v1(), max_tokens=1)
        assert answer.headers["x-ratelimit-remaining-requests"] == str(limit - used)
    azure.wait(20.5)
    with pytest.raises(RateLimitError, match=r"ChatCompletions_Create Operation .* have exceeded call rate") as refused:
        raw(azure.v1(), max_tokens=1)
    assert refused.value.response.headers["retry-after"] == "40"
    assert refused.value.response.headers["retry-after-ms"] == "39500"
    azure.wait(39.5)
    assert raw(azure.v1(), max_tokens=1).status_code == 200


def test_tokens_are_limited_by_capacity_and_what_may_be_answered_counts(azure: Any) -> None:
    azure.deploy(capacity=1)
    answer = raw(azure.v1(), messages=long_prompt(500), max_tokens=100)
    assert answer.headers["x-ratelimit-limit-tokens"] == "1000"
    assert answer.headers["x-ratelimit-remaining-tokens"] == "400"
    with pytest.raises(RateLimitError, match="under Azure OpenAI API version 2024-10-21 have exceeded token rate"):
        raw(azure.dated(), max_tokens=399)
    assert raw(azure.v1(), max_tokens=398).headers["x-ratelimit-remaining-tokens"] == "0"


def test_more_capacity_helps_at_once(azure: Any) -> None:
    azure.deploy(capacity=1)
    with pytest.raises(RateLimitError):
        raw(azure.v1(), max_tokens=1500)
    azure.deploy(capacity=2)
    assert raw(azure.v1(), max_tokens=1500).status_code == 200


def test_deployments_do_not_share_their_limits(azure: Any) -> None:
    azure.deploy(capacity=1)
    azure.deploy("other", capacity=1)
    assert raw(azure.v1(), max_tokens=990).status_code == 200
    assert raw(azure.v1(), "other", max_tokens=990).status_code == 200


@pytest.fixture
def provisioned(azure: Any) -> Any:
    """Deployment `ptu` of the fewest units there are, which spills over to `chat`, and `alone`, which does not."""
    azure.deploy("ptu", sku="DataZoneProvisionedManaged", capacity=15, spilloverDeploymentName="chat")
    azure.deploy("alone", sku="DataZoneProvisionedManaged", capacity=15)
    return azure


def use_up(client: Any, model: str) -> None:
    """Uses what a provisioned deployment can serve in a minute, almost to the last token."""
    from azure_openai_catalog import ptu

    sizing = ptu.sizing("gpt-5.1")
    tokens = int(15 * sizing.input_tokens_per_minute / sizing.short_context.output)
    assert raw(client, model, max_tokens=tokens - 3).headers["x-ms-deployment-name"] == model


def test_a_provisioned_deployment_that_is_used_up_says_when_to_try_again(provisioned: Any) -> None:
    use_up(provisioned.v1(), "alone")
    provisioned.wait(10)
    with pytest.raises(RateLimitError, match="'alone' is fully used") as refused:
        raw(provisioned.v1(), "alone")
    assert refused.value.response.headers["retry-after-ms"] == "50000"
    assert not [name for name in refused.value.response.headers if name.startswith("x-ratelimit")]
    provisioned.wait(50)
    assert raw(provisioned.v1(), "alone").status_code == 200


def test_a_provisioned_deployment_that_is_used_up_spills_over(provisioned: Any) -> None:
    use_up(provisioned.v1(), "ptu")
    spilled = raw(provisioned.v1(), "ptu")
    assert spilled.headers["x-ms-deployment-name"] == "chat"
    assert spilled.headers["x-ms-spillover-from-deployment"] == "ptu"
    assert spilled.headers["x-ms-spillover-error"] == "429"
    assert spilled.headers["x-ratelimit-limit-tokens"] == "10000"


def test_a_call_can_name_where_to_spill_over_to_if_that_fits(provisioned: Any) -> None:
    use_up(provisioned.v1(), "alone")
    to_chat = provisioned.v1(headers={"x-ms-spillover-deployment": "chat"})
    assert raw(to_chat, "alone").headers["x-ms-spillover-from-deployment"] == "alone"
    with pytest.raises(RateLimitError):
        raw(provisioned.v1(headers={"x-ms-spillover-deployment": "ptu"}), "alone")


def test_when_the_target_of_a_spillover_is_used_up_too_the_call_is_refused(provisioned: Any) -> None:
    use_up(provisioned.v1(), "ptu")
    raw(provisioned.v1(), "chat", max_tokens=9990)
    with pytest.raises(RateLimitError, match="exceeded token rate limit"):
        raw(provisioned.v1(), "ptu")


def test_a_prompt_too_long_for_provisioned_capacity_is_refused_or_spills_over(azure: Any) -> None:
    model = {"model": "gpt-4.1", "version": "2025-04-14"}
    azure.deploy("large", sku="DataZoneStandard", capacity=300, **model)
    azure.deploy("ptu", sku="DataZoneProvisionedManaged", capacity=15, **model)
    prompt = long_prompt(129_000)
    with pytest.raises(BadRequestError, match="provisioned deployments take 128000"):
        raw(azure.v1(), "ptu", messages=prompt)
    spilled = raw(azure.v1(headers={"x-ms-spillover-deployment": "large"}), "ptu", messages=prompt)
    assert spilled.headers["x-ms-spillover-error"] == "400"
