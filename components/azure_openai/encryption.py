"""How an account is encrypted with a key of its owner's, and the two steps that a system-assigned identity takes.

Such an identity exists only after its account, and Azure turns encryption on only for an identity that has its role
already. So the first run makes the account and grants the role, and the second, which finds the identity in Azure,
turns encryption on.
"""

import asyncio
from typing import TYPE_CHECKING, Any, Optional

import pulumi
from pulumi_azure_native import cognitiveservices

from azure_openai_catalog import customer_managed_keys

from .checks.customer_managed_key import uses_own_identity
from .options import part_of
from .outputs import depending
from .settings.account import OpenAIAccountArgs
from .settings.base import Input, fields_of
from .settings.customer_managed_key import CustomerManagedKeyArgs, CustomerManagedKeyChoice, ExistingKey, NewKey

if TYPE_CHECKING:
    from .customer_managed_key import CustomerManagedKey

GRANTED = "1 of 2: the key is there and granted to the account; run once more to turn encryption on"
"""Step after the first run with a system-assigned identity."""

ENCRYPTED = "2 of 2: encrypted"
"""Step after the second run, or the only one with a user-assigned identity."""

Encryption = cognitiveservices.EncryptionArgs


class AccountEncryption:
    """The encryption of one account. Made before the account, which `account_is` then makes known."""

    def __init__(
        self,
        component: pulumi.ComponentResource,
        name: str,
        settings: OpenAIAccountArgs,
        account_name: pulumi.Output[str],
    ):
        self._component, self._name, self._settings = component, name, settings
        self._account: asyncio.Future[cognitiveservices.Account] = asyncio.get_event_loop().create_future()
        self.property: Optional[Input[Optional[Encryption]]] = None
        """The account's encryption, None where Microsoft's key does it."""
        self.identity_resource_ids: list[Input[str]] = []
        """User-assigned identities that the account needs for it."""
        self.step = pulumi.Output.from_input(None)
        """What has been reached, None where Microsoft's key does it."""

        choice = settings.customer_managed_key or CustomerManagedKeyChoice()
        if choice.existing:
            self._use_existing(choice.existing)
        elif choice.create and uses_own_identity(choice):
            place = pulumi.Output.all(settings.resource_group_name, account_name)
            self._use_own_identity(choice.create, place.apply(lambda known: self._principal_in_azure(*known)))
        elif choice.create:
            self._use_new_identity(choice.create)

    def account_is(self, account: cognitiveservices.Account) -> None:
        """Make the account known, whose identity may be the one that gets the role."""
        self._account.set_result(account)

    def _use_existing(self, existing: ExistingKey) -> None:
        vault = pulumi.Output.from_input(existing.key_vault_resource_id)
        uri = vault.apply(lambda id: customer_managed_keys.vault_uri(id.rsplit("/", 1)[-1]))
        self.property = _encryption(uri, existing.key_name, existing.identity_client_id)
        self.identity_resource_ids = [existing.identity_resource_id]
        self.step = pulumi.Output.from_input(ENCRYPTED)

    def _use_new_identity(self, new: NewKey) -> None:
        key = self._key(new)
        self.property = _encryption(key.key_vault_uri, key.key_name, key.identity_client_id)
        self.identity_resource_ids = [key.identity_resource_id.apply(lambda id: id or "")]
        self.step = pulumi.Output.from_input(ENCRYPTED)

    def _use_own_identity(self, new: NewKey, found: pulumi.Output[Optional[str]]) -> None:
        """Encrypt once the identity is found in Azure; until then only grant it the role.

        What waits for what turns round between the two steps: the role for the account, then the account for the role.
        """

        async def principal() -> str:
            return await found.future() or await (await self._account).identity.principal_id.future() or ""

        async def waits_for_account() -> set[pulumi.Resource]:
            return set() if await found.future() else {await self._account}

        async def waits_for_key() -> set[pulumi.Resource]:
            return {*await body.resources(), *([key.grant] if await found.future() else [])}

        async def is_known() -> bool:
            if await found.is_known() and await found.future():
                return True
            return await (await self._account).identity.is_known()

        key = self._key(new, depending(principal(), waits_for_account(), is_known()))
        body = pulumi.Output.all(key.key_vault_uri, key.key_name, found).apply(
            lambda known: _encryption(known[0], known[1], None) if known[2] else None
        )
        self.property = depending(body.future(), waits_for_key(), body.is_known())
        self.step = found.apply(self._tell_step)

    def _tell_step(self, principal: Optional[str]) -> str:
        if principal is None:
            pulumi.log.warn(f"Customer-managed key: step {GRANTED}.", self._component)
        return ENCRYPTED if principal else GRANTED

    def _key(self, new: NewKey, principal_id: Optional[pulumi.Output[str]] = None) -> "CustomerManagedKey":
        # Most accounts have no key of their own, and the azure-native modules for one take their time to import.
        from .customer_managed_key import CustomerManagedKey

        settings = self._settings
        return CustomerManagedKey(
            self._name,
            CustomerManagedKeyArgs(
                **fields_of(new),
                resource_group_name=settings.resource_group_name,
                location=settings.location or "",
                name=settings.name or self._name,
                generation=settings.generation,
                account_principal_id=principal_id,
                tags=settings.tags,
            ),
            part_of(self._component),
        )

    async def _principal_in_azure(self, group: str, account_name: str) -> Optional[str]:
        """Object id of the account's system-assigned identity, None while there is no such account or identity."""
        try:
            account: dict[str, Any] = await pulumi.runtime.invoke_async(
                "azure-native:cognitiveservices:getAccount",
                {"resourceGroupName": group, "accountName": account_name},
                pulumi.InvokeOptions(parent=self._component),
            )
        except Exception as error:
            # The SDK has no class of its own for what a provider refuses.
            if "Status=404" in str(error):
                return None
            raise
        identity: dict[str, str] = account.get("identity") or {}
        return identity.get("principalId")


def _encryption(
    uri: Input[str], key_name: Input[str], client_id: Optional[Input[Optional[str]]]
) -> cognitiveservices.EncryptionArgs:
    return Encryption(
        key_source=cognitiveservices.KeySource.MICROSOFT_KEY_VAULT,
        key_vault_properties=cognitiveservices.KeyVaultPropertiesArgs(
            key_vault_uri=uri, key_name=key_name, identity_client_id=client_id
        ),
    )
