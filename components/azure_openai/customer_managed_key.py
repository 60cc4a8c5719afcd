"""CustomerManagedKey: a vault, a key and who may use it, for the encryption of an account."""

from typing import Iterator, Optional

import pulumi
from pulumi_azure_native import authorization, keyvault, managedidentity

from azure_openai_catalog import customer_managed_keys, roles

from .checks.customer_managed_key import DEFAULT_KEY_SIZE, DEFAULT_ROTATION_DAYS, new_key_problems
from .checks.problems import Problem
from .naming import key_name, resource_id, role_assignment_name, unique_name, vault_name
from .options import part_of
from .outputs import after
from .settings.customer_managed_key import CustomerManagedKeyArgs, KeyIdentity
from .validation import type_token, validated

_EXPIRY_AFTER_ROTATION_DAYS = 30
"""Days that a version outlives its rotation, so that an account has time to move to the next one."""


class CustomerManagedKey(pulumi.ComponentResource):
    """A vault with purge protection, a key that rotates, and the role that lets an identity use it.

    What Azure cannot change about a key leads to a key of another name. Keys are left in the vault when they leave the
    stack: what they encrypted last stays readable, and they go with the vault.
    """

    key_vault_resource_id: pulumi.Output[str]
    """Resource id of the vault; known at preview."""

    key_vault_uri: pulumi.Output[str]
    """Address of the vault."""

    key_name: pulumi.Output[str]
    """Name of the key; there is no version in it, so that an account follows the rotation."""

    identity_resource_id: pulumi.Output[Optional[str]]
    """Resource id of the identity made for the key; None with the account's own."""

    identity_client_id: pulumi.Output[Optional[str]]
    """Client id of that identity, which has the role once it is known; None with the account's own."""

    def __init__(self, name: str, args: CustomerManagedKeyArgs, opts: Optional[pulumi.ResourceOptions] = None):
        settings = validated("CustomerManagedKey", name, opts, args, CustomerManagedKeyArgs, _problems)
        super().__init__(type_token("CustomerManagedKey"), name, {}, opts)
        self._name, self._base, self._settings = name, settings.name or name, settings
        client = authorization.get_client_config_output(opts=pulumi.InvokeOptions(parent=self))
        self._tenant_id = client.tenant_id
        self._place = pulumi.Output.all(client.subscription_id, pulumi.Output.from_input(settings.resource_group_name))

        known_name = self._place.apply(lambda place: vault_name(self._base, *self._where(place)))
        vault = self._vault(known_name)
        self.key_vault_uri = after(known_name, vault).apply(customer_managed_keys.vault_uri)
        self.key_vault_resource_id = after(self._id("Microsoft.KeyVault/vaults", known_name), vault)
        self.key_name = self._key(after(known_name, vault))
        identity = self._identity() if settings.account_principal_id is None else None
        principal = identity.principal_id if identity else pulumi.Output.from_input(settings.account_principal_id or "")
        self.grant = self._grant(principal)
        """What an account has to wait for before it can use the key."""
        self.identity_resource_id = pulumi.Output.from_input(None)
        self.identity_client_id = pulumi.Output.from_input(None)
        if identity:
            id = self._id("Microsoft.ManagedIdentity/userAssignedIdentities", self._identity_name)
            self.identity_resource_id = after(id, identity)
            self.identity_client_id = after(identity.client_id, self.grant)
        self.register_outputs(
            {
                "key_vault_resource_id": self.key_vault_resource_id,
                "key_vault_uri": self.key_vault_uri,
                "key_name": self.key_name,
                "identity_resource_id": self.identity_resource_id,
                "identity_client_id": self.identity_client_id,
            }
        )

    def _where(self, place: list[str]) -> tuple[str, ...]:
        return (*place, self._settings.location, str(self._settings.generation or 1))

    def _id(self, resource_type: str, name: pulumi.Output[str]) -> pulumi.Output[str]:
        return pulumi.Output.all(self._place, name).apply(lambda known: resource_id(*known[0], resource_type, known[1]))

    @property
    def _identity_name(self) -> pulumi.Output[str]:
        return self._place.apply(lambda place: unique_name(f"{self._base}-key", *self._where(place)))

    def _vault(self, known_name: pulumi.Output[str]) -> keyvault.Vault:
        return keyvault.Vault(
            self._name,
            resource_group_name=self._settings.resource_group_name,
            vault_name=known_name,
            location=self._settings.location,
            properties=keyvault.VaultPropertiesArgs(
                tenant_id=self._tenant_id,
                sku=keyvault.SkuArgs(family="A", name=keyvault.SkuName.STANDARD),
                enable_rbac_authorization=True,
                enable_soft_delete=True,
                enable_purge_protection=True,
                soft_delete_retention_in_days=customer_managed_keys.LONGEST_SOFT_DELETE_DAYS,
                public_network_access="Disabled",
                # An account reaches its key as a trusted service, whatever the network.
                network_acls=keyvault.NetworkRuleSetArgs(default_action="Deny", bypass="AzureServices"),
            ),
            tags=self._settings.tags,
            # Its name follows from the place, so the new one can be there before the old one goes.
            opts=part_of(self, delete_before_replace=False),
        )

    def _key(self, vault: pulumi.Output[str]) -> pulumi.Output[str]:
        size = self._settings.key_size or DEFAULT_KEY_SIZE
        days = self._settings.rotate_after_days or DEFAULT_ROTATION_DAYS
        known_name = key_name(self._base, size, days)
        key = keyvault.Key(
            # Another key is another resource: the account moves to it, then the old one leaves the stack.
            f"{self._name}-{size}-{days}",
            resource_group_name=self._settings.resource_group_name,
            vault_name=vault,
            key_name=known_name,
            properties=keyvault.KeyPropertiesArgs(
                kty=customer_managed_keys.KEY_TYPE,
                key_size=size,
                key_ops=list(customer_managed_keys.KEY_OPERATIONS),
                rotation_policy=_rotation(days),
            ),
            tags=self._settings.tags,
            opts=part_of(self, retain_on_delete=True, delete_before_replace=False),
        )
        return after(known_name, key)

    def _identity(self) -> managedidentity.UserAssignedIdentity:
        return managedidentity.UserAssignedIdentity(
            self._name,
            resource_group_name=self._settings.resource_group_name,
            resource_name_=self._identity_name,
            location=self._settings.location,
            tags=self._settings.tags,
            opts=part_of(self, delete_before_replace=False),
        )

    def _grant(self, principal_id: pulumi.Output[str]) -> authorization.RoleAssignment:
        role = roles.find(customer_managed_keys.ROLE)
        assert role is not None
        scope = self.key_vault_resource_id
        role_id = scope.apply(lambda known: roles.role_definition_id(known.split("/")[2], role.guid))
        return authorization.RoleAssignment(
            f"{self._name}-key",
            # The vault holds nothing else, and the role stays while the account moves from one key to the next.
            scope=scope,
            role_assignment_name=pulumi.Output.all(scope, principal_id, role_id).apply(
                lambda parts: role_assignment_name(*parts)
            ),
            role_definition_id=role_id,
            principal_id=principal_id,
            principal_type="ServicePrincipal",
            opts=part_of(self, delete_before_replace=False),
        )


def _rotation(days: int) -> keyvault.RotationPolicyArgs:
    rotate = keyvault.LifetimeActionArgs(
        action=keyvault.ActionArgs(type=keyvault.KeyRotationPolicyActionType.ROTATE),
        trigger=keyvault.TriggerArgs(time_after_create=f"P{days}D"),
    )
    return keyvault.RotationPolicyArgs(
        attributes=keyvault.KeyRotationPolicyAttributesArgs(expiry_time=f"P{days + _EXPIRY_AFTER_ROTATION_DAYS}D"),
        lifetime_actions=[rotate],
    )


def _problems(settings: CustomerManagedKeyArgs) -> Iterator[Problem]:
    yield from new_key_problems(settings)
    own = settings.identity is KeyIdentity.SystemAssigned
    if own and settings.account_principal_id is None:
        yield Problem("account_principal_id", "is required with identity `SystemAssigned`.", "Add it.")
    if not own and settings.account_principal_id is not None:
        yield Problem("account_principal_id", "is given with identity `UserAssigned`.", "Remove one of the two.")
