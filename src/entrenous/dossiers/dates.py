"""Which day may an entry carry? Said in a sentence when it may not."""

from datetime import date, timedelta

from django.utils.formats import date_format

EARLIEST = date(1900, 1, 1)


def refused_day(on: date, *, today: date, birth_on: date | None = None) -> str:
    """Why this day cannot be the day of an entry, in French; nothing when it can.

    Tomorrow passes: a clock may be wrong, and an entry may be prepared the evening before.
    """
    if on < EARLIEST:
        return f"Indiquez une date après 1900 : {_said(on)} est trop ancien."
    if on > today + timedelta(days=1):
        return f"Le {_said(on)} n’est pas encore passé : indiquez le jour où cela a eu lieu."
    if birth_on is not None and on < birth_on:
        return f"Le {_said(on)} précède la naissance de la personne : vérifiez la date."
    return ""


def refused_due_day(on: date, *, today: date) -> str:
    """Why this day cannot be the day a next step is due; nothing when it can."""
    if on < EARLIEST:
        return f"Indiquez une date après 1900 : {_said(on)} est trop ancien."
    if on > today + timedelta(days=365 * 5):
        return f"Le {_said(on)} est dans plus de cinq ans : vérifiez l’année."
    return ""


def _said(on: date) -> str:
    return date_format(on, "j F Y")
