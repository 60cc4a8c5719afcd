"""Waiting out Azure's refusals that pass by themselves. azure-native does not retry these."""

import asyncio
from typing import Optional

import pulumi
from pulumi.resource_hooks import ErrorHook, ErrorHookArgs, ResourceHookBinding

from .options import lineage

ACCOUNT_BUSY = ("RequestConflict",)
"""Another write on the account or one of its children is still running."""

ENDPOINT_TOO_EARLY = ("RequestConflict", "AccountProvisioningStateInvalid")
"""The account is not ready for a private endpoint yet, up to a second after it says that it is."""

_WAITS_IN_SECONDS = (1, 2, 4, 8, 15, 30, 60, 60, 60, 60)
"""Five minutes in all; the engine itself would allow a hundred tries."""


def retry_on(
    codes: tuple[str, ...], component: pulumi.ComponentResource, opts: Optional[pulumi.ResourceOptions]
) -> ResourceHookBinding:
    """Retry a component's resources when Azure refuses them with one of the error codes.

    Hook names are global to a program, so each component instance has a hook of its own, named like its URN.
    """
    ancestry = [lineage(opts.parent if opts else None), lineage(component)]

    async def wait(args: ErrorHookArgs) -> bool:
        attempt = len(args.errors)
        if attempt > len(_WAITS_IN_SECONDS) or not any(f'Code="{code}"' in args.errors[0] for code in codes):
            return False
        await asyncio.sleep(_WAITS_IN_SECONDS[attempt - 1])
        return True

    return ResourceHookBinding(on_error=[ErrorHook("::".join(["retry", *filter(None, ancestry)]), wait)])
