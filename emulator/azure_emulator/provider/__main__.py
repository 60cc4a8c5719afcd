"""Serve the provider: the engine starts it and reads the port from its first line."""

from __future__ import annotations

import asyncio
import sys

import grpc
from pulumi.runtime.proto import provider_pb2_grpc

from .. import BANNER
from ..arm import Arm, Settings
from ..arm.settings import state_path
from .server import AzureNative

_LONGEST_MESSAGE = 400 * 1024 * 1024


async def _serve(version: str) -> None:
    arm = Arm.open(state_path(), Settings.from_environment())
    server = grpc.aio.server(options=[("grpc.max_receive_message_length", _LONGEST_MESSAGE)])
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(AzureNative(arm, version), server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    print(port, flush=True)
    print(BANNER, file=sys.stderr)
    await server.wait_for_termination()


def main() -> None:
    """Serve until the engine ends the process. `AZURE_EMULATOR_PLUGIN_VERSION` is the version it answers with."""
    import os

    try:
        asyncio.run(_serve(os.environ.get("AZURE_EMULATOR_PLUGIN_VERSION", "0.0.0")))
    except ValueError as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
