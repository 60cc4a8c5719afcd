"""What becomes of a call: network, caller, deployment, capacity, filters, in this order; then an answer is made up."""

from __future__ import annotations

import json
from dataclasses import replace

from ..arm.ids import child
from ..arm.store import Body
from ..arm.types import Context
from . import accounts, callers, content_safety, errors, made_up
from .content_safety import COMPLETION, PROMPT, Policy
from .deployments import Deployment, Desk
from .operations import Asked, Call, Completion, Operation
from .rate_limits import Cost, RateLimits


def complete(
    context: Context, call: Call, operation: Operation, limits: RateLimits
) -> tuple[Completion, dict[str, str]]:
    """What comes of a call, and the headers that go with it. Raises Refusal."""
    account = open_account(context, call, operation.data_action, operation.route)
    asked = operation.ask(call.body)
    answer = made_up.answer(asked.said) if operation.filtered else ""
    cost = Cost(made_up.count_tokens(asked.prompt), asked.max_output_tokens or made_up.count_tokens(answer))
    deployment, headers = Desk(context, limits, account, call, operation, cost).admit()
    completion = _unfiltered(context, call, deployment, asked, answer)
    if operation.filtered:
        name = call.headers.get(content_safety.POLICY_HEADER, deployment.body["properties"]["raiPolicyName"])
        completion = _filtered(content_safety.policy(context, account, name), asked, completion)
    return completion, headers


def open_account(context: Context, call: Call, data_action: str, route: str) -> Body:
    """The account that a call reaches, if the network and the caller's roles let it. Raises Refusal."""
    account = accounts.find(context, call.host)
    accounts.check_network(context, account, call.headers.get(accounts.NETWORK_PATH_HEADER, ""))
    scope = child(account["id"], "deployments", call.deployment) if call.deployment else account["id"]
    callers.check(context, account, call.headers, data_action, scope, route)
    return account


def _unfiltered(context: Context, call: Call, deployment: Deployment, asked: Asked, answer: str) -> Completion:
    text = answer if asked.max_output_tokens is None else made_up.cut(answer, asked.max_output_tokens)
    return Completion(
        id=made_up.identifier(deployment.body["id"], json.dumps(call.body, sort_keys=True)),
        created=int(context.now),
        model=f"{deployment.model['name']}-{deployment.model['version']}",
        version=deployment.version,
        prompt=asked.prompt,
        text=text,
        ended="stop" if text == answer else "length",
    )


def _filtered(policy: Policy, asked: Asked, completion: Completion) -> Completion:
    """The completion as far as the filters let it through. Raises Refusal for a prompt that they block."""
    prompt = policy.judge(PROMPT, asked.prompt)
    if prompt.blocked_at is not None:
        raise errors.prompt_blocked(prompt.results)
    verdict, late = policy.judge(COMPLETION, completion.text), policy.asynchronous and asked.stream
    judged = replace(completion, prompt_results=prompt.results, completion_results=verdict.results, asynchronous=late)
    if verdict.blocked_at is None:
        return judged
    shown = completion.text if late else completion.text[: verdict.blocked_at]
    return replace(judged, text=shown, ended="content_filter")
