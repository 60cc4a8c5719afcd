"""azure-native's way of talking to Resource Manager: retries, polling, its form of errors."""

from __future__ import annotations

import asyncio

from ..arm import Arm, Response
from .values import Values

RETRIED_STATUS = frozenset({408, 429, 500, 502, 503, 504})
RETRIED_CONFLICTS = frozenset(
    {"AnotherOperationInProgress", "StorageAccountOperationInProgress", "ConflictingConcurrentWriteNotAllowed"}
)
RETRY_DELAYS_SECONDS = (20, 60, 120)

_SHORTEST_POLL_SECONDS = 0.01


class RequestFailed(Exception):
    """An answer of Resource Manager that azure-native passes on."""

    def __init__(self, response: Response):
        error = (response.body or {}).get("error", {})
        self.status = response.status
        super().__init__(f'Status={response.status} Code="{error.get("code")}" Message="{error.get("message")}"')


class Client:
    """Requests that end when the operation they start has ended."""

    def __init__(self, arm: Arm):
        self._arm = arm

    async def get(self, resource_id: str, api_version: str) -> Values | None:
        """A resource, None where there is none; raises RequestFailed for other refusals."""
        response = await self._request("GET", resource_id, api_version, None)
        if response.status == 404:
            return None
        return _checked(response).body

    async def require(self, resource_id: str, api_version: str) -> Values:
        """A resource; raises RequestFailed where there is none."""
        return _checked(await self._request("GET", resource_id, api_version, None)).body or {}

    async def put(self, resource_id: str, api_version: str, body: Values) -> None:
        """Create or update a resource and wait until that is done."""
        await self._poll(_checked(await self._request("PUT", resource_id, api_version, body)), api_version)

    async def delete(self, resource_id: str, api_version: str) -> None:
        """Delete a resource and wait until it is gone; it need not exist."""
        response = await self._request("DELETE", resource_id, api_version, None)
        if response.status not in (204, 404):
            await self._poll(_checked(response), api_version)

    async def post(self, path: str, api_version: str) -> Values:
        """Call an action."""
        return _checked(await self._request("POST", path, api_version, {})).body or {}

    async def _request(self, method: str, path: str, api_version: str, body: Values | None) -> Response:
        response = self._arm.request(method, path, api_version=api_version, body=body)
        for delay in RETRY_DELAYS_SECONDS:
            if not _is_retried(response):
                break
            await asyncio.sleep(delay * self._arm.latency)
            response = self._arm.request(method, path, api_version=api_version, body=body)
        return response

    async def _poll(self, response: Response, api_version: str) -> None:
        url = response.headers.get("Azure-AsyncOperation")
        while url:
            wait = int(response.headers.get("retry-after-ms", "0")) / 1000
            await asyncio.sleep(max(wait, _SHORTEST_POLL_SECONDS))
            response = _checked(await self._request("GET", url, api_version, None))
            if (response.body or {})["status"] != "InProgress":
                return


def _is_retried(response: Response) -> bool:
    code = (response.body or {}).get("error", {}).get("code")
    return response.status in RETRIED_STATUS or (response.status == 409 and code in RETRIED_CONFLICTS)


def _checked(response: Response) -> Response:
    if response.status >= 400:
        raise RequestFailed(response)
    return response
