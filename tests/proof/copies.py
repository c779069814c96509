"""The copies of the world: one that is read again, one that was handed over, a remark of hers."""

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from entrenous.copies import actions, delivering, remarks, reviewing
from entrenous.copies.codes import Asker, Came, Choice, Wanted, Way
from entrenous.copies.contents import CopyRequest, ItemChoice, SecondReading
from entrenous.copies.delivering import Handing
from entrenous.dossiers.codes import Mode
from entrenous.dossiers.contents import ThreadEntry
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.thread import write_entry
from entrenous.journal.acts import Act
from entrenous.keyring import records
from tests.people import House

ON = date(2026, 1, 5)


def copies_of(house: House, dossier: Dossier, secret: str) -> dict[str, object]:
    """Ids of what the pages of copies are asked for; every text is `secret`."""
    camille = house.keyring("Camille")
    handed = actions.ask(camille, dossier, _said(secret))
    _hand_over(house, dossier, handed, secret)
    asked = actions.ask(camille, dossier, _said(secret))
    remark = remarks.add(
        camille, dossier, about=None, wanted=Wanted.REMARK, text=secret, once=uuid4()
    )
    with transaction.atomic():
        said = SecondReading(str(asked), str(camille.agent.pk), timezone.localdate(), "")
        reading = records.write(camille.writing(dossier.pk), said, by=camille).record
    return {"copy": asked, "handed": handed, "remark": remark, "reading": reading}


def _said(secret: str) -> CopyRequest:
    return CopyRequest(
        str(uuid4()), ON, Asker.PERSON, Came.DESK, words=secret, evidence=("identite_qualite",)
    )


def read_copy(house: House, dossier: Dossier, secret: str) -> UUID:
    """A request whose entries were all read and given: it waits to be handed over."""
    request = actions.ask(house.keyring("Camille"), dossier, _said(secret))
    _give_all(house, dossier, request)
    return request


def unread_entry(house: House, dossier: Dossier, text: str) -> tuple[UUID, UUID, int]:
    """A request, an entry of the thread that is still to be read, and its version."""
    camille = house.keyring("Camille")
    written = write_entry(camille, dossier, ThreadEntry(ON, Mode.PHONE, text=text))
    request = actions.ask(camille, dossier, _said(text))
    return request, written.record, 1


def _hand_over(house: House, dossier: Dossier, request: UUID, secret: str) -> None:
    """Everything was read and given."""
    _give_all(house, dossier, request)
    handing = Handing(ON, Way.HAND, secret)
    delivering.deliver(house.keyring("Camille"), dossier, request, handing)


def _give_all(house: House, dossier: Dossier, request: UUID) -> None:
    camille = house.keyring("Camille")
    opened = camille.open(dossier.pk, Act.COPY_READ)
    found = reviewing.review_of(camille, dossier, opened, records.read(opened), request)
    given = [
        ItemChoice(str(request), str(item.id), item.version, Choice.GIVE, ON) for item in found.left
    ]
    with transaction.atomic():
        records.write_all(camille.writing(dossier.pk), given, by=camille)
