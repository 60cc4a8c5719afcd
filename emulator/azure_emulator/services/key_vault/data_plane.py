"""What only the data plane of a vault does."""

from __future__ import annotations

from ...arm.types import Context
from .names import retention_seconds


def delete(context: Context, resource_id: str) -> None:
    """Delete a key or secret; the vault keeps it for restore. Nothing happens if there is none."""
    held = context.store.get(resource_id)
    vault = context.store.get(resource_id.rsplit("/", 2)[0])
    if held and vault:
        context.store.soft_delete([held], context.now + retention_seconds(vault))
        context.store.remove(resource_id)
