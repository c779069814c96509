"""Take in the busy hours of a worker's other calendar: read twice, a file changes nothing."""

from dataclasses import dataclass
from datetime import time, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from entrenous.journal.acts import Act
from entrenous.keyring.opening import Keyring
from entrenous.reception import busy_times
from entrenous.reception.availability import local
from entrenous.reception.models import Appointment, BusyTime

AHEAD: Final = timedelta(days=366)


@dataclass(frozen=True)
class Imported:
    """What an import changed; `across` counts her appointments at an hour taken elsewhere."""

    added: int = 0
    moved: int = 0
    removed: int = 0
    kept: int = 0
    across: int = 0

    @property
    def changed(self) -> int:
        """How many hours are not as they were."""
        return self.added + self.moved + self.removed


@transaction.atomic
def import_calendar(file: bytes, *, by: Keyring) -> Imported:
    """Make her hours taken elsewhere, from today on, those of this file. Nothing else is kept.

    raises  NotACalendar, TooManyHours: nothing is written; VaultClosed
    """
    _ = by.secret
    today = timezone.localdate()
    read = busy_times.read(file, salt=by.agent.pk.bytes, first=today, last=today + AHEAD)
    hers = BusyTime.objects.filter(agent=by.agent)
    hers.filter(ends_at__lte=local(today, time())).delete()
    former = {bytes(row.source): row for row in hers}
    fresh = [b for b in read if b.source not in former]
    moved = [
        b for b in read if (row := former.get(b.source)) and
        (row.starts_at, row.ends_at) != (b.starts_at, b.ends_at)
    ]  # fmt: skip
    gone = former.keys() - {b.source for b in read}
    hers.filter(source__in=gone).delete()
    for each in moved:
        hers.filter(source=each.source).update(starts_at=each.starts_at, ends_at=each.ends_at)
    BusyTime.objects.bulk_create(
        BusyTime(agent=by.agent, source=b.source, starts_at=b.starts_at, ends_at=b.ends_at)
        for b in fresh
    )
    found = Imported(len(fresh), len(moved), len(gone), len(read) - len(fresh) - len(moved))
    if found.changed:
        by.note(Act.CALENDAR_IMPORTED)
    return Imported(found.added, found.moved, found.removed, found.kept, _across(by))


@transaction.atomic
def forget(*, by: Keyring) -> int:
    """Take out every hour that came from her other calendar; returns how many."""
    _ = by.secret
    gone = BusyTime.objects.filter(agent=by.agent).delete()[0]
    if gone:
        by.note(Act.CALENDAR_IMPORTED)
    return gone


def _across(by: Keyring) -> int:
    """Her appointments to come during an hour taken elsewhere: hers to move, or not."""
    hours = list(BusyTime.objects.filter(agent=by.agent).values_list("starts_at", "ends_at"))
    ahead = Appointment.objects.filter(
        Q(agent=by.agent) | Q(beside=by.agent),
        status=Appointment.Status.UPCOMING,
        starts_at__gte=timezone.now(),
    ).exclude(kind=Appointment.Kind.CALL_BACK)
    return sum(any(row.starts_at < e and s < row.ends_at for s, e in hours) for row in ahead)
