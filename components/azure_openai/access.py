"""AccountAccess: who may use an account, by Microsoft Entra roles."""

from typing import Iterator, Optional

import pulumi
from pulumi_azure_native import authorization

from .checks.access import access_problems, granted_roles, role_definition_id
from .checks.problems import Problem
from .naming import role_assignment_name
from .options import part_of
from .outputs import by_key
from .settings.access import AccountAccessArgs, RoleAssignment
from .validation import type_token, validated


class AccountAccess(pulumi.ComponentResource):
    """Role assignments at the scope of an account or of its deployments, so that callers need no keys."""

    role_assignment_names: pulumi.Output[dict[str, str]]
    """Names (GUIDs) of the role assignments by key; by key and role for a bundle. The same for the same scope,
    principal and role."""

    def __init__(self, name: str, args: AccountAccessArgs, opts: Optional[pulumi.ResourceOptions] = None):
        settings = validated("AccountAccess", name, opts, args, AccountAccessArgs, _problems)
        super().__init__(type_token("AccountAccess"), name, {}, opts)
        self._name, self._settings = name, settings
        names: dict[str, pulumi.Output[str]] = {}
        for key, assignment in sorted(settings.role_assignments.items()):
            scope = self._scope(assignment)
            for suffix, role in granted_roles(assignment).items():
                names[key + suffix] = self._assign(key + suffix, scope, assignment, role)
        self.role_assignment_names = by_key(names)
        self.register_outputs({"role_assignment_names": self.role_assignment_names})

    def _scope(self, assignment: RoleAssignment) -> pulumi.Output[str]:
        account = pulumi.Output.from_input(self._settings.account_resource_id)
        if assignment.deployment is None:
            return account
        deployment = (self._settings.deployment_names or {})[assignment.deployment]
        return pulumi.Output.concat(account, "/deployments/", deployment)

    def _assign(self, key: str, scope: pulumi.Output[str], assignment: RoleAssignment, role: str) -> pulumi.Output[str]:
        role_id = scope.apply(lambda known: role_definition_id(known.split("/")[2], role))
        assignment_name = pulumi.Output.all(scope, assignment.principal_id, role_id).apply(
            lambda parts: role_assignment_name(*parts)
        )
        authorization.RoleAssignment(
            f"{self._name}-{key}",
            scope=scope,
            role_assignment_name=assignment_name,
            role_definition_id=role_id,
            principal_id=assignment.principal_id,
            principal_type=assignment.principal_type.value,
            opts=part_of(self),
        )
        return assignment_name


def _problems(settings: AccountAccessArgs) -> Iterator[Problem]:
    known = settings.deployment_names or {}
    yield from (problem.below("role_assignments") for problem in access_problems(settings.role_assignments))
    for key, assignment in settings.role_assignments.items():
        where = f"role_assignments.{key}"
        if assignment.deployment is not None and assignment.deployment not in known:
            yield Problem.unknown_key(f"{where}.deployment", assignment.deployment, "deployment of the account", known)
        if assignment.account is not None:
            yield Problem(f"{where}.account", "has no meaning here: there is one account.", "Remove it.")
