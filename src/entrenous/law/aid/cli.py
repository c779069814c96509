"""`./entrenous aid list|check|compute`: local aid sheets, JSON in and out, 2 on bad input."""

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from entrenous.law.commands import Parser, answered, write_json
from entrenous.law.errors import InvalidRequest
from entrenous.law.questions import read_question

from .computing import reckon
from .model import Sheet
from .reading import SHEETS, load_sheets

COMMANDS = ("list", "check", "compute")
FIELDS = ("sheet", "inputs", "persons", "on")


def main(argv: Sequence[str]) -> int:
    """Run one command; 0 done, 2 bad input or a wrong sheet (JSON error on stdout)."""
    return answered(lambda: _run(argv))


def _run(argv: Sequence[str]) -> int:
    parser = Parser(prog="entrenous aid", description="Les fiches d’aide locales.", known=COMMANDS)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("--sheets", type=Path, default=SHEETS, help="dossier de fiches")
    options = parser.parse_args(list(argv))
    sheets = load_sheets(options.sheets)
    if options.command == "compute":
        write_json(_compute(sheets, read_question(sys.stdin.buffer)))
    else:
        write_json([_described(sheet) for sheet in sheets.values()])
    return 0


def _described(sheet: Sheet) -> dict[str, object]:
    return {
        "sheet": sheet.id,
        "label": sheet.label,
        "authority": sheet.authority,
        "inputs": {term.code: term.label for term in sheet.inputs},
        "documents": list(sheet.documents),
        "exempt": list(sheet.exempt),
        "cases": len(sheet.cases),
    }


def _compute(sheets: Mapping[str, Sheet], question: object) -> dict[str, object]:
    if not isinstance(question, Mapping) or set(question) - set(FIELDS):
        raise InvalidRequest("Un objet JSON est attendu, avec ces champs.", FIELDS)
    sheet = sheets.get(str(question.get("sheet")))
    if sheet is None:
        raise InvalidRequest("Le champ « sheet » attend une fiche.", tuple(sheets))
    persons = question.get("persons")
    if isinstance(persons, bool) or not isinstance(persons, int) or persons < 1:
        raise InvalidRequest("Le champ « persons » attend un nombre de personnes.")
    inputs = question.get("inputs")
    if not isinstance(inputs, Mapping):
        raise InvalidRequest("Le champ « inputs » attend des montants.")
    amounts = {str(code): _amount(code, said) for code, said in inputs.items()}
    return reckon(sheet, amounts, persons=persons, on=_day(question.get("on"))).as_json()


def _amount(code: object, said: object) -> Decimal:
    try:
        amount = Decimal(said) if isinstance(said, str) else None
    except InvalidOperation:
        amount = None
    if amount is None or not amount.is_finite() or amount < 0:
        raise InvalidRequest(f"« {code} » attend un montant positif entre guillemets.")
    return amount


def _day(said: object) -> date | None:
    if said is None:
        return None
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        raise InvalidRequest("Le champ « on » attend une date comme 2026-05-04.") from None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
