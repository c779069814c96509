"""A review in memory: a copy of any choices, without a database."""

from dataclasses import replace

from django.db import transaction

from entrenous.copies import reviewing
from entrenous.copies.codes import Choice, Ground
from entrenous.copies.composing import compose
from entrenous.copies.contents import Mask
from entrenous.dossiers.contents import Objective
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.law import national_base
from tests.copies.files import ON, asked, review
from tests.people import House

BASE = national_base()


class Composed:
    """A review in memory, each of its entries with a word of its own."""

    def __init__(self, house: House, dossier: Dossier) -> None:
        camille = house.keyring("Camille")
        request = asked(house, dossier)
        with transaction.atomic():
            opened = camille.writing(dossier.pk)
            records.write_all(opened, [Objective(f"mot{n}mot") for n in range(4)], by=camille)
        self.found = review(house, dossier, request)
        self.reading = records.read(camille.open(dossier.pk, Act.COPY_READ))
        self.word = {i.key: max(i.parts[0].text.split(), key=len) for i in self.found.file.items}

    def review(self, chosen: dict[object, Choice | None]) -> reviewing.Review:
        choices = {
            item.key: reviewing.ItemChoice(  # type: ignore[attr-defined]
                str(self.found.asked.row.pk), str(item.id), item.version, choice, ON,  # type: ignore[attr-defined]
                Ground.DRAFT if choice is Choice.WITHHOLD else None,
                (Mask(0, 0, len(item.parts[0].text), Ground.THIRD_PARTY),)  # type: ignore[attr-defined]
                if choice is Choice.MASK else (),
            )
            for item, choice in chosen.items()
            if choice is not None
        }  # fmt: skip
        return replace(self.found, choices=choices)

    def with_choices(self, chosen: dict[object, Choice | None]) -> object:
        return compose(
            self.review(chosen), on=ON, to="", service=(), base=BASE, confirmed=frozenset()
        )
