"""Read the sheets of a folder; a wrong one is refused with its file and its line or field."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Final

from entrenous.law.errors import LawError, RuleRefused
from entrenous.law.fields import Fields
from entrenous.law.reading import read_basis

from .computing import reckon
from .model import Case, Ceiling, Counter, Sheet, Term

SHEETS: Final = Path(__file__).with_name("sheets")


def load_sheets(directory: Path = SHEETS) -> Mapping[str, Sheet]:
    """Every sheet of a folder, each held to its own cases; RuleRefused names the first fault."""
    if not directory.is_dir():
        raise RuleRefused(f"Dossier de fiches introuvable : {directory.name}.")
    sheets: dict[str, Sheet] = {}
    for path in sorted(directory.glob("*.toml")):
        sheet = read_sheet(path)
        if sheet.id in sheets:
            raise RuleRefused(f"{path.name} : identifiant en double : {sheet.id}.")
        sheets[sheet.id] = sheet
    return sheets


def read_sheet(path: Path) -> Sheet:
    """One sheet, and its cases recomputed; RuleRefused says the line or the field at fault."""
    fields = _parse(path)
    sheet = Sheet(
        id=fields.text("id"),
        label=fields.text("label"),
        authority=fields.text("authority"),
        from_on=fields.day("from"),
        until_on=fields.day_or_none("until"),
        basis=tuple(read_basis(each) for each in fields.tables("basis")),
        terms=tuple(_term(each) for each in fields.tables("term")),
        per_person=fields.flag("per_person"),
        days=fields.count("days") if "days" in fields else 1,
        unit=fields.text("unit"),
        ceilings=tuple(_ceiling(each) for each in fields.tables("ceiling")),
        counters=tuple(_counter(each) for each in fields.tables("counter")),
        documents=fields.texts("documents"),
        exempt=fields.texts("exempt"),
        cases=tuple(_case(each) for each in fields.tables("case")),
    )
    fields.nothing_else()
    _demand_whole(sheet, fields)
    return sheet


def _parse(path: Path) -> Fields:
    try:
        return Fields(path.name, tomllib.loads(path.read_text("utf-8"), parse_float=Decimal))
    except tomllib.TOMLDecodeError as error:
        raise RuleRefused(f"{path.name} : {error}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise RuleRefused(f"{path.name} : fichier illisible.") from error


def _term(fields: Fields) -> Term:
    term = Term(
        code=fields.text("code"),
        label=fields.text("label"),
        share=_share(fields),
        fixed=fields.number("fixed"),
    )
    fields.nothing_else()
    return term


def _share(fields: Fields) -> Fraction:
    """« 1/3 », « -1 »; the whole of it when nothing is said."""
    said = fields.text("share", "1")
    try:
        return Fraction(said)
    except (ValueError, ZeroDivisionError):
        raise fields.refuse('« share » attend une part, comme "1/3" ou "-1".') from None


def _ceiling(fields: Fields) -> Ceiling:
    ceiling = Ceiling(
        persons_from=fields.count("persons_from"),
        persons_until=fields.count("persons_until") if "persons_until" in fields else None,
        limit=_needed(fields, "limit"),
        maximum=_needed(fields, "maximum"),
    )
    fields.nothing_else()
    return ceiling


def _counter(fields: Fields) -> Counter:
    counter = Counter(
        label=fields.text("label"),
        most=_needed(fields, "most"),
        unit=fields.text("unit"),
        months=fields.count("months"),
    )
    fields.nothing_else()
    return counter


def _case(fields: Fields) -> Case:
    inputs = fields.mapping("inputs")
    case = Case(
        title=fields.text("title"),
        inputs={code: Decimal(str(value)) for code, value in inputs.items()},
        persons=fields.count("persons"),
        result=_needed(fields, "result"),
        eligible=fields.flag("eligible"),
    )
    fields.nothing_else()
    return case


def _needed(fields: Fields, name: str) -> Decimal:
    number = fields.number(name)
    if number is None:
        raise fields.refuse(f"le champ « {name} » attend un nombre.")
    return number


def _demand_whole(sheet: Sheet, fields: Fields) -> None:
    if not sheet.basis:
        raise fields.refuse("aucune source ([[basis]]).")
    if not (sheet.inputs and sheet.ceilings and sheet.days):
        raise fields.refuse(
            "il faut au moins une ressource ([[term]]) et un plafond ([[ceiling]])."
        )
    if not sheet.cases:
        raise fields.refuse("aucun exemple ([[case]]).")
    for case in sheet.cases:
        try:
            found = reckon(sheet, case.inputs, persons=case.persons)
        except LawError as error:
            raise fields.refuse(f"exemple « {case.title} » : {error.message}") from error
        if (found.result, found.is_eligible) != (case.result, case.eligible):
            raise fields.refuse(f"exemple « {case.title} » : la fiche donne {found.result}.")
