"""What someone still waits for about a dossier, as far as the server knows without a key.

A complaint names no dossier in clear: how many are open is shown, and a human looks.
"""

from uuid import UUID

from django.utils import timezone

from entrenous.agents.models import Circonscription
from entrenous.complaints.models import Complaint
from entrenous.continuity.models import DangerAccess
from entrenous.copies.codes import State as CopyState
from entrenous.copies.models import CopyRow
from entrenous.custody.models import Ceremony
from entrenous.dossiers.models import Dossier
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.handover.codes import State as HandedState
from entrenous.handover.models import HandedDossier
from entrenous.reception.models import Appointment
from entrenous.retention import reach
from entrenous.retention.codes import Reason


def about(dossier: Dossier) -> list[Reason]:
    """Why it is neither archived nor destroyed today, whatever its term."""
    household = [Reason.HOUSEHOLD] if dossier.household_id else []
    return household + _waiting_on(reach.of(dossier.pk))


def complaints_open(place: Circonscription | UUID) -> int:
    """How many complaints of a circonscription have no answer: one may be about this dossier."""
    return Complaint.objects.filter(circonscription=place, answered_on=None).count()


def _waiting_on(reached: reach.Reach) -> list[Reason]:
    now, dossiers = timezone.now(), reached.dossiers
    waited_for = (
        (CopyRow.objects.filter(dossier__in=dossiers, state=CopyState.RECEIVED), Reason.COPY),
        (ThirdPartyRequest.objects.ongoing().filter(pk__in=reached.containers), Reason.THIRD_PARTY),
        (
            Ceremony.objects.under_way().filter(listed__container__in=reached.containers),
            Reason.QUORUM,
        ),
        (DangerAccess.objects.filter(dossier__in=dossiers, ends_at__gt=now), Reason.DANGER),
        (
            HandedDossier.objects.filter(dossier__in=dossiers, state=HandedState.WAITING),
            Reason.HANDED,
        ),
        (
            Appointment.objects.filter(
                dossier__in=dossiers, status=Appointment.Status.UPCOMING, starts_at__gt=now
            ),
            Reason.MEETING,
        ),
    )
    return [reason for found, reason in waited_for if found.exists()]
