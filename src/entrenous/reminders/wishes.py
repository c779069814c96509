"""What the person said of reminders, and whether it may still be done: read at each sending."""

import re
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.dossiers import contact
from entrenous.dossiers.codes import Safety
from entrenous.dossiers.contents import ContactMeans, PersonCard, ReceptionCard
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring
from entrenous.keyring.records import Reading
from entrenous.reception.contents import DemandeIdentity
from entrenous.reminders.codes import Way
from entrenous.reminders.contents import ReminderWish
from entrenous.vault.containers import Compartment

#: What is read of a dossier or a request to know whether, and where, she may be reminded.
KINDS: Final = (PersonCard, ContactMeans, ReceptionCard, DemandeIdentity, ReminderWish)
_MAIL: Final = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[A-Za-z]{2,}")
_NUMBER: Final = re.compile(r"\+?\d{9,15}")


class NotSafe(Exception):
    """She did not say that this could be written to: nothing leaves by it."""


@dataclass(frozen=True)
class SafeMeans:
    """A means that she said was safe to write to, and how a reminder goes there."""

    value: str
    way: Way


def safe_means(reading: Reading) -> list[SafeMeans]:
    """Where one may write and leave words: said safe, not ended, never « ne pas recontacter ».

    A number that may be called but where no message is left gets no SMS.
    """
    if not reading.is_whole:
        return []
    asked = reading.one(DemandeIdentity)
    if asked is not None:
        known = asked.content
        found = [known.contact] if known.safety is Safety.SAFE and not known.safe_rule else []
    else:
        rule = contact.contact_rule(reading)
        found = [m.content.value for m in rule.usable if m.content.safety is Safety.SAFE]
    return [SafeMeans(value, way) for value in found if (way := way_of(value))]


def way_of(value: str) -> Way | None:
    """How one writes there: a mail, an SMS to a mobile, or no way at all."""
    if _MAIL.fullmatch(value.strip()):
        return Way.MAIL
    return Way.SMS if number_of(value) else None


def number_of(value: str) -> str:
    """« 06 99 00 10 00 » as a gateway takes it: « +33699001000 »; "" when it is not a number."""
    figures = re.sub(r"[\s.\-()/]", "", value)
    figures = re.sub(r"^00", "+", figures)
    if not _NUMBER.fullmatch(figures):
        return ""
    if re.fullmatch(r"0\d{9}", figures):
        return f"+33{figures[1:]}"
    return figures


def wish_in(reading: Reading) -> ReminderWish | None:
    """Her wish, if it may still be obeyed: the means is still there, and still safe."""
    kept = reading.one(ReminderWish)
    if kept is None or kept.content.is_over:
        return None
    wish = kept.content
    return wish if SafeMeans(wish.value, wish.way) in safe_means(reading) else None


def read(container: UUID, *, by: Keyring) -> Reading:
    """What is known of reminders in a dossier or a request. KeyNotHeld: her means are not read."""
    opened = by.open(container, Act.CONTACT_RULE_READ)
    opened.key_for(Compartment.IDENTITY)
    return records.read(opened, *KINDS)


@transaction.atomic
def choose(
    container: UUID, value: str, *, names_service: bool = False, by: Keyring
) -> ReminderWish | None:
    """Keep what the person wants: a means of hers, or "" for none.

    raises  NotSafe: not one that she said could be written to; KeyNotHeld; Damaged
    """
    opened = by.writing(container)
    opened.key_for(Compartment.IDENTITY)
    reading = records.read(opened, *KINDS)
    kept = reading.one(ReminderWish)
    way = way_of(value)
    if value and (way is None or SafeMeans(value, way) not in safe_means(reading)):
        raise NotSafe
    if not value and kept is None:
        return None
    wish = ReminderWish(value, way or Way.MAIL, names_service, timezone.localdate())
    record = kept.id if kept else None
    records.write(opened, wish, by=by, record=record, act=Act.REMINDER_WISHED)
    return wish


__all__ = ["KINDS", "KeyNotHeld", "NotSafe", "SafeMeans", "choose", "read", "safe_means", "wish_in"]
