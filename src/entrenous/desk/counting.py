"""Count what leaves no request: a visit, a partner's call, people who could not be received."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.agents.models import Circonscription
from entrenous.desk.codes import Counted
from entrenous.desk.contents import InformationInterview
from entrenous.desk.models import Tally
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring
from entrenous.reception.models import Demande


@transaction.atomic
def count(
    by: Keyring,
    place: Circonscription,
    what: Counted,
    *,
    once: UUID,
    number: int = 1,
    minutes: int | None = None,
    on: date | None = None,
) -> Tally:
    """Count so many, one day, in one house. A second click counts nothing.

    minutes  for an interview or an opening lost
    raises   KeyNotHeld: a house of elsewhere; VaultClosed
    """
    if place.organisation_id != by.organisation:
        raise KeyNotHeld
    _ = by.secret
    defaults = {
        "circonscription": place,
        "on": on or timezone.localdate(),
        "what": what.value,
        "number": number,
        "minutes": minutes,
    }
    row, is_new = Tally.objects.get_or_create(pk=once, defaults=defaults)
    if is_new:
        by.note(Act.DESK_COUNTED, container=row.pk)
        activity.record(
            What.DESK_COUNTED,
            by=by,
            circonscription=place,
            on=row.on,
            mode=what.value,
            minutes=minutes,
            people=number,
        )
    return row


@transaction.atomic
def give_information(by: Keyring, demande: UUID, said: InformationInterview, *, once: UUID) -> None:
    """Seal an information interview with the request it belongs to; counted as one's own work.

    raises  KeyNotHeld, Damaged, VaultClosed. Sent twice, it is written once
    """
    row = Demande.objects.select_related("circonscription").filter(pk=demande).first()
    if row is None or not by.holds(demande):
        raise KeyNotHeld
    if Tally.objects.filter(pk=once).exists():
        return
    records.write(by.writing(demande), said, by=by, act=Act.INFORMATION_GIVEN)
    Tally.objects.create(
        pk=once,
        circonscription=row.circonscription,
        on=said.on,
        what=Counted.INTERVIEW.value,
        minutes=said.minutes,
    )
    by.note(Act.DESK_COUNTED, container=once)
    activity.record(
        What.INFORMATION_GIVEN,
        by=by,
        circonscription=row.circonscription,
        on=said.on,
        minutes=said.minutes,
    )
