"""Whatever is sent, the door answers: it never fails by itself."""

from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

KNOWN = ["model", "messages", "input", "stream", "max_tokens", "max_output_tokens", "dimensions", "role", "content"]
KNOWN += ["type", "text", "instructions", "stream_options", "include_usage", "encoding_format", "metadata", "user"]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 10**6)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(KNOWN) | st.text(max_size=4), inner, max_size=4)
        | st.fixed_dictionaries({"role": st.just("user"), "content": inner})
    ),
    max_leaves=8,
)
NOISE = st.dictionaries(st.sampled_from(KNOWN), VALUES, max_size=3)
CALLS: dict[str, dict[str, Any]] = {
    "chat/completions": {"model": "chat", "messages": [{"role": "user", "content": "Hello"}]},
    "responses": {"model": "chat", "input": "Hello"},
    "embeddings": {"model": "embed", "input": "Hello"},
}


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(noise={"stream_options": "all"}, stream=True, path="chat/completions")
@example(noise={"model": ["chat"]}, stream=False, path="responses")
@given(noise=NOISE, stream=st.booleans(), path=st.sampled_from(sorted(CALLS)))
def test_any_body_is_answered_or_refused_with_a_reason(
    azure: Any, noise: dict[str, Any], stream: bool, path: str
) -> None:
    azure.wait(60)
    azure.deploy("embed", model="text-embedding-3-large", version="1", sku="GlobalStandard")
    answer = azure.http.post(
        f"{azure.url}/openai/v1/{path}",
        headers={"Host": "ai.openai.azure.com", "Authorization": f"Bearer {azure.token()}"},
        json={**CALLS[path], "stream": stream, **noise},
    )
    assert answer.status_code in (200, 400, 404, 429), answer.text
    assert "not Azure" in answer.headers["x-azure-emulator"]
    if answer.status_code != 200:
        assert answer.json()["error"]["message"]
