"""Checks of a deployment: what a call of each kind comes to, and what its answers say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from azure_openai_catalog import skus

from ..documents import mapping
from ..values import text
from .calls import CALLS, GREETING, Answer, Call, Way
from .lines import Check, Found, Outcome, failed, not_checked, passed
from .places import BlockedPrompt
from .platform import Deployment

_TOKENS_HEADER = "x-ratelimit-limit-tokens"
_SPILLED_HEADER = "x-ms-spillover-from-deployment"
_BLOCKED = "content_filter"
_NO_FILTER = "none"

_NO_ROLE = "The caller's role does not allow it."
_USED_UP = "Answered 429: the capacity of this minute is used up."


def check(way: Way, deployment: Deployment, prompt: BlockedPrompt | None) -> Iterator[tuple[Check, Found]]:
    """What is found, check by check."""
    why_not = _why_not_called(deployment)
    if why_not:
        yield from unchecked(why_not)
        return
    apis = deployment.known.apis if deployment.known else ()
    calls = [call for call in CALLS if call.api in apis]
    answers = {call.check: call.ask(way, deployment.name, GREETING) for call in calls}
    yield Check.role, role(answers.values())
    for made, answer in answers.items():
        yield made, called(answer)
    others = [api for api in apis if api not in {call.api for call in CALLS}]
    if others:
        yield Check.other_apis, not_checked(f"Not called: {text(others)}. Only what answers at once in text is.")
    filtered = [call for call in calls if call.filtered]
    if filtered:
        # The last is the newest API.
        yield Check.content_filter, _content_filter(way, deployment, filtered[-1], prompt)
    yield Check.rate_limit, rate_limit(deployment, answers.values())


def unchecked(why: str) -> Iterator[tuple[Check, Found]]:
    """For a deployment that is not called."""
    for name in (Check.role, Check.other_apis, Check.content_filter, Check.rate_limit):
        yield name, not_checked(why)


def _why_not_called(deployment: Deployment) -> str | None:
    if _billing(deployment) == "batch":
        return f"{deployment.sku} takes batch jobs only."
    if not deployment.known or not deployment.known.apis:
        return f"The catalogue does not know which APIs {deployment.model} {deployment.version} has."
    return None


def _billing(deployment: Deployment) -> str | None:
    sku = skus.find(deployment.sku)
    return sku.billing if sku else None


def role(answers: Iterable[Answer]) -> Found:
    """May the caller make these calls?"""
    made = list(answers)
    refused = sorted({answer.message for answer in made if answer.lacks_role})
    if refused:
        return failed(" ".join(refused))
    if any(answer.ok or answer.used_up for answer in made):
        return passed("The caller's role allows its calls.")
    return not_checked("No call came as far." if made else "It has no API that is called here.")


def called(answer: Answer) -> Found:
    """Was the call answered? Missing roles and used-up capacity have lines of their own."""
    if answer.ok:
        return passed("Answered.")
    if answer.lacks_role:
        return not_checked(_NO_ROLE)
    return not_checked(_USED_UP) if answer.used_up else failed(str(answer))


def rate_limit(deployment: Deployment, answers: Iterable[Answer]) -> Found:
    """Is the limit that answers tell the one that the stack's capacity buys?"""
    made = list(answers)
    # An answer that spilled over tells the limit of the deployment that gave it.
    own = [answer for answer in made if answer.ok and _SPILLED_HEADER not in answer.headers]
    headers = [answer.headers.get(_TOKENS_HEADER, "") for answer in own]
    told = {int(header) for header in headers if header.isdecimal()}
    expected = deployment.tokens_per_minute
    bought = f"a capacity of {deployment.capacity} buys {text(expected)}"
    if expected is not None and told - {expected}:
        return failed(f"Answers tell {text(sorted(told - {expected}))} tokens a minute; {bought}.")
    if any(answer.used_up for answer in made):
        return failed(f"{_USED_UP} {bought.capitalize()} tokens a minute.")
    if not own:
        return not_checked("No call was answered.")
    if _billing(deployment) == "provisioned":
        return not_checked("Provisioned deployments do not tell it.")
    if expected is None:
        return not_checked("The stack does not know what its capacity buys.")
    if not told:
        return not_checked("Answers do not tell it.")
    return passed(f"{text(expected)} tokens a minute, as a capacity of {deployment.capacity} buys.")


def _content_filter(way: Way, deployment: Deployment, call: Call, prompt: BlockedPrompt | None) -> Found:
    if deployment.content_filter == _NO_FILTER:
        return failed("It was given no content filter: what applies is Azure's default. Name one.")
    if prompt is None:
        return not_checked("No prompt is known that a filter must block: give one with `--blocked-prompt`.")
    found = blocked(call.ask(way, deployment.name, prompt.text), prompt)
    if found.outcome is not Outcome.passed:
        return found
    milder = prompt.milder or prompt.text
    own = call.ask(way, deployment.name, milder)
    return alike(own, call.ask(way, deployment.name, milder, deployment.content_filter), deployment) or found


def blocked(answer: Answer, prompt: BlockedPrompt) -> Found:
    """Was the prompt blocked, for all that is in it?"""
    if answer.ok:
        return failed("A prompt that must be blocked was answered.")
    if answer.lacks_role:
        return not_checked(_NO_ROLE)
    if answer.used_up:
        return not_checked(_USED_UP)
    if answer.code != _BLOCKED:
        return failed(str(answer))
    let_through = [name for name in prompt.categories if not mapping(_results(answer).get(name)).get("filtered")]
    if let_through:
        return failed(f"A prompt was blocked, but not for {text(let_through)}, which is in it as well.")
    return passed(f"A prompt was blocked{f' for {text(prompt.categories)}' if prompt.categories else ''}.")


def alike(own: Answer, named: Answer, deployment: Deployment) -> Found | None:
    """Does the filter in force do what the one does that the stack names? None: as far as is seen, it does."""
    if own.used_up or named.used_up:
        return not_checked(_USED_UP)
    if named.code == "InvalidContentFilterPolicy":
        return failed(f"The account has no filter {deployment.content_filter!r}, which the stack names.")
    differ = [name for name, one in _results(named).items() if _results(own).get(name) != one]
    if named.code == _BLOCKED and (own.ok or differ):
        told = f", for {text(differ)}" if differ else ""
        return failed(
            f"It does not block what filter {deployment.content_filter!r} blocks, which the stack names{told}."
        )
    if own.code == _BLOCKED and named.ok:
        return failed(f"It blocks what filter {deployment.content_filter!r} lets through, which the stack names.")
    return None


def _results(answer: Answer) -> Mapping[str, object]:
    return mapping(mapping(answer.error.get("innererror")).get("content_filter_result"))
