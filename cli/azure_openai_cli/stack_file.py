"""Stack files: plain YAML, checked against a JSON schema, read as far as the commands ask."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from azure_openai_catalog import nearest
from azure_openai_catalog.problems import Problem, listing

from . import project
from .documents import Document, load_json, load_yaml, mapping
from .exits import BadInput
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
    _check(path, content)
    config: Document = content["config"]
    settings: Document = config[SETTINGS]
    assignments: dict[str, Document] = settings.get("role_assignments") or {}
    return Stack(
        name=project.stack_name(path),
        source=path,
        subscription_id=_plain(config.get("azure-native:subscriptionId")),
        accounts=tuple(_account(key, value or {}, settings) for key, value in settings["accounts"].items()),
        role_assignments=tuple(_assignment(key, value) for key, value in assignments.items()),
        choices=tuple(_choices(settings)),
    )


def _check(path: Path, content: Any) -> None:
    """Check the schema of what is read here, and the complete one where the project keeps it beside its stack files."""
    from jsonschema.validators import validator_for

    problems: dict[str, Problem] = {}
    for schema_file in (_READ_HERE, path.parent / "schema.json"):
        if schema_file.is_file():
            schema: Any = load_json(schema_file)
            validator: Any = validator_for(schema)(schema)
            for error in validator.iter_errors(content):
                problem = _problem(path, error)
                problems.setdefault(problem.where, problem)
    if problems:
        raise BadInput(problems[where] for where in sorted(problems))


def _problem(path: Path, error: Any) -> Problem:
    keys = [str(key) for key in error.absolute_path]
    below = keys[2:] if keys[:2] == ["config", SETTINGS] else keys
    where = ".".join([f"{path.name}: {below[0]}", *below[1:]]) if below else path.name
    value = error.instance
    if error.validator == "type" and "string" in error.validator_value and not isinstance(value, (dict, list)):
        return Problem(where, f"YAML reads {value} as something other than text.", f'Quote it: "{value}".')
    if error.validator == "additionalProperties":
        known: Document = error.schema.get("properties", {})
        near = {name: listing(nearest(name, known) or known) for name in mapping(value) if name not in known}
        return Problem(where, f"Unknown: {', '.join(near)}.", f"Nearest: {'; '.join(near.values())}.")
    if error.validator == "required":
        return Problem(where, f"{error.message}.", "Add it.")
    return Problem(where, f"{error.message}.", "See stacks/README.md for the settings.")


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
