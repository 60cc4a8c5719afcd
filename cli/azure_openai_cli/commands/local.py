"""`local`: the emulator's doors for Azure's own clients, started and stopped on this machine."""

import json
import os
import shlex
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from azure_openai_catalog import api, networking
from azure_openai_catalog.problems import listing

from .. import doors
from ..doors import Doors
from ..exits import BadInput, bad_input
from ..options import AsJson
from ..output import answer, note, table

app = typer.Typer(help="A local Azure for Azure's own clients: start, stop, look.", no_args_is_help=True)

CLIENT = "11111111-1111-4111-8111-111111111111"
"""Object id of the principal that `local env` signs in as: the one that the stacks of this project give a role."""

State = Annotated[
    Path | None,
    typer.Option(envvar=doors.STATE_VARIABLE, help=f"File that holds the local Azure. Default: {doors.DEFAULT_STATE}."),
]


@app.command()
def start(
    state: State = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: any that is free.")] = 8463,
    as_json: AsJson = False,
) -> None:
    """Start the doors in the background, and tell where they are. Does nothing when they are open."""
    file = doors.state_file(state)
    _tell(doors.find(file) or doors.start(file, port), as_json)


@app.command()
def stop(state: State = None, as_json: AsJson = False) -> None:
    """Close the doors; what the local Azure holds stays. Does nothing when they are closed."""
    file = doors.state_file(state)
    found = doors.find(file)
    if found:
        doors.stop(file, found)
    answer({"running": False}, as_json, "Stopped." if found else "Nothing runs.")


@app.command()
def status(state: State = None, as_json: AsJson = False) -> None:
    """Tell whether the doors are open, and where."""
    _tell(doors.find(doors.state_file(state)), as_json)


@app.command()
def reset(state: State = None, as_json: AsJson = False) -> None:
    """Forget everything that the local Azure holds; open doors stay open."""
    file = doors.state_file(state)
    doors.run(file, "reset")
    answer({"reset": file}, as_json, "Everything is forgotten.")


@app.command()
def logs(
    state: State = None,
    lines: Annotated[int, typer.Option("--lines", "-n", min=1, help="How many of the last lines.")] = 100,
    as_json: AsJson = False,
) -> None:
    """Print what the doors wrote, the last lines of it."""
    log = doors.log(doors.state_file(state))
    if not log.is_file():
        raise _closed(str(log), "There is no log.")
    last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]
    answer({"lines": last}, as_json, *last)


@app.command("env")
def env(
    account: Annotated[
        str | None, typer.Option(help="Custom subdomain of an account that OpenAI's clients and curl are to call.")
    ] = None,
    private_endpoint: Annotated[
        bool, typer.Option("--private-endpoint", help="Call the account through its private endpoint.")
    ] = False,
    state: State = None,
    as_json: AsJson = False,
) -> None:
    """Print the variables that lead Azure's clients, OpenAI's and curl to the doors: `eval "$(... local env)"`."""
    file = doors.state_file(state)
    found = doors.find(file)
    if found is None:
        raise _closed("local env", "Nothing runs.")
    variables = _for_azure(found)
    if account:
        host = networking.openai_endpoint(account).removeprefix("https://").rstrip("/")
        token = doors.run(file, "token", CLIENT).strip()
        variables |= _for_openai(found.account(host, private_endpoint), token)
        held = _subdomains(file)
        if account not in held:
            note(f"The local Azure has no account with the subdomain {account!r} yet. It has: {listing(held)}.")
    if as_json:
        answer(variables, as_json)
        return
    for name, value in variables.items():
        typer.echo(f"export {name}={shlex.quote(value)}")


def _for_azure(found: Doors) -> dict[str, str]:
    place = urlsplit(found.url)
    return {
        "AZURE_AUTHORITY_HOST": found.url,
        "AZURE_TENANT_ID": found.tenant,
        "AZURE_CLIENT_ID": CLIENT,
        # Sign-in wants a secret; the emulator takes any.
        "AZURE_CLIENT_SECRET": "any",
        "AZURE_SUBSCRIPTION_ID": found.subscription,
        "AZURE_RESOURCE_MANAGER_URL": found.url,
        "REQUESTS_CA_BUNDLE": found.ca,
        "SSL_CERT_FILE": found.ca,
        "CURL_CA_BUNDLE": found.ca,
        # A proxy has no way to this machine. Some clients read one name, some the other.
        **{name: ",".join(filter(None, (os.environ.get(name), place.hostname))) for name in ("no_proxy", "NO_PROXY")},
    }


def _for_openai(address: str, token: str) -> dict[str, str]:
    return {
        "AZURE_OPENAI_ENDPOINT": address,
        "AZURE_OPENAI_AD_TOKEN": token,
        "OPENAI_API_VERSION": api.dated_version(),
        "OPENAI_BASE_URL": f"{address}/openai/v1",
        "OPENAI_API_KEY": token,
    }


def _subdomains(file: Path) -> list[str]:
    held = json.loads(doors.run(file, "show"))["resources"]
    accounts = (one["properties"] for one in held if one["type"] == "Microsoft.CognitiveServices/accounts")
    return [properties["customSubDomainName"] for properties in accounts if properties.get("customSubDomainName")]


def _closed(where: str, what: str) -> BadInput:
    return bad_input(where, what, "Start the doors: `azure-openai local start`.")


def _tell(found: Doors | None, as_json: bool) -> None:
    if found is None:
        answer({"running": False}, as_json, "Nothing runs. Start it: azure-openai local start")
        return
    rows = [("Management and sign-in", found.url), ("Certificate to trust", found.ca), ("Process", str(found.pid))]
    answer({"running": True, **vars(found)}, as_json, table("The local Azure", ["What", "Where"], rows))
