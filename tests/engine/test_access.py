"""Who may use accounts and deployments."""

from typing import Any

TEAM = "44444444-4444-4444-8444-444444444444"
APPLICATION = "55555555-5555-4555-8555-555555555555"
CUSTOM = "33333333-3333-4333-8333-333333333333"
SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000000"


def grants(platform: Any) -> set[tuple[str, str, str]]:
    """Scope below the resource group, role and principal of every assignment that the emulator holds."""
    return {
        (
            held["properties"]["scope"].split("/accounts/")[1].split("/", 1)[-1],
            held["properties"]["roleDefinitionId"].rsplit("/", 1)[1],
            held["properties"]["principalId"],
        )
        for held in platform.held()["resources"]
        if held["type"] == "Microsoft.Authorization/roleAssignments"
    }


def test_bundles_custom_roles_and_deployments_as_scope(platform: Any) -> None:
    group = {"principal_id": TEAM, "principal_type": "Group"}
    application = {"principal_id": APPLICATION, "principal_type": "ServicePrincipal"}
    with platform.settings() as settings:
        settings["role_assignments"] = {
            "evaluators": {**group, "bundle": "evaluator"},
            "operators": {**group, "role": "acdd72a7-3385-48ef-bd42-f606fba81ae7", "account": "eu"},
            "application": {**application, "role": "Cognitive Services OpenAI User", "deployment": "chat"},
        }
    platform.up()
    account = next(r["name"] for r in platform.held()["resources"] if r["type"].endswith("CognitiveServices/accounts"))
    assert grants(platform) == {
        (account, "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd", TEAM),
        (account, "b59867f0-fa02-499b-be73-45a86b5b3e1c", TEAM),
        (account, "43d0d8ad-25c7-4714-9337-8ba259a9fe05", TEAM),
        (account, "acdd72a7-3385-48ef-bd42-f606fba81ae7", TEAM),
        ("deployments/chat", "5e0bd9bd-7b93-4f28-af87-19fc36ad61bd", APPLICATION),
    }
    platform.pulumi("up", "--yes", "--expect-no-changes")

    with platform.settings() as settings:
        settings["accounts"]["eu"]["deployments"]["chat"]["model"] = {"name": "gpt-5", "version": "2025-08-07"}
        del settings["role_assignments"]["evaluators"]
    replaced = {step.name for step in platform.up() if step.op == "create-replacement"}
    assert replaced == {"platform-eu-chat", "platform-eu-application"}
    assert platform.ids_held() == platform.ids_in_state()


WITH_ROLE = """
import pulumi
from azure_openai import AccountAccess, OpenAIAccount
from pulumi_azure_native import authorization, resources

group = resources.ResourceGroup("rg", resource_group_name="rg", location="swedencentral")
account = OpenAIAccount("ai", {"resource_group_name": group.name, "location": "swedencentral"})
role = authorization.RoleDefinition(
    "caller",
    scope=group.id,
    role_definition_id="33333333-3333-4333-8333-333333333333",
    role_name="Chat only",
    role_type="CustomRole",
    assignable_scopes=[group.id],
    permissions=[
        authorization.PermissionArgs(
            data_actions=["Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action"]
        )
    ],
)
AccountAccess(
    "access",
    {
        "account_resource_id": pulumi.Output.all(account.account_resource_id, role.id).apply(lambda ids: ids[0]),
        "role_assignments": {
            "application": {
                "role": "ROLE",
                "principal_id": "55555555-5555-4555-8555-555555555555",
                "principal_type": "ServicePrincipal",
            }
        },
    },
)
"""


def test_a_custom_role_is_given_by_its_resource_id(new_project: Any) -> None:
    role = f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/{CUSTOM}"
    project = new_project(program=WITH_ROLE.replace('"ROLE"', f'"{role}"'))
    project.up()
    assert [(role, principal) for _, role, principal in grants(project)] == [(CUSTOM, APPLICATION)]
    project.pulumi("up", "--yes", "--expect-no-changes")
