"""AccountAccess: who may use an account, by Microsoft Entra roles."""

from typing import Iterator, Optional

import pulumi
from pulumi_azure_native import authorization

from azure_openai_catalog import roles

from .checks.access import access_problems, role_guid
from .checks.problems import Problem
from .naming import role_assignment_name
from .options import part_of
from .settings.access import AccountAccessArgs
from .validation import type_token, validated


class AccountAccess(pulumi.ComponentResource):
    """Role assignments at the scope of an account, so that callers need no keys."""

    role_assignment_names: pulumi.Output[dict[str, str]]
    """Names (GUIDs) of the role assignments by key; the same for the same scope, principal and role."""

    def __init__(self, name: str, args: AccountAccessArgs, opts: Optional[pulumi.ResourceOptions] = None):
        settings = validated("AccountAccess", name, opts, args, AccountAccessArgs, _problems)
        super().__init__(type_token("AccountAccess"), name, {}, opts)
        scope = pulumi.Output.from_input(settings.account_resource_id)
        names: dict[str, pulumi.Output[str]] = {}
        for key, assignment in sorted(settings.role_assignments.items()):
            guid = role_guid(assignment.role) or assignment.role
            role_id = scope.apply(lambda s, guid=guid: roles.role_definition_id(s.split("/")[2], guid))
            names[key] = pulumi.Output.all(scope, assignment.principal_id, role_id).apply(
                lambda parts: role_assignment_name(*parts)
            )
            authorization.RoleAssignment(
                f"{name}-{key}",
                scope=scope,
                role_assignment_name=names[key],
                role_definition_id=role_id,
                principal_id=assignment.principal_id,
                principal_type=assignment.principal_type.value,
                opts=part_of(self),
            )
        self.role_assignment_names = pulumi.Output.all(**names)
        self.register_outputs({"role_assignment_names": self.role_assignment_names})


def _problems(settings: AccountAccessArgs) -> Iterator[Problem]:
    return (problem.below("role_assignments") for problem in access_problems(settings.role_assignments))
