"""Exported state: what a stack holds in Azure, whoever wrote its program (`pulumi stack export`)."""

import re
from collections.abc import Iterator
from pathlib import Path

from .documents import Document, load_json, mapping
from .exits import bad_input
from .stacks import Account, Deployment, RoleAssignment, Stack

_TYPE = re.compile(r"azure-native[:_](?P<module>[a-z]+)[_/]?(v\d+\w*)?[:_/]+(?P<name>\w+)$")
"""Type tokens come with and without an API version."""


def read(path: Path) -> Stack:
    """The stack whose exported state a file holds. Raises BadInput when it is none."""
    exported = mapping(load_json(path)).get("deployment")
    if not isinstance(exported, dict):
        raise bad_input(str(path), "This is no exported state.", "Make it with `pulumi stack export`.")
    resources: list[Document] = mapping(exported).get("resources") or []
    deployments = list(_of_type(resources, "cognitiveservices", "Deployment"))
    accounts = list(_of_type(resources, "cognitiveservices", "Account"))
    return Stack(
        name=next((resource["urn"].split("::")[0].rsplit(":", 1)[-1] for resource in resources), path.stem),
        source=path,
        subscription_id=next(
            (_subscription(account) for account in _of_type(resources, "cognitiveservices", "Account")), None
        ),
        accounts=tuple(_account(account, deployments) for account in accounts),
        role_assignments=tuple(map(_assignment, _of_type(resources, "authorization", "RoleAssignment"))),
        choices=(),
    )


def _of_type(resources: list[Document], module: str, name: str) -> Iterator[Document]:
    for resource in resources:
        match = _TYPE.match(resource.get("type", ""))
        if match and match["module"] == module and match["name"] == name and not resource.get("delete"):
            yield resource


def _properties(resource: Document) -> Document:
    """Properties as Azure answered them, which a default or an upgrade may have filled in; else as they were sent."""
    return {**resource.get("inputs", {}), **resource.get("outputs", {})}


def _account(account: Document, deployments: list[Document]) -> Account:
    properties = _properties(account)
    details = mapping(properties.get("properties"))
    name = str(account.get("id", "")).rsplit("/", 1)[-1] or account["inputs"].get("accountName", "")
    region = str(properties.get("location", "")).replace(" ", "").lower()
    return Account(
        key=name,
        name=name,
        region=region,
        kind=properties.get("kind", "OpenAI"),
        public_network_access=details.get("publicNetworkAccess") or "Enabled",
        local_auth=details.get("disableLocalAuth") is not True,
        content_filters=(),
        deployments=tuple(_deployment(one, name, region) for one in deployments if _parent(one) == name.lower()),
    )


def _parent(deployment: Document) -> str:
    match = re.search(r"/accounts/([^/]+)/", str(deployment.get("id", "")), re.IGNORECASE)
    return (match[1] if match else str(deployment.get("inputs", {}).get("accountName", ""))).lower()


def _deployment(deployment: Document, account: str, region: str) -> Deployment:
    properties = _properties(deployment)
    details, sku = mapping(properties.get("properties")), mapping(properties.get("sku"))
    model = mapping(details.get("model"))
    name = str(deployment.get("id", "")).rsplit("/", 1)[-1] or deployment["urn"].rsplit("::", 1)[-1]
    return Deployment(
        keys=(account, name),
        account=account,
        name=name,
        region=region,
        model=model.get("name", ""),
        version=model.get("version"),
        format=model.get("format"),
        sku=sku.get("name", ""),
        capacity=int(sku.get("capacity") or 1),
        spillover=details.get("spilloverDeploymentName"),
        upgrade_option=details.get("versionUpgradeOption"),
        content_filter=details.get("raiPolicyName") or "none",
    )


def _assignment(assignment: Document) -> RoleAssignment:
    inputs = assignment.get("inputs", {})
    return RoleAssignment(
        key=assignment["urn"].rsplit("::", 1)[-1],
        role=str(inputs.get("roleDefinitionId", "")).rsplit("/", 1)[-1],
        principal_type=inputs.get("principalType", ""),
        principal_id=str(inputs.get("principalId", "")),
    )


def _subscription(account: Document) -> str | None:
    match = re.match(r"/subscriptions/([^/]+)/", str(account.get("id", "")))
    return match[1] if match else None
