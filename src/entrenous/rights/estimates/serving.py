"""The engine behind a local socket: warm, alone, and gone when whoever started it is gone."""

import faulthandler
import json
import os
import resource
import socketserver
from pathlib import Path
from typing import Final

from entrenous.law.questions import LARGEST_QUESTION_BYTES

from .answers import answer
from .engine import Engine

#: Past it, the process ends and another takes its place: nothing else stops a computation.
LONGEST_QUESTION_SECONDS: Final = 60
_LINE_SECONDS: Final = 10
_LOOK_SECONDS: Final = 0.5


def serve(path: Path) -> None:
    """Load and warm the engine, then answer on a socket that only this account may open."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold a situation
    parent = os.getppid()
    engine = Engine()
    engine.warm()
    path.unlink(missing_ok=True)
    former = os.umask(0o177)
    try:
        server = _Server(path, engine, parent)
    finally:
        os.umask(former)
    with server:
        server.serve_forever(_LOOK_SECONDS)


class _Handler(socketserver.StreamRequestHandler):
    server: "_Server"
    timeout = _LINE_SECONDS

    def handle(self) -> None:
        line = self.rfile.readline(LARGEST_QUESTION_BYTES + 1)
        try:
            decoded: object = json.loads(line)
        except ValueError:
            decoded = None
        faulthandler.dump_traceback_later(
            LONGEST_QUESTION_SECONDS, exit=True, file=self.server.hush
        )
        try:
            found = answer(self.server.engine, decoded)
        finally:
            faulthandler.cancel_dump_traceback_later()
        self.wfile.write(json.dumps(found).encode() + b"\n")


class _Server(socketserver.UnixStreamServer):
    def __init__(self, path: Path, engine: Engine, parent: int) -> None:
        self.engine, self._parent = engine, parent
        self.hush = os.open(os.devnull, os.O_WRONLY)
        super().__init__(str(path), _Handler)

    def service_actions(self) -> None:
        """Look twice a second whether the process that started this one is still there."""
        if os.getppid() != self._parent:
            os._exit(0)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a question that failed: its situation would be in the traceback."""
