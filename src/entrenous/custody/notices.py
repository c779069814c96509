"""Tell those concerned, and say that it was done; or put the persons' notice off, with a date."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from entrenous.agents.models import Function
from entrenous.custody.codes import Audience, Way
from entrenous.custody.contents import BarredNotice
from entrenous.custody.errors import NotYours
from entrenous.custody.models import Ceremony, Notice
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring


@transaction.atomic
def note(by: Keyring, notice: Notice, way: Way, *, on: date) -> None:
    """Say that someone was told, how and which day; a second time changes nothing.

    raises  KeyNotHeld: neither who asked nor the legal desk, nor, for the person, the recipient
    """
    ceremony = notice.ceremony
    is_recipient = notice.audience == Audience.PERSON and ceremony.recipient_id == by.agent.pk
    if not is_recipient and not by.holds(ceremony.pk):
        raise KeyNotHeld
    row = Notice.objects.select_for_update().get(pk=notice.pk)
    if row.given_on is not None:
        return
    row.given_on, row.way, row.noted_by = on, way.value, by.agent
    row.save(update_fields=["given_on", "way", "noted_by"])
    by.note(Act.QUORUM_TOLD, container=row.container_id or ceremony.pk, about=row.agent_id)


@transaction.atomic
def bar(by: Keyring, ceremony: Ceremony, *, until: date, reason: str) -> None:
    """Put off telling the persons, until a day; the reason is sealed.

    raises  NotYours: the legal desk alone decides it; KeyNotHeld
    """
    if not by.agent.has_function(Function.Kind.LEGAL_DESK):
        raise NotYours
    opened = by.writing(ceremony.pk)
    records.write(opened, BarredNotice(until.isoformat(), reason), by=by)
    persons = ceremony.notices.filter(audience=Audience.PERSON, given_on=None)
    persons.update(barred_until=until)
    by.note(Act.QUORUM_BARRED, container=ceremony.pk)


def barred_until(dossier: UUID) -> date | None:
    """Until when the person is not to be told that her dossier was opened again; None: she may."""
    today = timezone.localdate()
    rows = Notice.objects.filter(container=dossier, given_on=None, barred_until__gt=today)
    last: date | None = rows.aggregate(last=Max("barred_until"))["last"]
    return last
