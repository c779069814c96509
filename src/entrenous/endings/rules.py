"""When may an ending be pronounced, and what is missing? Pure: days are given."""

from collections.abc import Sequence
from datetime import date, timedelta

from entrenous.dossiers.codes import EndingReason, Mode
from entrenous.endings.codes import ATTEMPTS, UNTOLD, Stage, Told
from entrenous.endings.contents import Attempt, SharedEnding


def stage(said: SharedEnding, reason: EndingReason, today: date) -> Stage:
    """Where an ending stands. Nothing passes from one to the next without someone's act."""
    if said.closed_on is not None:
        return Stage.CLOSED
    if said.given_up_on is not None:
        return Stage.GIVEN_UP
    if said.open_objection is not None:
        return Stage.OBJECTED
    if said.objects_until is None:
        return Stage.READY if reason in UNTOLD else Stage.PROPOSED
    is_over = today > said.objects_until or reason in UNTOLD
    is_shortened = said.shortened_on is not None and said.shortened_on <= today
    return Stage.READY if is_over or is_shortened else Stage.WAITING


def last_day(told_on: date, days: int) -> date:
    """The last day on which she may object, of a period of so many days from the day after."""
    return told_on + timedelta(days=days)


def lacking_attempts(attempts: Sequence[Attempt]) -> str:
    """What is missing before an ending without news, in a sentence; nothing when all is there."""
    tried = [a for a in attempts if a.mode is not Mode.LETTER]
    ways = {a.mode for a in tried}
    if len(tried) >= ATTEMPTS and len(ways) >= ATTEMPTS:
        return ""
    if not tried:
        return (
            "Sans nouvelles : il faut deux essais par deux moyens différents, puis une lettre. "
            "Cochez les essais écrits dans le fil."
        )
    if len(tried) >= ATTEMPTS:
        return (
            "Sans nouvelles : ces essais ont tous eu lieu de la même façon. Il en faut un second "
            "par un autre moyen, puis une lettre."
        )
    return (
        "Sans nouvelles : un seul essai est coché. Il en faut un second, par un autre moyen, puis "
        "une lettre."
    )


def lacking_letter(reason: EndingReason, told: Told | None) -> str:
    """An ending without news is told by a letter, never by an interview that did not happen."""
    if reason is not EndingReason.NO_NEWS or told in (None, Told.LETTER, Told.KEPT):
        return ""
    return (
        "Sans nouvelles, la fin se dit par une lettre. Si la personne est venue, choisissez une "
        "autre façon de finir."
    )


def letter_fault(how: Told, *, may_write: bool) -> str:
    """Why this letter may not leave, or may not stay; nothing when it may.

    may_write  whether a letter that names the service may reach her, by what she said
    """
    if how is Told.LETTER and not may_write:
        return (
            "Aucune lettre ne peut lui parvenir sans risque : notez une adresse de courrier sûre, "
            "ou ce qu’elle peut emporter. Sinon, gardez la lettre au service."
        )
    if how is Told.KEPT and may_write:
        return "La personne accepte qu’on lui écrive : postez la lettre, ou remettez-la-lui."
    return ""


def lacking(said: SharedEnding, reason: EndingReason, attempts: Sequence[Attempt]) -> str:
    """Why this ending may not be pronounced even once its period has passed; nothing if it may."""
    if reason is not EndingReason.NO_NEWS:
        return ""
    return lacking_attempts(attempts) or lacking_letter(reason, said.told)
