"""The person of story H2 asked for her file: its reading has begun, and is not over."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from entrenous.copies import actions, remarks, reviewing
from entrenous.copies.codes import Asker, Came, Choice, Ground, Wanted
from entrenous.copies.contents import CopyRequest, Mask
from entrenous.dossiers.contents import ThreadEntry
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.opening import Keyring
from entrenous.ops.demo.house import DemoHouse

WHO: Final = "h2-mireille"
_REQUEST: Final = UUID("5f1d1c52-7f0e-4a57-9f0a-6d1a2b6c7e01")
_REMARK: Final = UUID("5f1d1c52-7f0e-4a57-9f0a-6d1a2b6c7e02")
_AGO: Final = timedelta(days=9)
_READ: Final = 5


def ask(house: DemoHouse, dossier: Dossier) -> None:
    """A letter came nine days ago; five entries were read again since."""
    by = house.keyring(dossier.referent.login)
    on = timezone.localdate() - _AGO
    said = CopyRequest(
        str(_REQUEST), on, Asker.PERSON, Came.LETTER,
        words="Je voudrais une copie de mon dossier, pour le relire chez moi.",
        evidence=("ecrit", "identite_qualite"),
    )  # fmt: skip
    actions.ask(by, dossier, said)
    opened = by.open(dossier.pk, Act.COPY_READ)
    reading = records.read(opened)
    entry = next(iter(reading.of(ThreadEntry)), None)
    if entry is not None:
        words = "J’ai dit que j’étais fatiguée, pas que je n’y arrivais plus."
        remarks.add(by, dossier, about=entry.id, wanted=Wanted.REMARK, text=words, once=_REMARK)
    _read_some(by, dossier)


def _read_some(by: Keyring, dossier: Dossier) -> None:
    opened = by.open(dossier.pk, Act.COPY_READ)
    found = reviewing.review_of(by, dossier, opened, records.read(opened), _REQUEST)
    for item in found.left[:_READ]:
        masks = tuple(Mask(s.part, s.start, s.end, Ground.THIRD_PARTY) for s in item.spans)
        choice = Choice.MASK if masks else Choice.GIVE
        reviewing.choose(by, dossier, _REQUEST, item, choice, masks=masks)
