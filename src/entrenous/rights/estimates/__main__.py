"""The engine's process: one question on standard input, or a local socket that stays warm."""

import json
import os
import socketserver
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from entrenous.law import LawError
from entrenous.law.questions import LARGEST_QUESTION_BYTES, read_question

from .answers import answer
from .checking import check_model
from .engine import Engine

MODES: Final = ("estimate", "check-model", "serve")
USAGE_ERROR: Final = 2
FAILED: Final = 1


def main(argv: Sequence[str]) -> int:
    """Run one mode; 0 done, 1 a check fails, 2 bad input. Situations are never written down."""
    mode, *rest = argv or ("",)
    if mode == "estimate":
        return _once()
    if mode == "check-model":
        report = check_model(Engine(), Path(rest[0]) if rest else None)
        _write(report)
        return 0 if report["passed"] else FAILED
    if mode == "serve" and rest:
        _serve(Path(rest[0]))
        return 0
    _write({"error": "Mode inconnu.", "known": list(MODES)})
    return USAGE_ERROR


def _once() -> int:
    try:
        situation = read_question(sys.stdin.buffer)
    except LawError as error:
        _write({"error": error.message, "known": list(error.known)})
        return USAGE_ERROR
    answered = answer(Engine(), {"ask": "estimate", "situation": situation})
    _write(answered if "error" in answered else answered["estimates"])
    return USAGE_ERROR if "error" in answered else 0


class _Handler(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        line = self.rfile.readline(LARGEST_QUESTION_BYTES + 1)
        try:
            decoded: object = json.loads(line)
        except ValueError:
            decoded = None
        self.wfile.write(json.dumps(answer(self.server.engine, decoded)).encode() + b"\n")


class _Server(socketserver.UnixStreamServer):
    def __init__(self, path: Path, engine: Engine) -> None:
        self.engine = engine
        super().__init__(str(path), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a question that failed: its situation would be in the traceback."""


def _serve(path: Path) -> None:
    """Load and warm the engine, then answer on a socket that only this account may open."""
    engine = Engine()
    engine.warm()
    path.unlink(missing_ok=True)
    former = os.umask(0o177)
    try:
        server = _Server(path, engine)
    finally:
        os.umask(former)
    with server:
        server.serve_forever()


def _write(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
