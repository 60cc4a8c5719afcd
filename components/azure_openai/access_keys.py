"""Access keys of an account: off, a secret output, or straight into a Key Vault."""

from typing import Optional

import pulumi
from pulumi_azure_native import cognitiveservices

from .options import part_of
from .settings.account import AccessKeySecret, OpenAIAccountArgs


def primary_key(
    component: pulumi.ComponentResource, name: str, settings: OpenAIAccountArgs, account: cognitiveservices.Account
) -> pulumi.Output[Optional[str]]:
    """The primary key as a secret; None while keys are off or where a vault receives it."""
    if settings.disable_local_auth is not False:
        return pulumi.Output.from_input(None)
    # What Azure alone fills in is unknown while the account is yet to be made or changed, and so is the key then: an
    # account whose keys are still off refuses to tell them.
    answered = pulumi.Output.all(account.name, account.properties.apply(lambda held: held.endpoint))
    keys = cognitiveservices.list_account_keys_output(
        account_name=answered.apply(lambda known: known[0]),
        resource_group_name=settings.resource_group_name,
        opts=pulumi.InvokeOptions(parent=component),
    )
    key = pulumi.Output.secret(keys.apply(lambda told: told.key1))
    if settings.access_key_secret is None:
        return key
    _store(component, name, settings.access_key_secret, key)
    return pulumi.Output.from_input(None)


def _store(
    component: pulumi.ComponentResource, name: str, secret: AccessKeySecret, key: pulumi.Output[Optional[str]]
) -> None:
    # Importing the module takes longer than all else that an account without keys does with it.
    from pulumi_azure_native import keyvault

    # /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.KeyVault/vaults/<name>
    vault = pulumi.Output.from_input(secret.key_vault_resource_id).apply(lambda vault_id: vault_id.split("/"))
    keyvault.Secret(
        name,
        resource_group_name=vault.apply(lambda parts: parts[4]),
        vault_name=vault.apply(lambda parts: parts[8]),
        secret_name=secret.secret_name,
        properties=keyvault.SecretPropertiesArgs(value=key),
        opts=part_of(component),
    )
