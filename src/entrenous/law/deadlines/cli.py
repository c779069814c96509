"""`./entrenous deadlines list|compute`: JSON in, JSON out, exit code 2 on bad input."""

import sys
from collections.abc import Mapping, Sequence

from entrenous.law.commands import Parser, answered, write_json
from entrenous.law.errors import InvalidRequest
from entrenous.law.questions import read_question

from .computing import compute
from .facts import read_facts
from .loading import procedures

FIELDS = ("procedure", "facts")
COMMANDS = ("list", "compute")


def main(argv: Sequence[str]) -> int:
    """Run one command; 0 done, 2 bad input (JSON error on stdout)."""
    return answered(lambda: _run(argv))


def _run(argv: Sequence[str]) -> int:
    parser = Parser(
        prog="entrenous deadlines", description="Les dates d’une procédure.", known=COMMANDS
    )
    parser.add_argument("command", choices=COMMANDS)
    command = parser.parse_args(list(argv)).command
    write_json(_list() if command == "list" else _compute(read_question(sys.stdin.buffer)))
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
