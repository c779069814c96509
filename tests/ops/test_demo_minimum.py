"""The letters that the stories H2 and H3 keep: made of the tables of their day, or not made."""

from dataclasses import replace
from datetime import date

import pytest

from entrenous.documents.contents import Document
from entrenous.documents.queries import open_file
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.ops.demo import minimum
from entrenous.ops.demo.minimum import H2, H3, HerLetter
from tests.dossiers.opened import contents, dossier_of
from tests.letters.cases import pdf_text
from tests.people import House


@pytest.mark.parametrize(
    ("told", "figures"),
    [
        (H3, ("646,52 €", "Ce qui manque", "434,52 €")),
        (H2, ("Part saisissable, par mois", "prime d’activité", "Je peux verser 60,00")),
    ],
)
def test_a_story_keeps_a_letter_that_its_person_signs(
    house: House, told: HerLetter, figures: tuple[str, ...]
) -> None:
    dossier, by = dossier_of(house, "Camille"), house.keyring("Camille")
    minimum.keep(told, by=by, dossier=dossier)
    opened = records.read(by.open(dossier.pk, Act.DOSSIER_OPENED), Document)
    (kept,) = opened.of(Document)
    with open_file(by, dossier.pk, kept.id, act=Act.DOCUMENT_READ) as file:
        said = pdf_text(b"".join(file.chunks())).replace("\u00a0", " ").replace("\r\n", " ")
    for figure in figures:
        assert figure in said
    assert "SARR-FICTIF" in said


def test_a_year_without_its_table_keeps_no_letter(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    late = replace(H3, on=date(2031, 1, 6), seized_on=date(2031, 1, 2))
    minimum.keep(late, by=house.keyring("Camille"), dossier=dossier)
    assert contents(house, "Camille", dossier, Document) == []
