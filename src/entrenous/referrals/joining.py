"""An orientation prepared at the desk goes on in the dossier opened from its request."""

from typing import Final
from uuid import UUID

from django.utils import timezone

from entrenous.consents.contents import Agreement
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import Damaged
from entrenous.keyring.opening import Keyring
from entrenous.reception.models import Demande
from entrenous.referrals.models import AwaitedEcho
from entrenous.relays.contents import Relay, RelayNote
from entrenous.relays.homes import InDossier

#: Under their own ids: a relay names its agreement, a note its relay.
_MOVED: Final = (Agreement, Relay, RelayNote)


def follow(row: Demande, dossier: UUID, by: Keyring) -> None:
    """Move what she agreed to, to whom, what came of it; the référente waits for the answer now.

    Called by `reception.actions`, in its transaction. Counted already: not a second time.
    raises  Damaged: the request has a constat to make first; KeyNotHeld
    """
    waiting = list(AwaitedEcho.objects.filter(demande=row))
    if not waiting:
        return
    source, target = by.writing(row.pk), by.writing(dossier)
    for kind in _MOVED:
        reading = records.read(source, kind)
        if reading.damaged:
            raise Damaged
        for known in reading.of(kind):
            for version in reversed(records.versions(source, known.id)):
                records.write(
                    target, version.content, by=by, record=known.id, act=Act.RECORD_MOVED_IN
                )
            records.remove(source, known.id, by=by, act=Act.RECORD_MOVED_OUT)
    home = InDossier(Dossier.objects.get(pk=dossier))
    for echo in waiting:
        if echo.done_on is None:
            home.keep_day(echo.record, echo.due_on)
    AwaitedEcho.objects.filter(demande=row, done_on=None).update(done_on=timezone.localdate())
