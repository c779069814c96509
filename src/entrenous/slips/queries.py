"""Read slips: those that wait, one whole. The list is journaled once, a slip each time."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from entrenous.agents.models import Circonscription
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring
from entrenous.slips.contents import SlipContent
from entrenous.slips.models import Slip


@dataclass(frozen=True)
class Listed:
    """A slip in a list; `content` is None when no key of it is held, or it is damaged.

    again   another slip that waits has the same number: the platform wrote twice
    """

    slip: Slip
    content: SlipContent | None = None
    again: bool = False


def waiting(places: Iterable[Circonscription]) -> QuerySet[Slip]:
    """The slips to call back, the nearest promise first. Opens nothing: for counts and queues."""
    rows = Slip.objects.filter(circonscription__in=list(places), status=Slip.Status.WAITING)
    rows = rows.select_related("slot", "sender", "secteur", "circonscription")
    return rows.order_by("slot__starts_at", "received_at")


def settled_today(places: Iterable[Circonscription]) -> QuerySet[Slip]:
    """Those that were ended today."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Slip.objects.filter(circonscription__in=list(places), settled_at__gte=today)
    return rows.select_related("slot", "sender", "secteur").order_by("settled_at")


def with_contents(rows: Iterable[Slip], *, by: Keyring) -> list[Listed]:
    """What each says, promised first; one journal entry, none for an empty list."""
    listed = sorted(rows, key=lambda s: (s.promised_by is None, s.promised_by or s.received_at))
    if not listed:
        return []
    opened = by.open_list([s.pk for s in listed], Act.SLIPS_LISTED)
    readings = records.read_many(opened.values(), SlipContent)
    found = {
        pk: one.content for pk, reading in readings.items() if (one := reading.one(SlipContent))
    }
    numbers = Counter(_figures(content) for content in found.values())
    return [
        Listed(s, content, content is not None and numbers[_figures(content)] > 1)
        for s in listed
        for content in [found.get(s.pk)]
    ]


def open_slip(slip: UUID, *, by: Keyring) -> Listed:
    """One slip, journaled before it is read. KeyNotHeld, VaultClosed."""
    row = (
        Slip.objects.select_related("slot", "sender", "secteur", "circonscription", "came_from")
        .filter(pk=slip, circonscription__organisation=by.organisation)
        .first()
    )
    if row is None:
        raise KeyNotHeld
    reading = records.read(by.open(slip, Act.SLIP_OPENED), SlipContent)
    found = reading.one(SlipContent)
    return Listed(row, found.content if found else None)


def _figures(content: SlipContent) -> str:
    return "".join(c for c in content.number if c.isdigit())[-9:]
