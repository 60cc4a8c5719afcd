"""Bodies of requests for an account and for a deployment, as tests of the emulator send them."""

from typing import Any


def account_body(**properties: Any) -> dict[str, Any]:
    """An account with subdomain `ai`."""
    held = {"customSubDomainName": "ai", **properties}
    return {"location": "swedencentral", "kind": "OpenAI", "sku": {"name": "S0"}, "properties": held}


def deployment_body(
    model: str = "gpt-5.1",
    version: str | None = "2025-11-13",
    sku: str = "DataZoneStandard",
    capacity: int = 10,
    **properties: Any,
) -> dict[str, Any]:
    """A deployment; without a version, Azure takes one."""
    chosen = {"format": "OpenAI", "name": model, **({"version": version} if version else {})}
    return {"sku": {"name": sku, "capacity": capacity}, "properties": {"model": chosen, **properties}}
