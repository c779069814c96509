"""`./entrenous deadlines list|compute`: JSON in, JSON out, exit code 2 on bad input."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from typing import NoReturn

from entrenous.law.errors import InvalidRequest, LawError
from entrenous.law.questions import read_question

from .computing import compute
from .facts import read_facts
from .loading import procedures

USAGE_ERROR = 2
FIELDS = ("procedure", "facts")
COMMANDS = ("list", "compute")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise InvalidRequest(f"Commande non comprise : {message}.", COMMANDS)


def main(argv: Sequence[str]) -> int:
    """Run one command; 0 done, 2 bad input (JSON error on stdout)."""
    try:
        parser = _Parser(prog="entrenous deadlines", description="Les dates d’une procédure.")
        parser.add_argument("command", choices=COMMANDS)
        command = parser.parse_args(list(argv)).command
        _write_json(_list() if command == "list" else _compute(read_question(sys.stdin.buffer)))
    except LawError as error:
        _write_json({"error": error.message, "known": list(error.known)})
        return USAGE_ERROR
    return 0


def _list() -> list[dict[str, object]]:
    return [procedure.as_json() for procedure in procedures().values()]


def _compute(question: object) -> list[dict[str, object]]:
    if not isinstance(question, Mapping):
        raise InvalidRequest("Un objet JSON est attendu.", FIELDS)
    if unknown := sorted({str(name) for name in question} - set(FIELDS)):
        raise InvalidRequest(f"Champs inconnus : {', '.join(unknown)}.", FIELDS)
    code = question.get("procedure")
    if not isinstance(code, str) or code not in procedures():
        raise InvalidRequest("Le champ « procedure » attend une procédure.", tuple(procedures()))
    procedure = procedures()[code]
    facts = read_facts(procedure, question.get("facts", {}))
    return [due.as_json() for due in compute(procedure, facts)]


def _write_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
