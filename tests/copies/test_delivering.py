"""What leaves: what was given and nothing of what is kept, once, the same files each time."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from entrenous.copies import delivering
from entrenous.copies.actions import CopyEnded
from entrenous.copies.codes import Choice, Ground, Kind, State, Way
from entrenous.copies.contents import CopyLine, CopyOutcome
from entrenous.copies.delivering import Handing
from entrenous.copies.json_file import to_json, told
from entrenous.copies.models import CopyRow
from entrenous.copies.pdf_file import to_pdf
from entrenous.documents import queries as documents
from entrenous.documents.contents import SharedDocument
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import records
from tests.copies.composed import Composed
from tests.copies.files import (
    GIVEN,
    KEPT,
    ON,
    THIRD,
    TODAY,
    asked,
    choose,
    choose_all,
    review,
    second_look,
    words_of,
)
from tests.people import House


def test_the_copy_holds_what_is_given_and_nothing_of_what_is_kept(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    camille, request = house.keyring("Camille"), asked(house, dossier)
    choose_all(house, dossier, request, ids)
    second_look(house, dossier, request)
    outcome = delivering.deliver(camille, dossier, request, TODAY)
    assert (outcome.kind, outcome.way, outcome.to) == (Kind.PARTIAL, Way.HAND, TODAY.to)
    files = []
    for record in (outcome.pdf, outcome.json):
        with documents.open_file(camille, dossier.pk, UUID(record), act=Act.COPY_TAKEN) as file:
            files.append(b"".join(file.chunks()))
    pdf, data = files
    said = words_of(pdf)
    for text in (said, data.decode()):
        assert GIVEN in text
        assert THIRD not in text
        assert KEPT not in text
        assert "mention sur un tiers" in text
    assert not any(word.encode() in pdf for word in (THIRD, KEPT))
    assert b"pdfuaid:part" in pdf
    found = json.loads(data)
    assert [line["motif"] for line in found["non_remis"]] == ["third_party"] * 3
    assert "CADA" in said
    assert outcome.pages >= 1
    row = CopyRow.objects.get()
    assert (row.state, row.ended_on) == (State.DELIVERED, TODAY.on)
    reading = records.read(camille.open(dossier.pk, Act.DOSSIER_OPENED))
    line = reading.one(CopyLine)
    assert line is not None
    assert (line.content.pages, line.content.to) == (outcome.pages, TODAY.to)
    assert Entry.objects.filter(act=Act.COPY_DELIVERED, container=dossier.pk).count() == 1


def test_everything_not_given_is_listed_with_its_ground(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    request = asked(house, dossier)
    found = choose_all(house, dossier, request, ids)
    copy = delivering.copy_of(house.keyring("Camille"), dossier, found, on=ON, to="")
    whole = sum(1 for _, c in found.decided if c.choice is Choice.GIVE)
    kept = [k for k in copy.kept if not k.passages]
    assert copy.given == whole + 1
    assert len(kept) == len(found.decided) - copy.given
    assert all(k.ground for k in copy.kept)


def test_a_copy_is_handed_over_once_and_a_later_one_does_not_hold_it(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    camille, request = house.keyring("Camille"), asked(house, dossier)
    found = review(house, dossier, request)
    for item in found.left:
        choose(house, dossier, found, item, Choice.GIVE)
    before = len(found.file.items)
    outcome = delivering.deliver(camille, dossier, request, Handing(TODAY.on, Way.SPACE, TODAY.to))
    assert outcome.kind is Kind.WHOLE
    with pytest.raises(CopyEnded):
        delivering.deliver(camille, dossier, request, TODAY)
    reading = records.read(camille.open(dossier.pk, Act.DOSSIER_OPENED))
    shared = {str(r.content.document) for r in reading.of(SharedDocument)}
    assert shared == {outcome.pdf, outcome.json, *outcome.documents}
    assert len(review(house, dossier, asked(house, dossier)).file.items) == before


def test_a_sign_that_the_font_lacks_does_not_stop_the_copy(composed: Composed) -> None:
    chosen = dict.fromkeys(composed.found.file.items, Choice.GIVE)
    copy = composed.with_choices(chosen)
    odd = replace(copy, about="Awa 🦊 Sarr")  # type: ignore[type-var]
    assert "Awa (?) Sarr" in words_of(to_pdf(odd))
    assert "🦊" in told(odd)["dossier_de"]


def test_the_same_choices_give_the_same_files(composed: Composed) -> None:
    chosen = dict.fromkeys(composed.found.file.items, Choice.GIVE)
    one, two = (composed.with_choices(chosen) for _ in range(2))
    assert to_json(one) == to_json(two)
    assert to_pdf(one) == to_pdf(two)


def test_a_refusal_is_written_with_its_reasons(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    camille, request = house.keyring("Camille"), asked(house, dossier, evidence=())
    with pytest.raises(ValueError, match="reasons"):
        delivering.refuse(camille, dossier, request, on=ON, to="", grounds=(), reasons=" ")
    delivering.refuse(
        camille, dossier, request, on=ON + timedelta(days=3), to="Awa Sarr-Fictif",
        grounds=(Ground.DRAFT,), reasons="Aucune preuve d’identité.",
    )  # fmt: skip
    assert CopyRow.objects.get().state == State.REFUSED
    reading = records.read(camille.open(dossier.pk, Act.DOSSIER_OPENED))
    outcome = reading.one(CopyOutcome)
    assert outcome is not None
    assert outcome.content.reasons == "Aucune preuve d’identité."
