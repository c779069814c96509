"""What a sheet starts from: promises still to keep and next dates, as the dossier knows them."""

from typing import Any, Final

from django.utils import timezone

from entrenous.dossiers.codes import Doer
from entrenous.dossiers.contents import PlanAction, ReceptionMessage, ThreadEntry
from entrenous.dossiers.models import DueDate
from entrenous.keyring.records import Reading
from entrenous.plans.queries import ENDED_STATES
from entrenous.procedures.contents import FollowedProcedure
from entrenous.procedures.counting import count_on, procedure_of
from entrenous.reception.models import Appointment
from entrenous.web.common.templatetags.look import heure, jour_long
from entrenous.web.dossiers.pages import DossierPage
from entrenous.web.dossiers.views.day import what_is_due

KINDS: Final[tuple[type[Any], ...]] = (
    PlanAction, ThreadEntry, ReceptionMessage, FollowedProcedure,
)  # fmt: skip


def promises(reading: Reading) -> str:
    """What the service said it would do and has not, one per line."""
    found = [
        action.content.what
        for action in reading.of(PlanAction)
        if action.content.doer is Doer.SERVICE and action.content.state not in ENDED_STATES
    ]
    last = reading.of(ThreadEntry)[-1:]
    found += [
        step.what
        for entry in last
        for step in entry.content.next_steps
        if step.doer is Doer.SERVICE and step.due_on is None
    ]
    found += [
        "Rappeler la personne"
        for message in reading.of(ReceptionMessage)
        if not message.content.is_handled
    ][:1]
    return "\n".join(dict.fromkeys(found))


def next_dates(page: DossierPage) -> str:
    """What is due and which appointments come, the nearest first, one per line."""
    today = timezone.localdate()
    kinds = DueDate.Kind
    rows = DueDate.objects.awaited(today).filter(dossier=page.dossier)
    own = rows.exclude(kind__in=(kinds.AGREEMENT, kinds.PROCEDURE))
    found = [(row.due_on, what_is_due(row, page.reading)) for row in own]
    for known in page.reading.of(FollowedProcedure):
        asked = procedure_of(known.content)
        ahead = count_on(known.content, today).dates if known.content.closed_on is None else ()
        found += [
            (each.due.on, f"{asked.label} : {each.due.label}")
            for each in ahead
            if asked and each.is_pending and each.due.on >= today
        ]
    for booked in upcoming(page):
        local = timezone.localtime(booked.starts_at)
        found.append((local.date(), f"rendez-vous à {heure(local)}, {booked.get_where_display()}"))
    lines = [f"{jour_long(on)} : {what}" for on, what in sorted(found)]
    return "\n".join(dict.fromkeys(lines))


def upcoming(page: DossierPage) -> list[Appointment]:
    """The appointments of the dossier that come, in whoever's agenda they are."""
    rows = Appointment.objects.filter(
        dossier=page.dossier, starts_at__gte=timezone.now(), status=Appointment.Status.UPCOMING
    )
    return list(rows.select_related("agent"))
