"""A released report as a page, a sheet or a file shows it: lines of words and numbers, « s »."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from entrenous.statistics import queries
from entrenous.statistics.codes import Kind
from entrenous.statistics.models import Report
from entrenous.statistics.periods import before, label
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
    """A report, of one place."""

    report: Report
    period: str
    place: Place
    places: tuple[Place, ...]
    former_period: str
    has_former: bool
    parts: tuple[Part, ...]


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
        label(before(report.period)), past is not None, parts,
    )  # fmt: skip


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
    codes = words.in_order(cut, table["dimensions"][1]["codes"])
    most = max((n or 0 for code, n in now.items() if code != _ALL), default=0)
    lines = tuple(
        Line(
            code=code,
            label=words.label_of(table["code"], cut, code, report.organisation_id),
            number=now.get(code, 0),
            former=then.get(code, 0),
            has_former=has_former and former is not None,
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


def _title(report: Report, table: str) -> str:
    """The title; with its rank among the twelve indicators, which may have several tables."""
    title, rank = words.title_of(table), words.rank_of(table)
    return f"{rank}. {title}" if report.what is Kind.MEANS and rank else title


def _width(number: int | None, most: int) -> int:
    if number is None:
        return HIDDEN_BAR
    return round(BAR * number / most) if most else 0


def _share(now: dict[str, int | None]) -> str:
    """« 12 % », « s » when it would tell a hidden number, « 0 % » when nothing is missing."""
    part, whole = now.get("NR", 0), now.get(_ALL, 0)
    if part is None or whole is None:
        return words.HIDDEN
    return f"{100 * part / whole:.0f} %" if whole else "–"


def said(number: int | None, *, is_minutes: bool = False) -> str:
    """« 1 234 », « 12 h 05 », « s »."""
    if number is None:
        return words.HIDDEN
    if is_minutes:
        return f"{number // _HOUR:,} h {number % _HOUR:02d}".replace(
            ",", "\N{NARROW NO-BREAK SPACE}"
        )
    return f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def bill_rows(parts: Sequence[Part]) -> list[tuple[str, list[tuple[str, int | None, bool]]]]:
    """One line per kind of requester: for each table, its title, the number, is it minutes."""
    labels = {line.code: line.label for part in parts for line in part.lines}
    order = sorted((code for code in labels if code != _ALL), key=lambda code: labels[code])
    by_code = {part.code: {line.code: line.number for line in part.lines} for part in parts}
    return [
        (labels[code], [(p.title, by_code[p.code].get(code, 0), p.is_minutes) for p in parts])
        for code in (*order, *([_ALL] if _ALL in labels else []))
    ]
