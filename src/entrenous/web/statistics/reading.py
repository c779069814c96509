"""A released report as a page, a sheet or a file shows it: lines of words and numbers, « s »."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from entrenous.agents.folding import fold
from entrenous.statistics import queries
from entrenous.statistics.codes import Kind
from entrenous.statistics.models import Report
from entrenous.statistics.periods import before, is_year, label, sharing
from entrenous.web.statistics import words

_ALL: Final = "total"
#: Of a bar, in hundredths of the drawing; what is hidden has one length, whatever it hides.
BAR: Final = 72
HIDDEN_BAR: Final = 15
_HOUR: Final = 60


@dataclass(frozen=True)
class Line:
    """A line of a table. number is None where it says « s »; former, for the year before."""

    code: str
    label: str
    number: int | None
    former: int | None
    has_former: bool
    width: int
    is_total: bool

    @property
    def is_hidden(self) -> bool:
        """Whether it says « s »."""
        return self.number is None


@dataclass(frozen=True)
class Part:
    """One table of a report, of one place, with its drawing and what it does not say."""

    code: str
    title: str
    counted: str
    limit: str
    is_minutes: bool
    lines: tuple[Line, ...]
    not_stated: str

    @property
    def bars(self) -> tuple[Line, ...]:
        """What is drawn: every line but the total."""
        return tuple(line for line in self.lines if not line.is_total)


@dataclass(frozen=True)
class Place:
    """A circonscription of the report, or all of them."""

    code: str
    name: str


@dataclass(frozen=True)
class Shown:
    """A report, of one place. alone: why the year before is not beside, when it is not."""

    report: Report
    period: str
    place: Place
    places: tuple[Place, ...]
    former_period: str
    has_former: bool
    alone: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class BillLine:
    """One kind of requester, or all of them: per table, its title, the number, is it minutes."""

    label: str
    columns: tuple[tuple[str, int | None, bool], ...]
    is_total: bool = False


def shown(report: Report, place: str = "") -> Shown:
    """A released report read at one of its places; at all of them for a place it has not."""
    content = report.content
    known = {code for table in content["tables"] for code in table["dimensions"][0]["codes"]}
    names = content.get("places", {})
    places = tuple(
        sorted(
            (Place(c, names.get(c, "lieu non renseigné")) for c in known if c != _ALL),
            key=lambda each: each.name,
        )
    )
    chosen = next((p for p in places if p.code == place), Place(_ALL, "Tout le service"))
    past = queries.released(report.organisation_id, report.kind, before(report.period))
    former = {t["code"]: t for t in past.content["tables"]} if past else {}
    parts = tuple(
        _part(table, chosen.code, former.get(table["code"]), has_former=past is not None,
              report=report)
        for table in content["tables"]
    )  # fmt: skip
    return Shown(
        report, label(report.period), chosen, (Place(_ALL, "Tout le service"), *places),
        label(before(report.period)), past is not None, "" if past else _why_alone(report), parts,
    )  # fmt: skip


def _why_alone(report: Report) -> str:
    """Why there is nothing to compare with."""
    former = before(report.period)
    said = (
        f"l’{label(former)} n’est pas publiée"
        if is_year(former)
        else f"le {label(former)} n’est pas publié"
    )
    if not sharing(former, queries.published_periods(report.organisation_id)):
        why = ""
    elif is_year(former):
        why = " Des trimestres le sont : ils ne s’additionnent pas ici."
    else:
        why = f" L’année {former[:4]} l’est d’un bloc : un trimestre s’en soustrairait."
    return f"Pas de comparaison : {said}.{why}"


def numbers(table: dict[str, Any], place: str) -> dict[str, int | None]:
    """Code → number of a table at one place; None where it says « s »."""
    at = 3 if table["value"] else 2
    found = {cell[1]: cell[at] for cell in table["cells"] if cell[0] == place}
    return {code: None if n is None else round(n) for code, n in found.items()}


def _part(
    table: dict[str, Any],
    place: str,
    former: dict[str, Any] | None,
    *,
    has_former: bool,
    report: Report,
) -> Part:
    now = numbers(table, place)
    then = numbers(former, place) if former else {}
    cut = table["dimensions"][1]["name"]
    codes = words.in_order(cut, _codes(table, former))
    most = max((n or 0 for code, n in now.items() if code != _ALL), default=0)
    lines = tuple(
        Line(
            code=code,
            label=words.label_of(table["code"], cut, code, report.organisation_id),
            number=now.get(code, 0),
            former=then.get(code, 0),
            has_former=has_former and former is not None and _has_said(former, place, code),
            width=_width(now.get(code, 0), most),
            is_total=code == _ALL,
        )
        for code in codes
    )
    return Part(
        code=table["code"],
        title=_title(report, table["code"]),
        counted=words.counted_of(table["code"]),
        limit=words.limit_of(table["code"]),
        is_minutes=table["value"] == "minutes",
        lines=lines,
        not_stated=_share(now),
    )


def _codes(table: dict[str, Any], former: dict[str, Any] | None) -> list[str]:
    """The lines of a table, and those that the year before alone had: a true zero now."""
    codes = list(table["dimensions"][1]["codes"])
    if former is None or codes == [_ALL]:
        return codes
    return codes + [code for code in former["dimensions"][1]["codes"] if code not in codes]


def _has_said(former: dict[str, Any], place: str, code: str) -> bool:
    """Whether a report says a cell: what it gave up to be published is not a zero."""
    places, codes = (each["codes"] for each in former["dimensions"])
    return (place == _ALL or places != [_ALL]) and (code == _ALL or codes != [_ALL])


def _title(report: Report, table: str) -> str:
    """The title; with its rank among the twelve indicators, which may have several tables."""
    title, rank = words.title_of(table), words.rank_of(table)
    return f"{rank}. {title}" if report.what is Kind.MEANS and rank else title


def _width(number: int | None, most: int) -> int:
    if number is None:
        return HIDDEN_BAR
    return round(BAR * number / most) if most else 0


def _share(now: dict[str, int | None]) -> str:
    """« 12 % », « s » when it would tell a hidden number, « 0 % » when nothing is missing.

    What papers left unanswered is said question by question: « q1.NR ».
    """
    parts = [n for code, n in now.items() if code == "NR" or code.endswith(".NR")]
    whole = now.get(_ALL, 0)
    if None in parts or whole is None:
        return words.HIDDEN
    return f"{100 * sum(n or 0 for n in parts) / whole:.0f} %" if whole else "–"


def said(number: int | None, *, is_minutes: bool = False) -> str:
    """« 1 234 », « 12 h 05 », « s »."""
    if number is None:
        return words.HIDDEN
    if is_minutes:
        return f"{number // _HOUR:,} h {number % _HOUR:02d}".replace(
            ",", "\N{NARROW NO-BREAK SPACE}"
        )
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def bill_of(seen: Shown) -> list[BillLine]:
    """The year's bill: one line per kind of requester, all of them, all of the year before."""
    labels = {line.code: line.label for part in seen.parts for line in part.lines}
    order = sorted((code for code in labels if code != _ALL), key=lambda code: fold(labels[code]))
    by_code = {part.code: {line.code: line for line in part.lines} for part in seen.parts}

    def row(code: str) -> tuple[tuple[str, int | None, bool], ...]:
        found = ((part, by_code[part.code].get(code)) for part in seen.parts)
        return tuple((p.title, line.number if line else 0, p.is_minutes) for p, line in found)

    lines = [BillLine(labels[code], row(code)) for code in order]
    if _ALL in labels:
        lines.append(BillLine(labels[_ALL], row(_ALL), is_total=True))
    if seen.has_former:
        lines.append(BillLine(f"{words.TOTAL}, {seen.former_period}", _former_totals(seen.parts)))
    return lines


def _former_totals(parts: Sequence[Part]) -> tuple[tuple[str, int | None, bool], ...]:
    """What each table said in all, the year before; nothing counted then is a zero."""
    totals = [next((line for line in part.lines if line.is_total), None) for part in parts]
    return tuple(
        (part.title, total.former if total and total.has_former else 0, part.is_minutes)
        for part, total in zip(parts, totals, strict=True)
    )
