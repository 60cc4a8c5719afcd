"""What a stack says it has deployed: its outputs, as OpenAIPlatform's program exports them."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from azure_openai_catalog import fine_tuning, models, networking
from azure_openai_catalog.models import ModelVersion
from azure_openai_catalog.problems import Problem

from ..documents import Document, load_json
from ..exits import BadInput, bad_input
from ..schemas import check

_READ_HERE = Path(__file__).with_name("platform.schema.json")


@dataclass(frozen=True, slots=True)
class Deployment:
    """A model deployment."""

    key: str
    name: str
    model: str
    version: str
    sku: str
    capacity: str
    content_filter: str
    """Name of the filter it was given; `none`: it was given none."""
    tokens_per_minute: int | None
    """What the capacity buys; None where that is not known."""

    @property
    def known(self) -> ModelVersion | None:
        """The catalogue's entry of its model, of the base of a fine-tuned one; None if it has none."""
        fine_tuned = fine_tuning.find(self.model)
        return fine_tuned.base if fine_tuned else models.find(self.model, self.version)


@dataclass(frozen=True, slots=True)
class Account:
    """An account."""

    key: str
    host: str
    """Name under which OpenAI calls are answered, for example `ai.openai.azure.com`."""
    deployments: tuple[Deployment, ...]


@dataclass(frozen=True, slots=True)
class Platform:
    """All that a stack has deployed."""

    accounts: tuple[Account, ...]
    entra_scope: str
    """Scope to ask a token for."""


def of_stack(stack: str) -> Platform:
    """What a stack of the project around the working folder has deployed, asked of Pulumi.

    Raises BadInput where Pulumi is not to be found, does not know the stack, or the stack exports nothing or something
    else.
    """
    command = ["pulumi", "stack", "output", "--json", "--non-interactive", "--stack", stack]
    try:
        ran = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise bad_input("--stack", "There is no `pulumi` to ask.", "Install it, or give `--outputs FILE`.") from None
    if ran.returncode:
        lines = ran.stderr.strip().splitlines() or ["It said nothing."]
        said = lines[0].removeprefix("error: ").rstrip(".")
        raise bad_input("--stack", f"Pulumi does not tell: {said}.", "Run `pulumi stack ls`.")
    outputs: Document = json.loads(ran.stdout)
    if not outputs:
        raise bad_input("--stack", f"Stack {stack!r} has no outputs.", "Build it first: `pulumi up`.")
    return _platform(Path(f"outputs of {stack}"), outputs)


def of_file(path: Path) -> Platform:
    """What the outputs in a file tell (`pulumi stack output --json`). Raises BadInput with all that is wrong."""
    return _platform(path, load_json(path))


def _platform(source: Path, outputs: Document) -> Platform:
    check(source, outputs, [_READ_HERE])
    endpoints: dict[str, str] = outputs["endpoints"]
    deployments: dict[str, Document] = outputs["deployments"]
    nowhere = [name for name in deployments if name not in endpoints]
    if nowhere:
        raise BadInput(
            Problem(f"{source.name}: endpoints.{name}", "is missing: its deployments cannot be called.", "Export it.")
            for name in nowhere
        )
    return Platform(
        tuple(
            Account(
                key=key,
                host=urlsplit(endpoint).hostname or "",
                deployments=tuple(_deployment(name, told) for name, told in deployments.get(key, {}).items()),
            )
            for key, endpoint in endpoints.items()
        ),
        outputs.get("entra_scope") or networking.ENTRA_SCOPE,
    )


def _deployment(key: str, told: Document) -> Deployment:
    tokens: str = told.get("tokens_per_minute", "")
    return Deployment(
        key=key,
        **{name: told[name] for name in ("name", "model", "version", "sku", "capacity", "content_filter")},
        tokens_per_minute=int(tokens) if tokens.isdecimal() else None,
    )
