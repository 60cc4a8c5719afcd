"""Where in the project a finding is to be shown: the line of the stack file that describes the resource."""

import os
from dataclasses import dataclass
from pathlib import Path

from .. import project, stack_file
from ..documents import line_of, load_yaml, mapping
from ..exits import BadInput
from . import Finding


@dataclass(frozen=True, slots=True)
class Location:
    """A line of a file."""

    path: str
    """Relative to the working folder where it lies below, with `/`."""
    line: int


def locate(finding: Finding) -> Location:
    """Line of the stack file that describes a finding's resource; where there is none, the project's manifest."""
    try:
        path = project.stack_files().get(finding.stack)
    except BadInput:
        path = None
    if path is None:
        return Location("Pulumi.yaml", 1)
    return Location(_relative(path), line_of(path, ["config", stack_file.SETTINGS, *_keys(path, finding)]))


def _keys(path: Path, finding: Finding) -> list[str]:
    """Path of the settings that a resource's logical name stands for: it ends in the keys of account and child."""
    kind, _, name = finding.resource.partition(" ")
    accounts = mapping(
        mapping(mapping(mapping(load_yaml(path)).get("config")).get(stack_file.SETTINGS)).get("accounts")
    )
    held_in = {"Deployment": "deployments", "RaiPolicy": "content_filters"}.get(kind, "")
    for account, settings in accounts.items():
        for child in mapping(mapping(settings).get(held_in)):
            if name.endswith(f"-{account}-{child}"):
                return ["accounts", account, held_in, child]
    owner = next((account for account in accounts if name.endswith(f"-{account}") or f"-{account}-" in name), None)
    return ["accounts", owner] if owner else []


def _relative(path: Path) -> str:
    here = Path.cwd().resolve()
    return (
        Path(os.path.relpath(path.resolve(), here)).as_posix()
        if path.resolve().is_relative_to(here)
        else path.as_posix()
    )
