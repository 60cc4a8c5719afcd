"""Access that is wider than anybody needs, by roles, people and subscriptions.

regulated: iam-03 iam-04 iam-06 iam-07
"""

from private import SUBSCRIPTION, account
from pulumi_azure_native import authorization

ROLES = f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions"
authorization.RoleAssignment(
    "boss",
    scope=account.id,
    principal_id="11111111-1111-4111-8111-111111111111",
    principal_type="User",
    role_definition_id=f"{ROLES}/8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
)
authorization.RoleAssignment(
    "everywhere",
    scope=SUBSCRIPTION,
    principal_id="22222222-2222-4222-8222-222222222222",
    principal_type="ServicePrincipal",
    role_definition_id=f"{ROLES}/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd",
)
