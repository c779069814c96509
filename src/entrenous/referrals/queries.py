"""What the desk still has to tell a partner, and what a partner never answered: nothing is lost."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone

from entrenous.agents.models import Circonscription
from entrenous.consents.contents import Agreement
from entrenous.dossiers.contents import PersonCard
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.opening import Keyring
from entrenous.keyring.records import Reading
from entrenous.reception.contents import DemandeIdentity
from entrenous.reception.entries import Entry, EntryKind
from entrenous.referrals.models import AwaitedEcho
from entrenous.relays.codes import Stage
from entrenous.relays.contents import Relay
from entrenous.relays.queries import in_reading


def came_back(places: Sequence[Circonscription], by: Keyring) -> Iterable[Entry]:
    """The orientations whose day has passed: nobody answered, or nothing left yet."""
    today = timezone.localdate()
    rows = list(
        AwaitedEcho.objects.filter(
            demande__circonscription__in=places, done_on=None, due_on__lt=today
        ).select_related("demande")
    )
    if not rows:
        return []
    opened = by.open_list({row.demande_id for row in rows}, Act.DEMANDES_LISTED)
    kinds = (DemandeIdentity, Relay, Agreement, PersonCard)
    readings = records.read_many(opened.values(), *kinds)
    return [_entry(row, readings[row.demande_id]) for row in rows if row.demande_id in readings]


def _entry(row: AwaitedEcho, reading: Reading) -> Entry:
    who = reading.one(DemandeIdentity)
    after = timezone.make_aware(datetime.combine(row.due_on + timedelta(days=1), time()))
    return Entry(
        kind=EntryKind.REFERRAL,
        about=row.demande_id,
        page="referrals:list",
        since=after,
        name=who.content.name if who else "",
        ticket=row.demande.ticket,
        detail=_detail(row, reading),
        urgency=row.demande.level,
    )


def _detail(row: AwaitedEcho, reading: Reading) -> str:
    shown = next((each for each in in_reading(reading) if each.id == row.record), None)
    if shown is None:
        return "orientation illisible"
    is_ready = shown.stage is Stage.PREPARED
    what = "à transmettre" if is_ready else f"sans réponse depuis le {row.due_on:%d/%m}"
    return f"{what} : {shown.said.partner}"
