"""What may be kept of a letter: known codes, days that can be, and something asked."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.utils import timezone

from entrenous.agents.models import Organisation
from entrenous.gateway.base import base_of
from entrenous.gateway.codes import UNKNOWN_REQUESTER
from entrenous.gateway.contents import RequestLetter
from entrenous.gateway.errors import BadLetter, Fault
from entrenous.law import vocabulary

_DAY_OF_MINUTES: Final = 1_440


def check_letter(letter: RequestLetter, *, organisation: Organisation) -> None:
    """Raise BadLetter for the first thing that cannot be kept as it is.

    A deadline already past is kept: the proposal says that it presses nobody.
    """
    rule = base_of(organisation.pk).rules.get(letter.requester)
    if letter.requester != UNKNOWN_REQUESTER and (rule is None or rule.kind != "requester"):
        raise BadLetter("requester", Fault.UNKNOWN_REQUESTER)
    words = vocabulary()
    _known("channel", [letter.channel], words.channels)
    _known("asked", letter.asked, words.items)
    _known("agreed", letter.agreed, words.items)
    _known("evidence", (*letter.evidence, *letter.announced), words.evidence)
    _known("facts", letter.facts, words.facts)
    if not letter.asked and not letter.asked_free.strip():
        raise BadLetter("asked", Fault.NOTHING_ASKED)
    check_past("received_on", letter.received_on)
    check_past("person_birth_on", letter.person_birth_on)
    if letter.letter_on and letter.letter_on > letter.received_on:
        raise BadLetter("letter_on", Fault.WRITTEN_AFTER)


def check_past(field: str, on: date | None) -> None:
    """Raise BadLetter for a day that is still to come."""
    if on is not None and on > timezone.localdate():
        raise BadLetter(field, Fault.IN_THE_FUTURE)


def check_minutes(minutes: int) -> None:
    """Raise BadLetter for a number of minutes that no day holds."""
    if not 0 <= minutes <= _DAY_OF_MINUTES:
        raise BadLetter("minutes", Fault.NEGATIVE_MINUTES)


def check_words(field: str, words: str, fault: Fault = Fault.NO_WORDS) -> None:
    """Raise BadLetter when nothing was written."""
    if not words.strip():
        raise BadLetter(field, fault)


def _known(field: str, codes: Iterable[str], known: Iterable[str]) -> None:
    if set(codes) - set(known):
        raise BadLetter(field, Fault.UNKNOWN_CODE)
