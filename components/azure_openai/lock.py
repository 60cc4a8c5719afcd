"""Management locks: made after everything they cover, so that they are the first to go."""

from typing import Optional, Sequence

import pulumi
from pulumi_azure_native import authorization

from .options import part_of
from .settings.base import Input
from .settings.lock import Lock


def lock_scope(
    component: pulumi.ComponentResource,
    name: str,
    settings: Optional[Lock],
    scope: Input[str],
    covered: Sequence[pulumi.Resource],
) -> None:
    """Lock a scope if the settings say so.

    `covered` are the resources and components that lie below the scope, extensions such as role assignments included:
    the lock waits for them, and a `destroy` takes it away before it deletes any of them.
    """
    if settings is None:
        return
    authorization.ManagementLockByScope(
        name,
        scope=scope,
        lock_name=settings.name or f"{name}-lock",
        level=settings.level.value,
        notes=settings.notes,
        opts=part_of(component, depends_on=covered),
    )
