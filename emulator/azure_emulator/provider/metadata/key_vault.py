"""Key vaults, keys and secrets."""

from __future__ import annotations

from .info import GROUP, TOP, TypeInfo

_VAULT = f"{GROUP}/providers/Microsoft.KeyVault/vaults/{{vaultName}}"
_API_VERSION = "2024-11-01"

TYPES: dict[str, TypeInfo] = {
    "keyvault:Vault": TypeInfo(
        path=_VAULT,
        api_version=_API_VERSION,
        flattened=False,
        top=TOP,
        required=("properties",),
        naming="random",
        sub_resources=("accessPolicies",),
        write_only=("properties.createMode",),
        read_only=("systemData", "properties.hsmPoolResourceId", "properties.privateEndpointConnections", "properties.vaultUri", "properties.provisioningState"),
    ),
    "keyvault:Key": TypeInfo(
        path=f"{_VAULT}/keys/{{keyName}}",
        api_version=_API_VERSION,
        flattened=False,
        lifted=("attributes", "curveName", "keyOps", "keySize", "kty", "releasePolicy", "rotationPolicy"),
        top=frozenset({"tags"}),
        required=("properties",),
        renamed={"releasePolicy": "release_policy", "expires": "exp", "notBefore": "nbf"},
        read_only=(
            "attributes", "curveName", "keyOps", "keySize", "keyUri", "keyUriWithVersion", "kty", "location",
            "releasePolicy", "rotationPolicy",
        ),
        data_plane_delete=True,
    ),
    "keyvault:Secret": TypeInfo(
        path=f"{_VAULT}/secrets/{{secretName}}",
        api_version=_API_VERSION,
        flattened=False,
        top=frozenset({"tags"}),
        required=("properties",),
        renamed={"expires": "exp", "notBefore": "nbf"},
        write_only=("properties.value",),
        read_only=("location", "properties.secretUri", "properties.secretUriWithVersion"),
        data_plane_delete=True,
    ),
}  # fmt: skip
