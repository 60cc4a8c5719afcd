"""Exported state: what a stack holds in Azure, whoever wrote its program (`pulumi stack export`)."""

import re
from collections.abc import Iterator
from pathlib import Path

from azure_openai_catalog.quota_limits import Limits

from .documents import Document, load_json, mapping
from .schemas import check
from .stacks import Account, Deployment, RoleAssignment, Stack

_READ_HERE = Path(__file__).with_name("stack_state.schema.json")

_TYPE = re.compile(r"azure-native[:_](?P<module>[a-z]+)([_/]v\d+\w*)?[:_/]+(?P<name>[A-Za-z]+)$")
"""Type tokens come with and without an API version."""


def read(path: Path) -> Stack:
    """The stack whose exported state a file holds. Raises BadInput with all that is wrong when it is none."""
    content = load_json(path)
    check(path, content, [_READ_HERE])
    resources: list[Document] = content["deployment"].get("resources") or []
    deployments = list(_of_type(resources, "cognitiveservices", "Deployment"))
    accounts = list(_of_type(resources, "cognitiveservices", "Account"))
    stack, project = next((resource["urn"].split("::")[:2] for resource in resources), (path.stem, None))
    return Stack(
        name=stack.rsplit(":", 1)[-1],
        project=project,
        source=path,
        exists=True,
        subscription_id=next(map(_subscription, accounts), None),
        limits=Limits(),
        accounts=tuple(_account(account, deployments) for account in accounts),
        role_assignments=tuple(map(_assignment, _of_type(resources, "authorization", "RoleAssignment"))),
        choices=(),
    )


def _of_type(resources: list[Document], module: str, name: str) -> Iterator[Document]:
    for resource in resources:
        match = _TYPE.match(resource["type"])
        if match and match["module"] == module and match["name"] == name and not resource.get("delete"):
            yield resource


def _properties(resource: Document) -> Document:
    """Properties as Azure answered them, which a default or an upgrade may have filled in; else as they were sent."""
    return {**mapping(resource.get("inputs")), **mapping(resource.get("outputs"))}


def _name(resource: Document) -> str:
    """Name in Azure; the logical one where there is no id yet."""
    return (resource.get("id") or "").rsplit("/", 1)[-1] or resource["urn"].rsplit("::", 1)[-1]


def _account(account: Document, deployments: list[Document]) -> Account:
    properties, name = _properties(account), _name(account)
    details = mapping(properties.get("properties"))
    region = (properties.get("location") or "").replace(" ", "").lower()
    return Account(
        key=name,
        name=name,
        region=region,
        kind=properties.get("kind") or "OpenAI",
        public_network_access=details.get("publicNetworkAccess") or "Enabled",
        local_auth=details.get("disableLocalAuth") is not True,
        content_filters=(),
        deployments=tuple(_deployment(one, name, region) for one in deployments if _parent(one) == name.lower()),
    )


def _parent(deployment: Document) -> str:
    match = re.search(r"/accounts/([^/]+)/", deployment.get("id") or "", re.IGNORECASE)
    return (match[1] if match else mapping(deployment.get("inputs")).get("accountName") or "").lower()


def _deployment(deployment: Document, account: str, region: str) -> Deployment:
    properties, name = _properties(deployment), _name(deployment)
    details, sku = mapping(properties.get("properties")), mapping(properties.get("sku"))
    model = mapping(details.get("model"))
    return Deployment(
        keys=(account, name),
        account=account,
        name=name,
        region=region,
        model=model.get("name") or "",
        version=model.get("version"),
        format=model.get("format"),
        sku=sku.get("name") or "",
        capacity=int(sku.get("capacity") or 1),
        spillover=details.get("spilloverDeploymentName"),
        upgrade_option=details.get("versionUpgradeOption"),
        content_filter=details.get("raiPolicyName") or "none",
        not_in_catalog=False,
    )


def _assignment(assignment: Document) -> RoleAssignment:
    inputs = mapping(assignment.get("inputs"))
    principal = inputs.get("principalId")
    return RoleAssignment(
        key=assignment["urn"].rsplit("::", 1)[-1],
        role=(inputs.get("roleDefinitionId") or "").rsplit("/", 1)[-1],
        principal_type=inputs.get("principalType") or "",
        principal_id=principal if isinstance(principal, str) else "secret",
    )


def _subscription(account: Document) -> str | None:
    match = re.match(r"/subscriptions/([^/]+)/", account.get("id") or "")
    return match[1] if match else None
