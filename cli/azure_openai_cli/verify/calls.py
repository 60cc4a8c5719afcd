"""Calls as applications make them: OpenAI's own client, and what comes back, refusals included."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from azure_openai_catalog import api

from ..documents import Document, mapping
from .lines import Check

if TYPE_CHECKING:
    from openai import AzureOpenAI, OpenAI

SECONDS = 60
"""How long an answer is waited for."""

GREETING = "Reply with the word ready."
"""Harmless, and short to answer."""

POLICY_HEADER = "x-policy-id"
"""Names another filter of the account for one call (content filters, 2025-12-03)."""

MADE_UP_KEY = "0" * 32
"""Looks like an access key, and is none."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or a refusal, or none at all."""

    status: int
    """HTTP status; 0 where nobody answered."""
    code: str = ""
    message: str = ""
    error: Document = field(default_factory=dict[str, Any])
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def ok(self) -> bool:
        """Whether the call did what it was for."""
        return self.status == 200 and not self.message

    @property
    def lacks_role(self) -> bool:
        """Whether the caller is known and may not do this."""
        return self.status == 401 and self.code == "PermissionDenied"

    @property
    def used_up(self) -> bool:
        """Whether the deployment has served all that its capacity buys for now."""
        return self.status == 429

    def __str__(self) -> str:
        """As people read it."""
        told = [str(self.status or ""), self.code if self.code != str(self.status) else ""]
        return ": ".join(filter(None, (" ".join(filter(None, told)), self.message)))


@dataclass(frozen=True, slots=True)
class Way:
    """A way to an account."""

    base: str
    """Address that stands for `https://<host>`, without a slash at the end."""
    token: str | None
    http: Any
    """Connections, as OpenAI's client takes them."""

    def dated(self) -> AzureOpenAI:
        """A client of the dated API."""
        from openai import AzureOpenAI

        return AzureOpenAI(
            azure_endpoint=self.base, api_version=api.dated_version(), azure_ad_token=self.token, **self._common()
        )

    def v1(self) -> OpenAI:
        """A client of the v1 API."""
        from openai import OpenAI

        return OpenAI(base_url=f"{self.base}/openai/v1/", api_key=self.token or MADE_UP_KEY, **self._common())

    def models(self) -> Answer:
        """What comes of asking for the models, with the token if there is one."""
        return self._models({} if self.token else _nobody())

    def models_with_a_key(self) -> Answer:
        """What comes of asking for the models with a key that is made up."""
        return self._models({**_nobody(), "api-key": MADE_UP_KEY})

    def _models(self, headers: Mapping[str, Any]) -> Answer:
        return answer_to(lambda: self.v1().models.with_raw_response.list(extra_headers=headers))

    def _common(self) -> dict[str, Any]:
        # A refusal is what is looked for: trying again would hide it.
        return {"http_client": self.http, "max_retries": 0, "timeout": SECONDS}


def answer_to(call: Callable[[], Any]) -> Answer:
    """What comes of a call of OpenAI's client that returns the raw response."""
    from openai import APIConnectionError, APIStatusError

    try:
        return _read(call().http_response)
    except APIStatusError as refused:
        return _read(refused.response)
    except APIConnectionError as unreachable:
        return Answer(0, message=f"Nobody answers: {unreachable.__cause__ or unreachable}")


def _nobody() -> dict[str, Any]:
    """Headers of a call that carries no token."""
    from openai import omit

    return {"Authorization": omit}


def _read(response: Any) -> Answer:
    try:
        body: Document = mapping(response.json())
    except ValueError:
        body = dict[str, Any]()
    if response.status_code == 200:
        # What stands between, a proxy for example, answers 200 as well.
        message = "" if body.get("object") else "This is no answer of OpenAI's API."
        return Answer(200, message=message, headers=response.headers)
    error = mapping(body.get("error")) or body
    return Answer(
        response.status_code,
        str(error.get("code") or ""),
        str(error.get("message") or "no reason given."),
        error,
        response.headers,
    )


@dataclass(frozen=True, slots=True)
class Call:
    """An interactive call."""

    check: Check
    api: str
    """Name in the catalogue's list of a model's APIs."""
    dated: bool
    """Whether it is one of the dated API, else of v1."""
    filtered: bool
    """Whether content filters look at it."""
    send: Callable[[OpenAI, str, str, Mapping[str, str]], Any]
    """Sends a prompt with headers to a deployment by name, and returns the raw response."""

    def ask(self, way: Way, deployment: str, prompt: str, content_filter: str | None = None) -> Answer:
        """What comes of a prompt, with the deployment's filter or with another one of the account."""
        headers = {POLICY_HEADER: content_filter} if content_filter else {}
        client = way.dated() if self.dated else way.v1()
        return answer_to(lambda: self.send(client, deployment, prompt, headers))


def _chat(client: OpenAI, deployment: str, prompt: str, headers: Mapping[str, str]) -> Any:
    return client.chat.completions.with_raw_response.create(
        model=deployment, messages=[{"role": "user", "content": prompt}], extra_headers=headers
    )


def _responses(client: OpenAI, deployment: str, prompt: str, headers: Mapping[str, str]) -> Any:
    # Azure would keep the answer for 30 days.
    return client.responses.with_raw_response.create(model=deployment, input=prompt, store=False, extra_headers=headers)


def _embeddings(client: OpenAI, deployment: str, prompt: str, headers: Mapping[str, str]) -> Any:
    return client.embeddings.with_raw_response.create(model=deployment, input=prompt, extra_headers=headers)


CALLS = (
    Call(Check.chat_dated, "chat_completions", dated=True, filtered=True, send=_chat),
    Call(Check.chat_v1, "chat_completions", dated=False, filtered=True, send=_chat),
    Call(Check.responses, "responses", dated=False, filtered=True, send=_responses),
    Call(Check.embeddings_dated, "embeddings", dated=True, filtered=False, send=_embeddings),
    Call(Check.embeddings_v1, "embeddings", dated=False, filtered=False, send=_embeddings),
)
"""Calls that answer at once and cost little. Others are not made."""
