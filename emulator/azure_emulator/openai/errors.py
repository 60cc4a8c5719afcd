"""Refusals of the data plane. Codes and messages that public error reports quote are verbatim; COVERAGE.md says which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_TIER = "S0"
_AUDIENCE = "https://cognitiveservices.azure.com"


class Refusal(Exception):
    """A call that is refused: HTTP status, JSON body, headers."""

    def __init__(self, status: int, body: Mapping[str, Any], headers: Mapping[str, str] | None = None):
        super().__init__(str(body))
        self.status, self.body, self.headers = status, body, dict(headers or {})


def _refusal(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> Refusal:
    return Refusal(status, {"error": {"code": code, "message": message}}, headers)


def path_not_found() -> Refusal:
    return _refusal(404, "404", "Resource not found")


def account_not_found(host: str) -> Refusal:
    return _refusal(
        404, "404", f"The emulator holds no account that answers as '{host}': on Azure the name would not resolve."
    )


def invalid_request(message: str, parameter: str | None = None) -> Refusal:
    error = {"message": message, "type": "invalid_request_error", "param": parameter, "code": None}
    return Refusal(400, {"error": error})


def public_access_disabled() -> Refusal:
    return _refusal(403, "403", "Public access is disabled. Please configure private endpoint.")


def firewall() -> Refusal:
    return _refusal(403, "403", "Access denied due to Virtual Network/Firewall rules.")


def keys_disabled() -> Refusal:
    return _refusal(403, "AuthenticationTypeDisabled", "Key based authentication is disabled for this resource.")


def wrong_key() -> Refusal:
    return _refusal(
        401,
        "401",
        "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an "
        "active subscription and use a correct regional API endpoint for your resource.",
    )


def wrong_token() -> Refusal:
    message = f"Unauthorized. Access token is missing, invalid, audience is incorrect ({_AUDIENCE}), or have expired."
    return Refusal(401, {"statusCode": 401, "message": message})


def lacks_data_action(principal: str, data_action: str, route: str) -> Refusal:
    return _refusal(
        401,
        "PermissionDenied",
        f"The principal `{principal}` lacks the required data action `{data_action}` to perform `{route}` operation.",
    )


def deployment_not_found() -> Refusal:
    return _refusal(
        404,
        "DeploymentNotFound",
        "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, "
        "please wait a moment and try again.",
    )


def model_retired(model: str) -> Refusal:
    return _refusal(410, "ModelRetired", f"The model {model} is retired and answers no more.")


def operation_not_supported(operation: str, model: str) -> Refusal:
    return _refusal(
        400,
        "OperationNotSupported",
        f"The {operation} operation does not work with the specified model, {model}. Please choose different model and "
        "try again. You can learn more about which models can be used with each operation here: "
        "https://go.microsoft.com/fwlink/?linkid=2197993.",
    )


def batch_only(deployment: str, sku: str) -> Refusal:
    return _refusal(
        400, "OperationNotSupported", f"The deployment '{deployment}' has SKU {sku}, which takes batch jobs only."
    )


def prompt_too_long(tokens: int, limit: int) -> Refusal:
    return _refusal(
        400, "context_length_exceeded", f"The prompt has {tokens} tokens; provisioned deployments take {limit}."
    )


def rate_limited(operation: str, api_version: str, kind: str, kind_of_account: str, wait: Mapping[str, str]) -> Refusal:
    return _refusal(
        429,
        "429",
        f"Requests to the {operation} Operation under Azure OpenAI API version {api_version} have exceeded {kind} rate "
        f"limit of your current {kind_of_account} {_TIER} pricing tier. Please retry after {wait['retry-after']} seconds. "
        "Please go here: https://aka.ms/oai/quotaincrease if you would like to further increase the default rate limit.",
        wait,
    )


def capacity_exhausted(deployment: str, wait: Mapping[str, str]) -> Refusal:
    message = (
        f"The provisioned deployment '{deployment}' is fully used. Please retry after {wait['retry-after']} seconds."
    )
    return _refusal(429, "429", message, wait)


def prompt_blocked(results: Mapping[str, Any]) -> Refusal:
    error = {
        "message": "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. "
        "Please modify your prompt and retry. To learn more about our content filtering policies please read our "
        "documentation: https://go.microsoft.com/fwlink/?linkid=2198766",
        "type": None,
        "param": "prompt",
        "code": "content_filter",
        "status": 400,
        "innererror": {"code": "ResponsibleAIPolicyViolation", "content_filter_result": results},
    }
    return Refusal(400, {"error": error})


def broken_pattern(item: str, reason: str) -> Refusal:
    return _refusal(400, "InvalidBlocklistPattern", f"The pattern of {item} is no regular expression: {reason}.")


def unknown_policy(name: str) -> Refusal:
    return _refusal(400, "InvalidContentFilterPolicy", f"The account has no content filter policy '{name}'.")
