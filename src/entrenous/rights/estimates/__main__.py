"""The engine's process: one question on standard input, or a local socket that stays warm."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from entrenous.law.commands import USAGE_ERROR, answered, refused, write_json
from entrenous.law.questions import read_question

from .answers import answer
from .checking import check_model
from .engine import Engine
from .serving import serve
from .situation import read_situation

MODES: Final = ("estimate", "check-model", "serve")
FAILED: Final = 1


def main(argv: Sequence[str]) -> int:
    """Run one mode; 0 done, 1 a check fails, 2 bad input. Situations are never written down."""
    mode, *rest = argv or ("",)
    if mode == "estimate":
        return answered(_once)
    if mode == "check-model":
        return answered(lambda: _check(*rest))
    if mode == "serve" and rest:
        serve(Path(rest[0]))
        return 0
    return refused("Mode inconnu.", MODES)


def _once() -> int:
    situation = read_question(sys.stdin.buffer)
    read_situation(situation)  # what is badly said is said at once, before seconds of loading
    found = answer(Engine(), {"ask": "estimate", "situation": situation})
    write_json(found if "error" in found else found["estimates"])
    return USAGE_ERROR if "error" in found else 0


def _check(jobs: str, unpacked: str = "") -> int:
    report = check_model(Path(unpacked) if unpacked else None, jobs=int(jobs))
    write_json(report)
    return 0 if report["passed"] else FAILED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
