"""How a date was counted, said in French, one line per step of the count."""

from datetime import date
from typing import Final

from entrenous.law.days import Count, Season
from entrenous.law.typography import typeset
from entrenous.law.written_days import long_day

UNITS: Final = {
    "days": ("jour", "jours"),
    "working_days": ("jour ouvré", "jours ouvrés"),
    "business_days": ("jour ouvrable", "jours ouvrables"),
    "weeks": ("semaine", "semaines"),
    "months": ("mois", "mois"),
    "years": ("an", "ans"),
}

LOCAL_HOLIDAYS: Final = typeset(
    "Compté avec les jours fériés du lieu, connus de mémoire : à vérifier."
)


def from_day(label: str, day: date) -> str:
    """Where the count starts."""
    return typeset(f"Départ : {long_day(day)} ({label}).")


def counted(count: Count, start: date, territory: str) -> list[str]:
    """The count itself, and its move to an open day when the rule asks for it."""
    lines = [typeset(f"{_amount(count)} : {long_day(count.before_rolling(start, territory))}.")]
    end = count.reach(start, territory)
    if end != count.before_rolling(start, territory):
        moved = f"Jour fermé : reporté au {long_day(end)} (code de procédure civile, art. 642)."
        lines.append(typeset(moved))
    return lines


def after_season(season: Season, start: date) -> list[str]:
    """Whether a yearly truce holds the date back."""
    if not season.covers(start):
        return [typeset(f"Le {long_day(start)} est hors de la trêve.")]
    return [typeset(f"Dans la trêve : pas avant le {long_day(season.reach(start))}.")]


def months_counted(months: int, end: date) -> str:
    """A duration that was chosen, in months."""
    return typeset(f"{months} mois choisis : {long_day(end)}.")


def _amount(count: Count) -> str:
    one, many = UNITS[count.unit]
    way = "avant" if count.direction == "before" else "après"
    first = ", le premier jour compté" if count.first_day_counts else ""
    return f"{count.amount} {many if count.amount > 1 else one} {way}{first}"
