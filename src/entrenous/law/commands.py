"""What every command without a server shares: JSON on stdout, and exit code 2 on bad input."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from typing import Any, Final, NoReturn

from .errors import InvalidRequest, LawError

USAGE_ERROR: Final = 2


class Parser(argparse.ArgumentParser):
    """Reads a command line; what it does not understand is said with what it knows."""

    def __init__(self, *, known: Iterable[str] = (), **options: Any) -> None:
        super().__init__(**options)
        self._known = tuple(known)

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 - argparse's own, in English
        """InvalidRequest that says how the command is written."""
        written = " ".join(self.format_usage().split()).removeprefix("usage: ")
        raise InvalidRequest(f"Commande non comprise. Elle s’écrit « {written} ».", self._known)


def answered(run: Callable[[], int]) -> int:
    """Run a command: its own code, or 2 and the refusal in JSON."""
    try:
        return run()
    except LawError as error:
        return refused(error.message, error.known)


def refused(message: str, known: Iterable[str] = ()) -> int:
    """Write why nothing was done, and the exit code that says so."""
    write_json({"error": message, "known": list(known)})
    return USAGE_ERROR


def write_json(value: object) -> None:
    """An answer, for a program or a jurist to read."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
