"""Read the procedure files beside this module; a file that names no known rule does not load."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, cast

from entrenous.law.days import LOCAL_HOLIDAYS
from entrenous.law.errors import RuleRefused
from entrenous.law.fields import Fields
from entrenous.law.loading import national_base

from .model import FACT_KINDS, WHO, Fact, FactKind, Procedure, Step, Who

FILES: Final = Path(__file__).with_name("procedures")
TERRITORY: Final = "territoire"
#: Where a plain sentence says its day.
DAY: Final = "{day}"
TERRITORIES: Final = {
    "metropole": "métropole",
    "alsace_moselle": "Alsace-Moselle",
    "guadeloupe": "Guadeloupe",
    "martinique": "Martinique",
    "guyane": "Guyane",
    "la_reunion": "La Réunion",
    "mayotte": "Mayotte",
}
#: Every procedure may say where it takes place: holidays differ.
WHERE: Final = Fact(TERRITORY, "lieu, pour les jours fériés", "choice", TERRITORIES)


@cache
def procedures() -> Mapping[str, Procedure]:
    """Every procedure by code, in the order of the files. RuleRefused names the faulty file."""
    found = [read_procedure(path) for path in sorted(FILES.glob("*.toml"))]
    return {procedure.code: procedure for procedure in found}


def read_procedure(path: Path) -> Procedure:
    """One procedure file."""
    fields = Fields(path.name, tomllib.loads(path.read_text("utf-8")))
    facts = [*(_fact(each) for each in fields.tables("fact")), WHERE]
    procedure = Procedure(
        code=fields.text("id"),
        label=fields.text("label"),
        facts={fact.code: fact for fact in facts},
        steps=tuple(_step(each) for each in fields.tables("step")),
        uncounted=fields.texts("uncounted"),
    )
    fields.nothing_else()
    _demand_known(procedure, path.name)
    return procedure


def _fact(fields: Fields) -> Fact:
    fact = Fact(
        code=fields.text("code"),
        label=fields.text("label"),
        kind=cast(FactKind, fields.code("type", FACT_KINDS, "date")),
        choices=fields.table("choices"),
        ahead=fields.flag("ahead"),
        after=fields.text("after", ""),
        why=fields.text("why", ""),
    )
    fields.nothing_else()
    return fact


def _step(fields: Fields) -> Step:
    step = Step(
        code=fields.text("code"),
        label=fields.text("label"),
        who=cast(Who, fields.code("who", WHO)),
        plain=fields.text("plain"),
        start=fields.text("start"),
        rule=fields.text("rule"),
        key=fields.text("key", ""),
        articles=fields.texts("articles"),
        months=fields.text("months", ""),
        same_day=fields.flag("same_day"),
        earliest=fields.flag("earliest"),
        overtakes=fields.text("overtakes", ""),
        flags=frozenset(fields.texts("flags")),
        without=frozenset(fields.texts("without")),
        unknown=frozenset(fields.texts("unknown")),
        equals=fields.table("equals"),
        since=_days(fields, "since"),
        until=_days(fields, "until"),
        notes=fields.texts("notes"),
    )
    fields.nothing_else()
    return step


def _days(fields: Fields, name: str) -> Mapping[str, date]:
    said = fields.mapping(name) if name in fields else {}
    days = {fact: day for fact, day in said.items() if isinstance(day, date)}
    if len(days) != len(said):
        raise fields.refuse(f"« {name} » attend des dates.")
    return days


def _demand_known(procedure: Procedure, where: str) -> None:
    known = set(procedure.facts)
    if strange := {fact.after for fact in procedure.facts.values()} - known - {""}:
        raise RuleRefused(f"{where} : fait inconnu : {', '.join(sorted(strange))}.")
    for step in procedure.steps:
        rule = national_base().get(step.rule)
        if strange := ({step.start} | step.conditions) - known:
            raise RuleRefused(f"{where} : fait inconnu : {', '.join(sorted(strange))}.")
        if step.plain.count(DAY) != 1:
            raise RuleRefused(f"{where} : « plain » dit son jour une fois : {step.code}.")
        if step.key not in {value.key for value in rule.values}:
            raise RuleRefused(f"{where} : clé inconnue pour {rule.id} : « {step.key} ».")
        if strange := set(step.articles) - {basis.article for basis in rule.basis}:
            raise RuleRefused(f"{where} : article inconnu : {', '.join(sorted(strange))}.")
        known.add(step.code)
    _demand_used(procedure, where)
    if set(TERRITORIES) != set(LOCAL_HOLIDAYS):
        raise RuleRefused("Les lieux et leurs jours fériés ne se correspondent pas.")


def _demand_used(procedure: Procedure, where: str) -> None:
    """A fact that is asked serves, or says why it does not."""
    used = {TERRITORY}.union(*({step.start} | step.conditions for step in procedure.steps))
    said = {fact.code for fact in procedure.facts.values() if fact.why}
    if wrong := (set(procedure.facts) - used) ^ said:
        raise RuleRefused(f"{where} : rien n’en dépend, ou « why » est de trop : {min(wrong)}.")
