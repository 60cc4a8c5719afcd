"""The provider as the engine sees it: one method a call of the protocol."""

from __future__ import annotations

from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2_grpc
from pulumi.runtime.proto import provider_pb2 as protocol

from .. import SUBSCRIPTION_ID, TENANT_ID
from ..arm import Arm
from ..services.key_vault import data_plane
from . import checks
from .bodies import resource_id, to_body, to_inputs, to_outputs
from .client import Client, RequestFailed
from .diffs import diff
from .metadata import TYPES, TypeInfo
from .previews import preview
from .refresh import refreshed_inputs
from .tokens import short_token, type_of_urn
from .values import Values, decode, encode, is_unknown, secret, without_nulls

_GROUP_LOOKUP_VERSION = "2020-10-01"
_ACCOUNT = TYPES["cognitiveservices:Account"]

Call = grpc.aio.ServicerContext[Any, Any]


class Refused(Exception):
    """A call that ends with a message for the user."""


class AzureNative(provider_pb2_grpc.ResourceProviderServicer):
    """Stands in for azure-native, on the emulator."""

    def __init__(self, arm: Arm, version: str):
        self._arm, self._client, self._version = arm, Client(arm), version
        self._location: str | None = None

    async def Handshake(self, request: Any, context: Call) -> protocol.ProviderHandshakeResponse:
        return protocol.ProviderHandshakeResponse()

    async def GetPluginInfo(self, request: Any, context: Call) -> plugin_pb2.PluginInfo:
        return plugin_pb2.PluginInfo(version=self._version)

    async def GetSchema(self, request: Any, context: Call) -> protocol.GetSchemaResponse:
        return protocol.GetSchemaResponse(schema=f'{{"name": "azure-native", "version": "{self._version}"}}')

    async def CheckConfig(self, request: protocol.CheckRequest, context: Call) -> protocol.CheckResponse:
        subscription = decode(request.news).get("subscriptionId")
        if subscription in (None, SUBSCRIPTION_ID) or is_unknown(subscription):
            return protocol.CheckResponse(inputs=request.news)
        reason = f"The emulator has only subscription {SUBSCRIPTION_ID}, not {subscription}."
        return protocol.CheckResponse(
            inputs=request.news, failures=[protocol.CheckFailure(property="subscriptionId", reason=reason)]
        )

    async def DiffConfig(self, request: Any, context: Call) -> protocol.DiffResponse:
        return protocol.DiffResponse()

    async def Configure(self, request: protocol.ConfigureRequest, context: Call) -> protocol.ConfigureResponse:
        self._location = decode(request.args).get("location")
        return protocol.ConfigureResponse(supportsPreview=True)

    async def Cancel(self, request: Any, context: Call) -> empty_pb2.Empty:
        return empty_pb2.Empty()

    async def Check(self, request: protocol.CheckRequest, context: Call) -> protocol.CheckResponse:
        info = await _known(request.urn, context)
        olds, news = decode(request.olds), without_nulls(decode(request.news))
        logical_name = request.urn.split("::", 3)[3]
        inputs = checks.with_defaults(info, logical_name, request.randomSeed, olds, news, self._location_of)
        failures = checks.failures(info, inputs).items()
        return protocol.CheckResponse(
            inputs=encode(inputs),
            failures=[protocol.CheckFailure(property=name, reason=reason) for name, reason in failures],
        )

    async def Diff(self, request: protocol.DiffRequest, context: Call) -> protocol.DiffResponse:
        info = await _known(request.urn, context)
        return diff(info, decode(request.old_inputs), decode(request.olds), without_nulls(decode(request.news)))

    async def Create(self, request: protocol.CreateRequest, context: Call) -> protocol.CreateResponse:
        info = await _known(request.urn, context)
        inputs = decode(request.properties)
        if request.preview:
            return protocol.CreateResponse(properties=encode(preview(info, inputs)))
        id = resource_id(info, inputs)
        async with _refusals(context):
            if info.default_body is None and await self._client.get(id, info.api_version) is not None:
                raise Refused(f"cannot create already existing resource '{id}'")
            body = to_body(info, inputs)
            for name in info.sub_resources:
                body["properties"].setdefault(name, [])
            await self._client.put(id, info.api_version, body)
            created = await self._read(info, id)
        return protocol.CreateResponse(id=created["id"], properties=encode(to_outputs(info, created)))

    async def Read(self, request: protocol.ReadRequest, context: Call) -> protocol.ReadResponse:
        info = await _known(request.urn, context)
        async with _refusals(context):
            body = await self._client.get(request.id, info.api_version)
        if body is None:
            return protocol.ReadResponse()
        outputs, old_outputs, old_inputs = to_outputs(info, body), decode(request.properties), decode(request.inputs)
        imported = not old_inputs or not old_outputs
        inputs = (
            to_inputs(info, request.id, outputs)
            if imported
            else refreshed_inputs(info, old_inputs, old_outputs, outputs)
        )
        return protocol.ReadResponse(id=request.id, properties=encode(outputs), inputs=encode(inputs))

    async def Update(self, request: protocol.UpdateRequest, context: Call) -> protocol.UpdateResponse:
        info = await _known(request.urn, context)
        inputs = decode(request.news)
        if request.preview:
            return protocol.UpdateResponse(properties=encode(preview(info, inputs, decode(request.olds))))
        async with _refusals(context):
            body = to_body(info, inputs)
            current = await self._client.get(request.id, info.api_version) or {}
            for name in info.sub_resources:
                if name in current.get("properties", {}):
                    body["properties"].setdefault(name, current["properties"][name])
            await self._client.put(request.id, info.api_version, body)
            updated = await self._read(info, request.id)
        return protocol.UpdateResponse(properties=encode(to_outputs(info, updated)))

    async def Delete(self, request: protocol.DeleteRequest, context: Call) -> empty_pb2.Empty:
        info = await _known(request.urn, context)
        async with _refusals(context):
            if info.default_body is not None:
                await self._client.put(request.id, info.api_version, info.default_body)
            elif info.data_plane_delete:
                self._arm.act(lambda context: data_plane.delete(context, request.id))
            else:
                await self._client.delete(request.id, info.api_version)
        return empty_pb2.Empty()

    async def Invoke(self, request: protocol.InvokeRequest, context: Call) -> protocol.InvokeResponse:
        function, args = short_token(request.tok), decode(request.args)
        async with _refusals(context):
            if function == "authorization:getClientConfig":
                found = _CLIENT_CONFIG
            elif function == "cognitiveservices:getAccount":
                found = await self._account(args)
            elif function == "cognitiveservices:listAccountKeys":
                keys = await self._client.post(f"{resource_id(_ACCOUNT, args)}/listKeys", _ACCOUNT.api_version)
                found = {name: secret(key) for name, key in keys.items()}
            else:
                raise Refused(f"Function {request.tok} is not held by the Azure emulator.")
        response = protocol.InvokeResponse()
        getattr(response, "return").CopyFrom(encode(found))
        return response

    async def _account(self, args: Values) -> Values:
        id = resource_id(_ACCOUNT, args)
        body = await self._client.get(id, _ACCOUNT.api_version)
        if body is None:
            name, group = args.get("accountName"), args.get("resourceGroupName")
            raise Refused(
                f'request failed {id}: Status=404 Code="ResourceNotFound" Message="The Resource '
                f"'Microsoft.CognitiveServices/accounts/{name}' under resource group '{group}' was not found.\""
            )
        return {"id": body["id"], **to_outputs(_ACCOUNT, body)}

    async def _read(self, info: TypeInfo, id: str) -> Values:
        body = await self._client.get(id, info.api_version)
        if body is None:
            raise Refused(f"resource '{id}' is gone right after it was written")
        return body

    def _location_of(self, group: str) -> str | None:
        if self._location:
            return self._location
        path = f"/subscriptions/{SUBSCRIPTION_ID}/resourceGroups/{group}"
        response = self._arm.request("GET", path, api_version=_GROUP_LOOKUP_VERSION)
        return response.body["location"] if response.status == 200 and response.body else None


_CLIENT_CONFIG = {
    "subscriptionId": SUBSCRIPTION_ID,
    "tenantId": TENANT_ID,
    "clientId": "00000000-0000-0000-0000-00000000c11e",
    "objectId": "00000000-0000-0000-0000-0000000000b1",
}


async def _known(urn: str, context: Call) -> TypeInfo:
    token = type_of_urn(urn)
    info = TYPES.get(short_token(token))
    if info is None:
        held = ", ".join(sorted(TYPES))
        message = f"Resource type {token} not found: the Azure emulator holds only {held}."
        await context.abort(grpc.StatusCode.UNIMPLEMENTED, message)
    return info


class _refusals:
    """Turns refusals into answers without a traceback."""

    def __init__(self, context: Call):
        self._context = context

    async def __aenter__(self) -> None:
        return None

    async def __aexit__(self, kind: Any, error: BaseException | None, traceback: Any) -> None:
        if isinstance(error, (RequestFailed, Refused)):
            await self._context.abort(grpc.StatusCode.UNKNOWN, str(error))
