"""Outputs that are known early and still wait for what they name."""

import asyncio
from typing import Any, Awaitable, Mapping, TypeVar, cast

import pulumi

T = TypeVar("T")


def after(value: pulumi.Input[T], *resources: pulumi.Resource) -> pulumi.Output[T]:
    """The value, known as early as it was, with the resources added to what it depends on.

    A resource's own `id` and `name` outputs are unknown in previews, which blinds previews and policies. A name that
    the program made itself is known, but nothing that takes it would wait for the resource, nor be replaced with it:
    the engine replaces what depends on a replaced resource, in the right order, only where a property carries the
    dependency. (The option `replace_with` is no way around: it deletes in no order.)
    """
    output = pulumi.Output.from_input(value)

    async def dependencies() -> set[pulumi.Resource]:
        return {*await output.resources(), *resources}

    async def known_value() -> T:
        # `None` stands for "not known" here, which `is_known` says as well.
        return cast(T, await output.future())

    return pulumi.Output(dependencies(), known_value(), output.is_known(), output.is_secret())


def by_key(values: Mapping[str, pulumi.Input[Any]]) -> pulumi.Output[dict[str, Any]]:
    """The values as one map. (`Output.all` makes a list of no values, which hosted programs fail on.)"""
    return cast(pulumi.Output[dict[str, Any]], pulumi.Output.from_input(dict(values)))


def depending(
    value: Awaitable[T | None], resources: Awaitable[set[pulumi.Resource]], is_known: Awaitable[bool]
) -> pulumi.Output[T]:
    """An output whose dependencies are decided while the program runs."""
    return pulumi.Output(
        asyncio.ensure_future(resources),
        asyncio.ensure_future(cast(Awaitable[T], value)),
        asyncio.ensure_future(is_known),
    )
