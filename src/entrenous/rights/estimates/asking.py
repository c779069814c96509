"""Ask the engine from the program's own environment: a warm worker, or a process of its own.

Only standard library: pages and commands import this, never the engine.
"""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

LARGEST_ANSWER_BYTES: Final = 4 * 1024 * 1024
SECONDS: Final = 20.0
MODULE: Final = "entrenous.rights.estimates"


class EngineAbsent(Exception):
    """The engine is not installed, not started, or did not answer: the page says so."""


def engine_python() -> Path:
    """The interpreter of the engine's environment, beside the program's own; EngineAbsent."""
    found = Path(sys.prefix) / "engine" / "bin" / "python"
    if not found.exists():
        raise EngineAbsent
    return found


def run(mode: str, *arguments: str) -> int:
    """Hand standard input and output over to the engine's process; its exit code."""
    command = [str(engine_python()), "-m", MODULE, mode, *arguments]
    return subprocess.call(command, env=surroundings())  # noqa: S603  # our own interpreter and module


def start(path: Path) -> "subprocess.Popen[bytes]":
    """Start a worker that will answer on `path` once warm; EngineAbsent."""
    command = [str(engine_python()), "-m", MODULE, "serve", str(path)]
    nowhere = subprocess.DEVNULL
    return subprocess.Popen(  # noqa: S603  # our own interpreter and module
        command, env=surroundings(), stdin=nowhere, stdout=nowhere, stderr=nowhere
    )


def ask(path: Path, question: dict[str, object], *, seconds: float = SECONDS) -> dict[str, Any]:
    """One question to a warm worker; EngineAbsent when it does not answer in time."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(seconds)
            line.connect(str(path))
            line.sendall(json.dumps(question).encode() + b"\n")
            answered = _read(line)
    except (OSError, ValueError):
        raise EngineAbsent from None
    return answered


def _read(line: socket.socket) -> dict[str, Any]:
    received = bytearray()
    while not received.endswith(b"\n"):
        more = line.recv(65536)
        if not more or len(received) > LARGEST_ANSWER_BYTES:
            raise ValueError
        received += more
    answered: dict[str, Any] = json.loads(received)
    return answered


def surroundings() -> dict[str, str]:
    """What a process beside the server is given: a path, and no secret of the server."""
    root = str(Path(__file__).resolve().parents[3])
    return {"PYTHONPATH": root, "PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}
