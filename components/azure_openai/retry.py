"""Waiting out Azure's refusals that pass by themselves. azure-native does not retry these."""

import asyncio

import pulumi
from pulumi.resource_hooks import ErrorHook, ErrorHookArgs, ErrorHookFunction, ResourceHookBinding
from pulumi.runtime.resource import register_error_hook

ACCOUNT_BUSY = ("RequestConflict",)
"""Another write on the account or one of its children is still running."""

ENDPOINT_TOO_EARLY = ("RequestConflict", "AccountProvisioningStateInvalid")
"""The account is not ready for a private endpoint yet, up to a second after it says that it is."""

_WAITS_IN_SECONDS = (1, 2, 4, 8, 15, 30, 60, 60, 60, 60)
"""Five minutes in all; the engine itself would allow a hundred tries."""


def retry_on(codes: tuple[str, ...], component: pulumi.ComponentResource) -> ResourceHookBinding:
    """Retry a component's resources when Azure refuses them with one of the error codes."""

    async def wait(args: ErrorHookArgs) -> bool:
        attempt = len(args.errors)
        if attempt > len(_WAITS_IN_SECONDS) or not any(f'Code="{code}"' in args.errors[0] for code in codes):
            return False
        await asyncio.sleep(_WAITS_IN_SECONDS[attempt - 1])
        return True

    return ResourceHookBinding(on_error=[_RetryHook(component, wait)])


class _RetryHook(ErrorHook):
    """An error hook of one component instance, named like its URN.

    The engine knows hooks by their names, all programs and plugins of a deployment together, and nothing less than the
    URN tells two components apart: other parents may hold one of the same type and name. The state keeps the name, so it
    is the same in every run.
    """

    def __init__(self, component: pulumi.ComponentResource, callback: ErrorHookFunction):
        self.callback = callback
        # What takes the hook waits for this, and only then asks for the name.
        self._registered = asyncio.ensure_future(self._register(component))

    async def _register(self, component: pulumi.ComponentResource) -> None:
        self.name = f"retry::{await component.urn.future()}"
        await register_error_hook(self)
