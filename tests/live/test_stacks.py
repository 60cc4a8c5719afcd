"""The repository's stacks on a real subscription: `pytest -m azure`, see docs/live-run.md."""

from collections.abc import Callable
from typing import Any

import pytest

STACKS = ["dev", "batch", "local", "multi-region"]
"""Stacks without provisioned capacity that leave nothing behind. `prod-ptu` is billed by the hour; it and `prod-eu` make a
vault with purge protection, whose name stays taken; `finetune` needs a fine-tuned model of the subscription's own."""


@pytest.mark.azure
@pytest.mark.parametrize("stack", STACKS)
def test_a_stack_comes_up_stays_as_it_is_and_goes_again(live_stack: Callable[[str], Any], stack: str) -> None:
    project = live_stack(stack)
    project.pulumi("preview")
    project.pulumi("up", "--yes", "--skip-preview")
    project.pulumi("preview", "--expect-no-changes")
    project.pulumi("refresh", "--preview-only", "--expect-no-changes")
