"""What came of a call back: noted once, counted as work that the house absorbed."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.journal.acts import Act
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring
from entrenous.slips.codes import SETTLES, Outcome
from entrenous.slips.models import Slip


class AlreadySettled(Exception):
    """Somebody else called this person back."""


@transaction.atomic
def note_call(
    slip: UUID, outcome: Outcome, *, by: Keyring, minutes: int | None = None, tries: int
) -> Slip:
    """Note one call back and count it. A second click, which says the same `tries`, counts nothing.

    tries   how many calls the page showed
    raises  AlreadySettled; KeyNotHeld
    """
    row = (
        Slip.objects.select_for_update(of=("self",))
        .select_related("circonscription", "secteur", "slot")
        .filter(pk=slip, circonscription__organisation=by.organisation)
        .first()
    )
    if row is None or not by.holds(slip):
        raise KeyNotHeld
    _ = by.secret
    if row.tries != tries:
        if row.status == Slip.Status.SETTLED and row.outcome != outcome:
            raise AlreadySettled
        return row
    if row.status == Slip.Status.SETTLED:
        raise AlreadySettled
    row.tries += 1
    row.last_try_at, row.outcome = timezone.now(), outcome.value
    if outcome in SETTLES:
        row.status, row.settled_at = Slip.Status.SETTLED, row.last_try_at
    row.save(update_fields=["tries", "last_try_at", "outcome", "status", "settled_at"])
    by.note(Act.SLIP_CALLED, container=row.pk)
    activity.record(
        What.SLIP_CALLED,
        by=by,
        circonscription=row.circonscription,
        secteur=row.secteur,
        mode="phone",
        minutes=minutes,
        outcome=_told(row, outcome),
    )
    return row


def _told(row: Slip, outcome: Outcome) -> str:
    """The outcome, and whether the promise was kept: « reached.kept », « no_answer »."""
    by = row.promised_by
    if by is None or outcome not in SETTLES:
        return outcome.value
    return f"{outcome.value}.{'kept' if timezone.now() <= by else 'late'}"
