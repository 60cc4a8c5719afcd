"""The Resource Manager: every request goes through `Arm.request`."""

from __future__ import annotations

import copy
import time
import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import azure_openai_catalog

from . import deleted, errors, faults, ids, listing, management_locks, operations
from .errors import ArmError
from .ids import ResourceId
from .queries import Queries
from .response import Response
from .settings import Settings
from .store import Body, Operation, Store
from .types import Asked, Context, Query, ResourceType, accepted, only_declared

T = TypeVar("T")


class Arm:
    """The Resource Manager of one subscription, on one state file."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        types: dict[str, ResourceType],
        queries: Iterable[Query],
        now: Callable[[], float],
        today: Callable[[], date],
    ):
        self._store, self._settings, self._types, self._now, self._today = store, settings, types, now, today
        self._queries = Queries(queries)

    @classmethod
    def open(
        cls,
        path: Path,
        settings: Settings | None = None,
        now: Callable[[], float] = time.time,
        today: Callable[[], date] = azure_openai_catalog.today,
    ) -> Arm:
        """Open a state file, making it if there is none.

        `now` is the clock of long operations, in seconds; `today` the day against which life cycles are judged.
        """
        from ..services import QUERIES, RESOURCE_TYPES

        return cls(Store(path), settings or Settings(), RESOURCE_TYPES, QUERIES, now, today)

    def close(self) -> None:
        """Close the state file."""
        self._store.close()

    def request(
        self,
        method: str,
        path: str,
        *,
        api_version: str,
        body: Body | None = None,
        options: Mapping[str, str] | None = None,
    ) -> Response:
        """Answer a request as Azure's management endpoint would. Never raises for what a caller did wrong.

        `options` are those of the URL beside api-version, for example `$filter`.
        """
        fault = faults.of(self._settings, self._store, method, path)
        if fault and fault.before:
            return fault.response(path)
        try:
            with self._store.transaction():
                operations.settle(self._context(), self._types)
                response = self._route(method.upper(), path, api_version, body, options or {})
        except ArmError as error:
            response = Response(error.status, error.body())
        return fault.response(path) if fault and response.status < 400 else response

    def contents(self) -> dict[str, list[Body]]:
        """Everything held: `resources` and `softDeleted`."""
        with self._store.transaction():
            operations.settle(self._context(), self._types)
            held = [self._presented(body) for body in self._store.everything()]
            return {"resources": held, "softDeleted": [bodies[0] for bodies in self._store.soft_deleted()]}

    def act(self, action: Callable[[Context], T]) -> T:
        """Let Azure change what is held by itself, as it does without a request."""
        with self._store.transaction():
            context = self._context()
            operations.settle(context, self._types)
            return action(context)

    def reset(self) -> None:
        """Forget everything."""
        with self._store.transaction():
            self._store.reset()

    @property
    def latency(self) -> float:
        """Factor on the realistic times of long operations."""
        return self._settings.latency

    def _context(self) -> Context:
        return Context(self._store, self._settings, self._today(), self._now())

    def _route(
        self, method: str, path: str, api_version: str, body: Body | None, options: Mapping[str, str]
    ) -> Response:
        found = self._queries.find(method, path.rstrip("/"))
        if found is None or "subscription" in found[1]:
            errors.check_subscription(path)
        if found:
            return self._answer(*found, api_version, body, options)
        if path.startswith(operations.EMULATOR):
            return operations.state(self._store, self._now(), path)
        about_deleted = deleted.answer(self._context(), self._types.values(), method, path, api_version)
        if about_deleted:
            return about_deleted
        if method == "GET" and ids.is_collection(path):
            return self._list(path, api_version, options.get("$filter", ""))
        if method == "POST":
            return self._action(path, api_version, body or {})
        return self._on_resource(method, path, api_version, body)

    def _on_resource(self, method: str, path: str, api_version: str, body: Body | None) -> Response:
        resource = ids.parse(path)
        management_locks.check(self._store, method, resource)
        resource_type = self._type(resource.type, api_version)
        handlers: dict[str, Callable[[ResourceType, ResourceId, Any], Response]] = {
            "GET": self._get,
            "HEAD": self._exists,
            "PUT": self._put,
            "PATCH": self._patch,
            "DELETE": self._delete,
        }
        if method not in handlers or method not in resource_type.methods:
            raise ArmError(405, "MethodNotAllowed", f"The HTTP method '{method}' is not supported at scope '{path}'.")
        return handlers[method](resource_type, resource, body or {})

    def _type(self, name: str, api_version: str) -> ResourceType:
        resource_type = self._types.get(name.lower())
        if resource_type is None:
            raise errors.unknown_type(name)
        errors.check_api_version(resource_type.name, api_version, resource_type.api_versions)
        return resource_type

    def _answer(
        self, query: Query, parts: dict[str, str], api_version: str, body: Body | None, options: Mapping[str, str]
    ) -> Response:
        errors.check_api_version(query.type, api_version, query.api_versions)
        return Response(200, query.answer(Asked(self._context(), parts, options, body or {})))

    def _presented(self, body: Body) -> Body:
        return self._types[body["type"].lower()].present(self._context(), copy.deepcopy(body))

    def _get(self, resource_type: ResourceType, resource: ResourceId, _: Body) -> Response:
        body = self._store.get(resource.text) or resource_type.defaults_on_read(resource)
        if body is None:
            raise errors.not_found(resource)
        return Response(200, self._presented(body))

    def _exists(self, _: ResourceType, resource: ResourceId, __: Body) -> Response:
        return Response(204 if self._store.get(resource.text) else 404)

    def _put(self, resource_type: ResourceType, resource: ResourceId, body: Body) -> Response:
        existing = self._store.get(resource.text)
        self._check_parent(resource_type, resource)
        new = copy.deepcopy(accepted(resource_type, body, self._presented(existing) if existing else {}))
        new.update(id=existing["id"] if existing else resource.text, name=resource.name, type=resource_type.name)
        # What is wrong with a request is said even while another one is running; a refusal undoes what was filled in.
        resource_type.fill(self._context(), resource, new, existing)
        self._check_locks(resource_type, resource, new)
        seconds = resource_type.seconds.update if existing else resource_type.seconds.create
        return self._begin(resource_type, resource, new, "put", seconds, resource_type.put_statuses[bool(existing)])

    def _patch(self, resource_type: ResourceType, resource: ResourceId, body: Body) -> Response:
        existing = self._store.get(resource.text)
        if existing is None:
            return self._get(resource_type, resource, body)
        return self._put(resource_type, resource, merged(only_declared(resource_type.declared, existing), body))

    def _delete(self, resource_type: ResourceType, resource: ResourceId, _: Body) -> Response:
        existing = self._store.get(resource.text)
        if existing is None and resource.is_group:
            raise errors.not_found(resource)
        if existing is None:
            return Response(204)
        resource_type.refuse_delete(self._context(), resource, existing)
        self._check_locks(resource_type, resource, existing)
        seconds = resource_type.seconds.delete
        return self._begin(resource_type, resource, existing, "delete", seconds, 202 if seconds else 200)

    def _begin(
        self, resource_type: ResourceType, resource: ResourceId, body: Body, action: str, seconds: float, status: int
    ) -> Response:
        """Start an operation; one that takes no time is over at once."""
        duration = seconds * self._settings.latency
        operation = Operation(str(uuid.uuid4()), body["id"], action, self._now() + duration, False)
        if resource_type.states:
            state = {"put": "Accepted", "delete": "Deleting"}[action]
            body.setdefault("properties", {})["provisioningState"] = state
        self._store.put(resource_type.name, resource.parent, body)
        self._store.begin(operation, resource_type.locks(resource, body) if duration else [])
        if not duration:
            operations.finish(self._context(), self._types, operation)
            if action == "put":
                return Response(status, self._presented(self._store.get(resource.text) or body))
            if status == 200:
                return Response(status)
        shown = None if action == "delete" else self._presented(body)
        return Response(status, shown, operations.headers(operation, duration))

    def _check_parent(self, resource_type: ResourceType, resource: ResourceId) -> None:
        group = resource.resource_group
        if group and not resource.is_group:
            held = self._store.get(resource.resource_group_id)
            if held is None:
                raise errors.group_not_found(group)
            if _is_going(held):
                raise errors.group_going(group)
        if resource.parent.lower().count("/providers/"):
            parent = self._store.get(resource.parent)
            if parent is None:
                raise errors.parent_not_found(resource_type.name, resource.parent)
            if _is_going(parent):
                raise errors.request_conflict(resource.parent)

    def _check_locks(self, resource_type: ResourceType, resource: ResourceId, body: Body) -> None:
        for lock in resource_type.locks(resource, body):
            if self._store.is_locked(lock):
                raise errors.request_conflict(lock)

    def _list(self, path: str, api_version: str, condition: str) -> Response:
        wanted, scope = ids.collection(path)
        resource_type = self._type(wanted, api_version)
        members = listing.members(self._context(), resource_type, path, scope, condition)
        return Response(200, {"value": [self._presented(body) for body in members]})

    def _action(self, path: str, api_version: str, asked: Body) -> Response:
        resource_path, action = path.rstrip("/").rsplit("/", 1)
        resource = ids.parse(resource_path)
        management_locks.check(self._store, "POST", resource)
        resource_type = self._type(resource.type, api_version)
        if action not in resource_type.actions:
            raise errors.unknown_type(f"{resource.type}/{action}")
        body = self._store.get(resource.text)
        if body is None:
            return self._get(resource_type, resource, {})
        return Response(200, resource_type.actions[action](self._context(), body, asked))


def merged(old: Body, new: Body) -> Body:
    """`old` changed by `new` as a PATCH does: mappings are merged, null removes."""
    result = dict(old)
    for key, value in new.items():
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = merged(result[key], value)
        else:
            result[key] = value
    return result


def _is_going(body: Body) -> bool:
    """Whether a resource is being deleted."""
    return body.get("properties", {}).get("provisioningState") == "Deleting"
