"""Runs programs in processes that have the SDKs loaded already, as importing them takes most of an update's time.

Started once, it imports what programs import. For each line on standard input, `{"folder": ..., "environment": ...}`, it
forks a process that serves the program of that folder to an engine, and prints the process's `{"pid": ..., "port": ...}`.
"""

import json
import os
import runpy
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
import pulumi_azure_native as azure
from pulumi.automation._server import LanguageServer
from pulumi.runtime.proto import language_pb2_grpc

import azure_openai

# Both load a module when it is first used.
for module in ("authorization", "cognitiveservices", "monitor", "network", "operationalinsights", "privatedns"):
    hasattr(getattr(azure, module), "loaded")
for name in azure_openai.__all__:
    getattr(azure_openai, name)


def serve(folder: str, environment: dict[str, str]) -> None:
    """Serve a program until this process is told to end."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.path.insert(0, folder)
    server: Any = grpc.server(ThreadPoolExecutor(max_workers=4))
    program = LanguageServer(lambda: runpy.run_path("__main__.py", run_name="__main__"))
    language_pb2_grpc.add_LanguageRuntimeServicer_to_server(program, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(json.dumps({"pid": os.getpid(), "port": port}), flush=True)
    # From here on standard output is the program's.
    os.dup2(2, 1)
    server.wait_for_termination()


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            serve(**json.loads(line))


if __name__ == "__main__":
    main()
