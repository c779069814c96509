"""From the call of the duty worker to the first listening: two instants, not a word."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.agents.models import Function
from entrenous.desk.models import Listening
from entrenous.journal.acts import Act
from entrenous.keyring.opening import Keyring
from entrenous.reception.actions import Suite, locked
from entrenous.reception.codes import Decision
from entrenous.reception.models import Demande


@transaction.atomic
def hear(demande: UUID, *, by: Keyring) -> Listening:
    """Say that the person is being listened to, now. A second click changes nothing.

    raises  KeyNotHeld, AlreadyClosed
    """
    return _hear(locked(demande, by=by), by)


def follow(row: Demande, suite: Suite, by: Keyring) -> None:
    """When a request is decided: the duty worker is called; what she decides tells she listened.

    Called by `reception.actions`, in its transaction.
    """
    if suite.decision is Decision.DUTY:
        Listening.objects.get_or_create(demande=row, defaults={"called_at": row.decided_at})
    elif by.agent.has_function(Function.Kind.SOCIAL_WORKER):
        _hear(row, by)


def _hear(row: Demande, by: Keyring) -> Listening:
    known, _ = Listening.objects.select_for_update().get_or_create(demande=row)
    if known.heard_at is None:
        known.heard_at = timezone.now()
        known.save(update_fields=["heard_at"])
        by.note(Act.DEMANDE_HEARD, container=row.pk)
        activity.record(
            What.DEMANDE_HEARD,
            by=by,
            circonscription=row.circonscription,
            secteur=row.secteur,
            minutes=known.minutes,
            delay=row.waiting_days,
            outcome=f"urgency.{row.urgency}",
        )
    return known
