"""Nothing leaves that nobody read: every entry, at the version that is there, one by one."""

from datetime import date
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from entrenous.copies import delivering, reviewing
from entrenous.copies.codes import Choice, Ground
from entrenous.copies.contents import Mask
from entrenous.copies.json_file import to_json
from entrenous.copies.reviewing import NotChosen
from entrenous.dossiers import thread
from entrenous.dossiers.codes import Mode
from entrenous.dossiers.contents import ThreadEntry
from entrenous.dossiers.models import Dossier
from entrenous.keyring import records
from entrenous.keyring.errors import EditedMeanwhile, KeyNotHeld
from tests.copies.composed import Composed
from tests.copies.files import (
    ON,
    TEXT,
    TODAY,
    asked,
    choose,
    choose_all,
    fill,
    refused,
    review,
)
from tests.people import House


def test_nothing_is_given_before_it_is_read(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    request = asked(house, dossier)
    found = review(house, dossier, request)
    assert {item.id for item in found.left} >= set(ids.values())
    entry = next(i for i in found.left if i.id == ids["entry"])
    proposed = reviewing.proposal(found, entry)
    assert proposed is not None
    assert proposed.choice is Choice.MASK
    proposals = [reviewing.proposal(found, i) for i in found.left]
    assert not any(p and p.choice is Choice.GIVE for p in proposals)
    copy = delivering.copy_of(house.keyring("Camille"), dossier, found, on=ON, to="")
    assert copy.given == 0
    assert "écrits à relire" in refused(house, dossier, request)


def test_the_choices_are_kept_and_taken_up_again_later(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    request = asked(house, dossier)
    found = review(house, dossier, request)
    total = len(found.left)
    choose(house, dossier, found, found.left[0], Choice.GIVE)
    assert len(review(house, dossier, request).left) == total - 1
    choose(house, dossier, found, found.left[0], Choice.WITHHOLD)
    again = review(house, dossier, request)
    assert len(again.left) == total - 1
    assert again.decided[0][1].choice is Choice.WITHHOLD


def test_what_is_written_or_corrected_meanwhile_is_to_be_read(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    camille, request = house.keyring("Camille"), asked(house, dossier)
    found = choose_all(house, dossier, request, ids)
    assert found.left == ()
    thread.write_entry(camille, dossier, ThreadEntry(date(2026, 11, 3), Mode.PHONE, text="Neuf."))
    assert [i.parts[0].text for i in review(house, dossier, request).left] == ["Neuf."]
    entry = next(i for i, _ in found.decided if i.id == ids["entry"])
    with transaction.atomic():
        opened = camille.writing(dossier.pk)
        fresh = ThreadEntry(date(2026, 10, 1), Mode.OFFICE, text=f"{TEXT} Ajout.")
        records.write(opened, fresh, by=camille, record=ids["entry"])
    left = review(house, dossier, request).left
    assert {(i.id, i.version) for i in left} >= {(ids["entry"], entry.version + 1)}
    with pytest.raises(EditedMeanwhile):
        choose(house, dossier, found, entry, Choice.GIVE)
    former = [i for i in review(house, dossier, request).file.items if i.is_former]
    assert [(i.id, i.version) for i in former] == [(ids["entry"], entry.version)]


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_whatever_is_chosen_only_what_was_given_is_in_the_copy(
    data: st.DataObject, composed: "Composed"
) -> None:
    """Any choices, any of them missing: the copy tells the given ones and nothing of the others."""
    found = composed.found
    chosen = {
        item: data.draw(st.sampled_from([None, *Choice]), label=item.title)
        for item in found.file.items
        if item.document is None
    }
    copy = composed.with_choices(chosen)
    said = to_json(copy).decode()
    for item, choice in chosen.items():
        word = composed.word[item.key]
        if not word.startswith("mot"):
            continue  # a name that other parts of the copy say too
        assert (word in said) == (choice is Choice.GIVE), (item.title, choice)
    left = [item for item in found.file.reviewed if chosen.get(item) is None]
    ready = delivering.not_ready(composed.reading, composed.review(chosen), small_service=True)
    assert bool(left) == ("à relire" in ready)


REFUSED = (
    ((Choice.WITHHOLD, None, ()), "Choisissez le motif"),
    ((Choice.WITHHOLD, Ground.DECEASED, ()), "Choisissez le motif"),
    ((Choice.GIVE, Ground.DRAFT, ()), "pas de passage"),
    ((Choice.MASK, None, ()), "au moins un passage"),
    ((Choice.MASK, None, (Mask(0, 5, 9_999, Ground.THIRD_PARTY),)), "n’est plus dans"),
    ((Choice.MASK, None, (Mask(7, 0, 1, Ground.THIRD_PARTY),)), "n’est plus dans"),
    ((Choice.MASK, None, (Mask(0, 0, 4, Ground.MANDATE),)), "n’est plus dans"),
)


def test_a_choice_without_its_ground_is_a_sentence(house: House, dossier: Dossier) -> None:
    entry = fill(house, dossier)["entry"]
    request, camille = asked(house, dossier), house.keyring("Camille")
    item = next(i for i in review(house, dossier, request).left if i.id == entry)
    for (choice, because, masks), why in REFUSED:
        with pytest.raises(NotChosen) as said:
            reviewing.choose(camille, dossier, request, item, choice, ground=because, masks=masks)
        assert why in said.value.sentence


def test_nobody_else_reads_chooses_or_hands_over(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    request = asked(house, dossier)
    item = review(house, dossier, request).left[0]
    for by in map(house.keyring, ("Alix", "Rachel", "Ines", "Lou")):
        with pytest.raises(KeyNotHeld):
            reviewing.choose(by, dossier, request, item, Choice.GIVE)
        with pytest.raises(KeyNotHeld):
            delivering.deliver(by, dossier, request, TODAY)
        with pytest.raises(KeyNotHeld):
            delivering.refuse(by, dossier, request, on=ON, to="", grounds=(), reasons="Non.")
