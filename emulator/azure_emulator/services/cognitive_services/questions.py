"""What can be asked about models, quota, SKUs, filters and names without there being a resource."""

from __future__ import annotations

from azure_openai_catalog import content_filters, models, regions

from ...arm import errors
from ...arm.errors import ArmError
from ...arm.ids import child, parse
from ...arm.store import Body
from ...arm.types import Asked, Query
from ..common import at_location
from . import accounts, offered_models, offers, usages
from .names import ACCOUNTS, API_VERSIONS, NAMESPACE

_PROVIDER = f"/subscriptions/{{subscription}}/providers/{NAMESPACE}"
_LOCATION = f"{_PROVIDER}/locations/{{location}}"
_GROUP = "/subscriptions/{subscription}/resourceGroups/{group}"
_ACCOUNT = f"{_GROUP}/providers/{ACCOUNTS}/{{account}}"

_S0 = {"name": "S0", "tier": "Standard"}


def _location(asked: Asked) -> str:
    location = regions.normalise(asked.parts["location"])
    if not regions.is_known(location):
        raise ArmError(
            400,
            "NoRegisteredProviderFound",
            f"No registered resource provider found for location '{location}' and type 'accounts'. "
            f"The supported locations are '{', '.join(regions.names())}'.",
        )
    return location


def _account(asked: Asked) -> Body:
    return _held(asked, _ACCOUNT.format_map(asked.parts))


def _held(asked: Asked, resource_id: str) -> Body:
    found = asked.context.store.get(resource_id)
    if found is None:
        raise errors.not_found(parse(resource_id))
    return found


def _models(asked: Asked) -> Body:
    """Azure repeats the list for each kind of account."""
    location = _location(asked)
    return {
        "value": [
            {"kind": kind, "skuName": _S0["name"], "model": model}
            for kind in offers.KINDS
            for model in offered_models.models_of(asked.context, location, kind)
        ]
    }


def _models_of_account(asked: Asked) -> Body:
    account = _account(asked)
    return {"value": offered_models.models_of(asked.context, account["location"], account["kind"])}


def _usages(asked: Asked) -> Body:
    return {"value": usages.usages(asked.context, _location(asked))}


def _model_capacities(asked: Asked) -> Body:
    locations = (_location(asked),) if "location" in asked.parts else regions.names()
    name, version = asked.options.get("modelName", ""), asked.options.get("modelVersion", "")
    model_format = asked.options.get("modelFormat", "")
    if not (name and version and model_format):
        raise ArmError(400, "BadRequest", "modelFormat, modelName and modelVersion are required.")
    wanted = models.find(name, version)
    if wanted is None or wanted.format != model_format:
        return {"value": []}
    return {"value": usages.model_capacities(asked.context, wanted, locations)}


def _skus(asked: Asked) -> Body:
    offered = {"resourceType": "accounts", **_S0, "locations": [*regions.names()], "restrictions": []}
    return {"value": [{**offered, "kind": kind} for kind in offers.KINDS]}


def _skus_of_account(asked: Asked) -> Body:
    _account(asked)
    return {"value": [{"resourceType": ACCOUNTS, "sku": _S0}]}


def _skus_of_deployment(asked: Asked) -> Body:
    account = _account(asked)
    deployment = _held(asked, child(account["id"], "deployments", asked.parts["deployment"]))
    model = deployment["properties"]["model"]
    version = models.find(model["name"], model["version"])
    offered = offered_models.offered_skus(version, account["location"]) if version else []
    rows = [(sku, offered_models.capacity(version, sku)) for sku in offered if version]
    kind = {"resourceType": f"{ACCOUNTS}/deployments"}
    return {
        "value": [{**kind, "sku": {"name": sku.name}, **({"capacity": rule} if rule else {})} for sku, rule in rows]
    }


def _filters(asked: Asked) -> list[Body]:
    base = at_location(NAMESPACE, _location(asked))
    found: list[Body] = []
    for known in filter(None, map(content_filters.find, content_filters.names())):
        for source in known.sources:
            held = {"name": known.name, "isMultiLevelFilter": known.has_severity, "source": source}
            path, kind = f"{base}/raiContentFilters/{known.name}", f"{NAMESPACE}/raiContentFilters"
            found.append({"id": path, "name": known.name, "type": kind, "properties": held})
    return found


def _filter(asked: Asked) -> Body:
    wanted = asked.parts["filter"]
    for entry in _filters(asked):
        if entry["name"].lower() == wanted.lower():
            return entry
    raise errors.not_found(parse(f"{at_location(NAMESPACE, _location(asked))}/raiContentFilters/{wanted}"))


def _domain_availability(asked: Asked) -> Body:
    subdomain, kind = str(asked.body.get("subdomainName", "")), asked.body.get("kind") or offers.OPENAI
    if not subdomain or str(asked.body.get("type", "")).lower() != ACCOUNTS.lower():
        raise ArmError(400, "BadRequest", f"subdomainName and the type {ACCOUNTS} are required.")
    holder = accounts.subdomain_holder(asked.context, subdomain)
    reason = {"reason": accounts.SUBDOMAIN_TAKEN.format(subdomain)} if holder else {}
    return {
        "isSubdomainAvailable": holder is None,
        "subdomainName": subdomain,
        "type": ACCOUNTS,
        "kind": kind,
        **reason,
    }


QUERIES = [
    Query("GET", f"{_LOCATION}/models", API_VERSIONS, _models),
    Query("GET", f"{_ACCOUNT}/models", API_VERSIONS, _models_of_account),
    Query("GET", f"{_LOCATION}/usages", API_VERSIONS, _usages),
    Query("GET", f"{_PROVIDER}/modelCapacities", API_VERSIONS, _model_capacities),
    Query("GET", f"{_LOCATION}/modelCapacities", API_VERSIONS, _model_capacities),
    Query("GET", f"{_PROVIDER}/skus", API_VERSIONS, _skus),
    Query("GET", f"{_ACCOUNT}/skus", API_VERSIONS, _skus_of_account),
    Query("GET", f"{_ACCOUNT}/deployments/{{deployment}}/skus", API_VERSIONS, _skus_of_deployment),
    Query("GET", f"{_LOCATION}/raiContentFilters", API_VERSIONS, lambda asked: {"value": _filters(asked)}),
    Query("GET", f"{_LOCATION}/raiContentFilters/{{filter}}", API_VERSIONS, _filter),
    Query("POST", f"{_PROVIDER}/checkDomainAvailability", API_VERSIONS, _domain_availability),
]
