"""Stack files: plain YAML, read as far as the commands ask.

They are checked against the schema of what is read here, and against the complete one where a project keeps it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from azure_openai_catalog.quota_limits import Limits

from . import project
from .documents import Document, load_yaml, mapping
from .exits import bad_input
from .schemas import check
from .stacks import Account, Deployment, RoleAssignment, Stack

SETTINGS = "azure-openai:platform"
"""Configuration key that holds a platform's settings."""

_UPGRADE_OPTIONS = {"pinned": "NoAutoUpgrade", "auto": "OnceNewDefaultVersionAvailable"}
"""What each `version_policy` stands for."""

_READ_HERE = Path(__file__).with_name("stack_file.schema.json")


def read(stack: str) -> Stack:
    """A stack, given by its name in the project or by the path of its file.

    Raises BadInput with all problems when there is no such file or it cannot be understood.
    """
    path = project.stack_file(stack)
    content = load_yaml(path)
    if _is_encrypted(mapping(mapping(content).get("config")).get(SETTINGS)):
        instead = "Set it with `pulumi config set` without --secret, or give exported state instead of the file."
        raise bad_input(f"{path.name}: {SETTINGS}", "It is encrypted and cannot be read here.", instead)
    check(path, content, filter(None, (_READ_HERE, project.schema_file(path))), below=("config", SETTINGS))
    config: Document = content["config"]
    settings: Document = config[SETTINGS]
    assignments: dict[str, Document] = settings.get("role_assignments") or {}
    return Stack(
        name=project.stack_name(path),
        project=project.project_name(path.parent),
        source=path,
        exists=False,
        subscription_id=_plain(config.get("azure-native:subscriptionId")),
        limits=_limits(settings.get("quota") or {}),
        accounts=tuple(_account(key, value or {}, settings) for key, value in settings["accounts"].items()),
        role_assignments=tuple(_assignment(key, value) for key, value in assignments.items()),
        choices=tuple(_choices(settings)),
    )


def _is_encrypted(value: Any) -> bool:
    """Whether Pulumi keeps a value as a secret: a mapping whose only key is `secure`."""
    return set(mapping(value)) == {"secure"} and isinstance(value["secure"], str)


def _limits(quota: Document) -> Limits:
    return Limits(quota.get("tier"), quota.get("offer"), quota.get("limits") or {})


def _account(key: str, account: Document, platform: Document) -> Account:
    region = account.get("location") or platform["location"]
    deployments: dict[str, Document] = account.get("deployments") or {}
    return Account(
        key=key,
        name=account.get("account_name") or account.get("name") or f"{platform.get('name') or 'platform'}-{key}",
        region=region,
        kind=account.get("kind") or "OpenAI",
        public_network_access=account.get("public_network_access") or "Disabled",
        local_auth=account.get("disable_local_auth") is False,
        content_filters=tuple(account.get("content_filters") or ()),
        deployments=tuple(_deployment(key, name, region, value) for name, value in deployments.items()),
    )


def _deployment(account: str, key: str, region: str, deployment: Document) -> Deployment:
    model, sku = deployment["model"], deployment["sku"]
    return Deployment(
        keys=("accounts", account, "deployments", key),
        account=account,
        name=deployment.get("name") or key,
        region=region,
        model=model["name"],
        version=model.get("version"),
        format=model.get("format"),
        sku=sku["name"],
        capacity=sku["capacity"],
        spillover=deployment.get("spillover"),
        upgrade_option=_UPGRADE_OPTIONS[deployment.get("version_policy") or "pinned"],
        content_filter=deployment.get("content_filter"),
        not_in_catalog=deployment.get("not_in_catalog") is True,
    )


def _assignment(key: str, assignment: Document) -> RoleAssignment:
    return RoleAssignment(
        key=key,
        role=assignment.get("role") or f"bundle {assignment.get('bundle')}",
        principal_type=assignment["principal_type"],
        principal_id=_plain(assignment["principal_id"]) or "secret",
    )


def _plain(value: Any) -> str | None:
    """A text; None for a secret, which Pulumi keeps as a mapping."""
    return value if isinstance(value, str) else None


def _choices(settings: Document) -> Iterator[tuple[str, str]]:
    network: Document = settings.get("network") or {}
    monitoring: Document = settings.get("monitoring") or {}
    for what, choice in (
        ("resource group", settings.get("resource_group")),
        ("virtual network", network.get("virtual_network")),
        ("private DNS", network.get("private_dns")),
        ("workspace", monitoring.get("workspace")),
    ):
        given: Document = choice or {}
        elsewhere = given.get("managed_elsewhere")
        if elsewhere:
            yield what, f"managed elsewhere, by {elsewhere['by']}"
        else:
            yield what, "existing" if given.get("existing") else "created"
