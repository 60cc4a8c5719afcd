"""The emulator by hand: `python -m azure_emulator show | purge | upgrade | reset | serve | token`."""

from __future__ import annotations

import argparse
import json
import signal
import sys

from azure_openai_catalog import networking

from . import BANNER, SUBSCRIPTION_ID, tokens
from .arm import Arm, Settings
from .arm.settings import STATE, state_path
from .services import RESOURCE_TYPES
from .services.cognitive_services import upgrades

PORT = 8463
"""Port of the doors for Azure's and OpenAI's clients, unless another one is asked for."""


def _show(arm: Arm, _: argparse.Namespace) -> None:
    # A reader that ends early, as in `| head`, ends this without a word.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    json.dump(arm.contents(), sys.stdout, indent=2, sort_keys=True)
    print()


def _purge(arm: Arm, _: argparse.Namespace) -> None:
    for resource_type in RESOURCE_TYPES.values():
        rules = resource_type.soft_delete
        if rules is None:
            continue
        namespace, version = resource_type.name.split("/")[0], resource_type.api_versions[-1]
        path = f"/subscriptions/{SUBSCRIPTION_ID}/providers/{namespace}/{rules.collection}"
        method, suffix = rules.purge
        for deleted in (arm.request("GET", path, api_version=version).body or {})["value"]:
            answer = arm.request(method, deleted["id"] + suffix, api_version=version)
            refusal = (answer.body or {}).get("error", {}).get("message")
            print(f"kept {deleted['name']}: {refusal}" if refusal else f"purged {deleted['name']}")


def _upgrade(arm: Arm, chosen: argparse.Namespace) -> None:
    try:
        moved = arm.act(lambda context: upgrades.upgrade(context, chosen.deployment))
    except upgrades.UnknownDeployment as error:
        sys.exit(str(error))
    print("\n".join(moved) if moved else "nothing to upgrade")


def _reset(arm: Arm, _: argparse.Namespace) -> None:
    arm.reset()


def _serve(arm: Arm, chosen: argparse.Namespace) -> None:
    # The doors for Pulumi and for a look into the state need none of the web server.
    from .http import server

    try:
        server.serve(arm, state_path(), chosen.port, chosen.all_interfaces)
    except OSError as error:
        sys.exit(f"Port {chosen.port} cannot be used: {error.strerror}. Choose another with --port.")


def _token(_: Arm, chosen: argparse.Namespace) -> None:
    print(tokens.issue(chosen.principal, chosen.scope))


_COMMANDS = {
    "show": (_show, "print everything the emulator holds as JSON"),
    "purge": (_purge, "purge what is soft-deleted and may be purged"),
    "upgrade": (_upgrade, "upgrade model versions as Azure does by itself"),
    "reset": (_reset, "forget everything"),
    "serve": (_serve, "answer Azure's and OpenAI's clients on this machine until the process ends"),
    "token": (_token, "print a token that stands for one of Entra's"),
}


def main() -> None:
    """Run a command on the state file that the environment names."""
    parser = argparse.ArgumentParser(prog="python -m azure_emulator", description=BANNER, epilog=f"State: ${STATE}.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (_, help) in _COMMANDS.items():
        command = commands.add_parser(name, help=help)
        if name == "upgrade":
            command.add_argument("deployment", help=f"resource id of a deployment, or '{upgrades.ALL}'")
        if name == "serve":
            command.add_argument("--all-interfaces", action="store_true", help="let others in too: for a container")
            command.add_argument("--port", type=int, default=PORT, help=f"default {PORT}; 0: any that is free")
        if name == "token":
            command.add_argument("principal", help="object id of the principal that calls")
            command.add_argument("--scope", default=networking.ENTRA_SCOPE, help=f"default {networking.ENTRA_SCOPE}")
    chosen = parser.parse_args()
    try:
        arm = Arm.open(state_path(), Settings.from_environment())
    except ValueError as error:
        sys.exit(str(error))
    _COMMANDS[chosen.command][0](arm, chosen)


if __name__ == "__main__":
    main()
