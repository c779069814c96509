"""From a rule file and the text beside it to a `Rule`; refuses what a jurist could not review."""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import cast

from .articles import Article, read_article
from .days import Count, Season
from .errors import RuleRefused
from .fields import Fields
from .model import Basis, Case, Content, Dated, Example, Rule
from .vocabulary import (
    WRITTEN_CHANNELS,
    AnsweredBy,
    Inform,
    Kind,
    Status,
    Unit,
    vocabulary,
)

#: The day examples take place when they say nothing else.
EXAMPLE_DAY = date(2026, 11, 20)
ALTERNATIVE = "|"


def read_rule(path: Path) -> Rule:
    """Read `path` (TOML) and the Markdown file of the same name; raise RuleRefused."""
    where = f"{path.parent.name}/{path.name}"
    fields = _parse(path, where)
    words = vocabulary()
    kind = cast(Kind, fields.code("kind", words.kinds))
    rule = Rule(
        id=fields.text("id"),
        kind=kind,
        chapter=path.parent.name if path.parent.name in words.chapters else "local",
        label=fields.text("label"),
        question=fields.text("question"),
        line=fields.text("line", ""),
        reviewed=fields.text("reviewed", ""),
        from_on=fields.day("from"),
        until_on=fields.day_or_none("until"),
        basis=tuple(read_basis(each) for each in fields.tables("basis")),
        article=_article(path, where),
        examples=tuple(_example(each) for each in fields.tables("example")),
        cases=tuple(_case(each) for each in fields.tables("case")),
        excludes=fields.table("excludes"),
        checks=fields.texts("checks"),
        deadline=fields.text("deadline", ""),
        sanction=fields.text("sanction", ""),
        own_data=fields.flag("own_data"),
        unit=fields.text("unit", ""),
        keys=fields.table("keys"),
        values=tuple(_dated(each) for each in fields.tables("value")),
        restricts=fields.text("restricts", ""),
        withholds=fields.codes("withholds", words.items),
        requires=fields.codes("requires", words.evidence),
        declared=fields.code("status", words.statuses, ""),
    )
    fields.nothing_else()
    _demand_source_and_example(rule, fields)
    return rule


def _parse(path: Path, where: str) -> Fields:
    try:
        return Fields(where, tomllib.loads(path.read_text("utf-8"), parse_float=Decimal))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RuleRefused(f"{where} : fichier illisible ({error}).") from error


def _article(path: Path, where: str) -> Article:
    beside = path.with_suffix(".md")
    if not beside.is_file():
        raise RuleRefused(f"{where} : aucun texte à côté de la règle ({beside.name}).")
    return read_article(beside.read_text("utf-8"), f"{path.parent.name}/{beside.name}")


def _demand_source_and_example(rule: Rule, fields: Fields) -> None:
    if not rule.basis:
        raise fields.refuse("aucune source ([[basis]]).")
    if not rule.examples:
        raise fields.refuse("aucun exemple ([[example]]).")


def read_basis(fields: Fields) -> Basis:
    """One text ([[basis]]); anything but V1 must say what is unverified."""
    words = vocabulary()
    basis = Basis(
        text=fields.text("text"),
        article=fields.text("article", ""),
        version=fields.text("version"),
        verification=fields.code("verification", words.verifications),
        unverified=fields.text("unverified", ""),
        read_on=fields.day("read_on"),
        url=fields.text("url", ""),
        from_on=fields.day_or_none("from"),
        until_on=fields.day_or_none("until"),
        employers=frozenset(fields.codes("employer", words.employers)),
        quoted=fields.flag("quoted", default=True),
    )
    fields.nothing_else()
    _demand_doubt(fields, basis.verification, basis.unverified)
    return basis


def _demand_doubt(fields: Fields, verification: str, unverified: str) -> None:
    if (verification == "V1") == bool(unverified):
        raise fields.refuse("« unverified » dit ce qui n’est pas vérifié, et rien pour V1.")


def _case(fields: Fields) -> Case:
    words = vocabulary()
    status = cast(Status, fields.code("status", words.statuses))
    spoken = {"callback"} if status == "agreement" else set()
    channels = fields.codes("channels", words.channels.keys() - {"phone"})
    case = Case(
        title=fields.text("title"),
        status=status,
        because=fields.text("because", ""),
        requires=_demands(fields),
        facts=frozenset(fields.codes("facts", words.facts)),
        unless_facts=frozenset(fields.codes("unless_facts", words.facts)),
        employers=frozenset(fields.codes("employer", words.employers)),
        channels=frozenset(channels) or WRITTEN_CHANNELS | spoken,
        permits=fields.codes("permits", words.items),
        answered_by=cast(AnsweredBy, fields.code("answered_by", words.answered_by)),
        inform=cast(Inform, fields.code("inform", words.inform)),
        warnings=fields.texts("warnings"),
        uses=fields.texts("uses"),
    )
    fields.nothing_else()
    return case


def _demands(fields: Fields) -> tuple[tuple[str, ...], ...]:
    groups = tuple(
        tuple(code.strip() for code in group.split(ALTERNATIVE))
        for group in fields.texts("requires")
    )
    known = vocabulary().evidence
    if unknown := {code for group in groups for code in group} - known.keys():
        raise fields.refuse(f"preuve inconnue : {', '.join(sorted(unknown))}.", known)
    return groups


def _dated(fields: Fields) -> Dated:
    value = Dated(
        key=fields.text("key", ""),
        from_on=fields.day("from"),
        until_on=fields.day_or_none("until"),
        content=_content(fields),
        source=fields.text("source"),
        verification=fields.code("verification", vocabulary().verifications),
        unverified=fields.text("unverified", ""),
    )
    fields.nothing_else()
    _demand_doubt(fields, value.verification, value.unverified)
    return value


def _content(fields: Fields) -> Content:
    if "season_from" in fields:
        return Season(_month_day(fields, "season_from"), _month_day(fields, "season_until"))
    if "word" in fields:
        return fields.text("word")
    if "unit" not in fields:
        amount = fields.number("amount")
        if amount is None:
            raise fields.refuse("une valeur attend « amount », « word » ou « season_from ».")
        return amount
    return Count(
        amount=fields.count("amount"),
        unit=cast(Unit, fields.code("unit", vocabulary().units)),
        direction="before"
        if fields.code("direction", ("after", "before"), "after") == "before"
        else "after",
        first_day_counts=fields.flag("first_day_counts"),
        rolls=fields.flag("rolls"),
    )


def _month_day(fields: Fields, name: str) -> tuple[int, int]:
    try:
        month, day = (int(part) for part in fields.text(name).split("-"))
        date(2024, month, day)
    except ValueError:
        raise fields.refuse(f"« {name} » attend un mois et un jour, comme 11-01.") from None
    return month, day


def _example(fields: Fields) -> Example:
    title, on = fields.text("title"), fields.day_or_none("on") or EXAMPLE_DAY
    expects = fields.mapping("expect")
    if not expects:
        raise fields.refuse("un exemple attend ce qu’il doit donner ([expect]).")
    return Example(title=title, on=on, expects=expects, asks=fields.rest())
