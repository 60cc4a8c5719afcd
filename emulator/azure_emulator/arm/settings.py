"""How the emulator behaves, read from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

STATE = "AZURE_EMULATOR_STATE"
LATENCY = "AZURE_EMULATOR_LATENCY"
FAULTS = "AZURE_EMULATOR_FAULTS"
QUOTA_TIER = "AZURE_EMULATOR_QUOTA_TIER"
MODIFIED_FILTERS = "AZURE_EMULATOR_MODIFIED_FILTERS"

DEFAULT_QUOTA_TIER = 1


@dataclass(frozen=True)
class Settings:
    """How the emulator behaves."""

    latency: float = 0.0
    """Factor on the realistic times of long operations; 0: everything is done at once."""
    quota_tier: int = DEFAULT_QUOTA_TIER
    """Quota tier of the subscription, 1 to 6."""
    faults: Path | None = None
    """File with faults to inject."""
    modified_filters: bool = False
    """Whether Microsoft has approved the subscription for modified content filters."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings; raises ValueError with the variable's name where one cannot be read."""
        faults = environment.get(FAULTS)
        return cls(
            latency=_latency(environment.get(LATENCY, "none")),
            quota_tier=_tier(environment.get(QUOTA_TIER, str(DEFAULT_QUOTA_TIER))),
            faults=Path(faults) if faults else None,
            modified_filters=_approved(environment.get(MODIFIED_FILTERS, "")),
        )


def state_path(environment: Mapping[str, str] = os.environ) -> Path:
    """The state file; raises ValueError when no variable names one."""
    path = environment.get(STATE)
    if not path:
        raise ValueError(f"{STATE} is not set: it names the file that holds the emulator's state.")
    return Path(path)


def _latency(text: str) -> float:
    named = {"none": 0.0, "realistic": 1.0}
    try:
        return named[text] if text in named else float(text)
    except ValueError:
        raise ValueError(f"{LATENCY}={text!r}: use none, realistic, or a factor such as 0.01.") from None


def _tier(text: str) -> int:
    if text not in {"1", "2", "3", "4", "5", "6"}:
        raise ValueError(f"{QUOTA_TIER}={text!r}: use 1 to 6.")
    return int(text)


def _approved(text: str) -> bool:
    if text not in {"", "approved"}:
        raise ValueError(f"{MODIFIED_FILTERS}={text!r}: use approved, or leave it out.")
    return text == "approved"
