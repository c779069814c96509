"""A copy is asked for by any way: the month starts, is seen, and stops when it ends."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction

from entrenous.copies import actions, queries, remarks
from entrenous.copies.clock import clock
from entrenous.copies.codes import Answered, Asker, Came, State, Wanted
from entrenous.copies.contents import CopyLine, CopyRequest, Remark
from entrenous.copies.models import CopyRow
from entrenous.dossiers import merging, thread
from entrenous.dossiers.codes import Mode
from entrenous.dossiers.contents import ThreadEntry
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import containers, records
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import EditedMeanwhile, KeyNotHeld
from entrenous.procedures.contents import FollowedProcedure
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive
from tests.dossiers.opened import dossier_of
from tests.people import House

ON = date(2026, 11, 2)


@pytest.fixture
def dossier(house: House) -> Dossier:
    return dossier_of(house, "Camille")


def said(asker: Asker = Asker.PERSON, **more: object) -> CopyRequest:
    return CopyRequest(str(uuid4()), ON, asker, Came.DESK, **more)  # type: ignore[arg-type]


def reading_of(house: House, dossier: Dossier) -> records.Reading:
    return records.read(house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED))


def test_a_request_starts_its_month_and_is_followed(house: House, dossier: Dossier) -> None:
    request = actions.ask(house.keyring("Camille"), dossier, said(words="Tout mon dossier."))
    row = CopyRow.objects.get()
    assert (row.pk, row.state, row.asked_on, row.due_on) == (
        request, State.RECEIVED, ON, date(2026, 12, 2),
    )  # fmt: skip
    reading = reading_of(house, dossier)
    (asked,) = queries.requests_of(reading, dossier)
    assert asked.said.words == "Tout mon dossier."
    followed = reading.one(FollowedProcedure)
    assert followed is not None
    assert [each.on for each in followed.content.counted] == [date(2026, 12, 2), date(2027, 2, 2)]
    assert DueDate.objects.filter(kind="procedure").count() == 2
    line = reading.one(CopyLine)
    assert line is not None
    assert line.content.asker is Asker.PERSON
    assert Entry.objects.filter(container=dossier.pk, act=Act.COPY_ASKED).count() == 1


def test_the_clock_is_that_of_the_law_base() -> None:
    found = clock(date(2026, 1, 31))
    assert (found.answer.on, found.cada.on) == (date(2026, 2, 28), date(2026, 4, 28))


def test_the_same_form_sent_twice_asks_once(house: House, dossier: Dossier) -> None:
    camille, request = house.keyring("Camille"), said()
    assert actions.ask(camille, dossier, request) == actions.ask(camille, dossier, request)
    assert CopyRow.objects.count() == 1
    other = dossier_of(house, "Camille", "Autre-Fictif")
    with pytest.raises(KeyNotHeld):
        actions.ask(camille, other, request)


def test_her_own_compartment_is_enough_to_ask_and_a_holder_takes_it_up(
    house: House, dossier: Dossier
) -> None:
    camille, lou = house.keyring("Camille"), house.keyring("Lou")
    opened = camille.open(dossier.pk, Act.DOSSIER_OPENED)
    narrow = Recipient(house.agents["Lou"].pk, Motive.SHARED, Compartment.PERSON)
    containers.grant(opened, narrow, by=camille)
    with transaction.atomic():
        hers = lou.writing(dossier.pk)
        request = actions.ask_herself(hers, dossier, "Je veux lire.", by=lou, request=uuid4())
    assert CopyRow.objects.get().procedure is None
    (asked,) = queries.requests_of(
        records.read(lou.open(dossier.pk, Act.DOSSIER_OPENED), CopyRequest), dossier
    )
    assert (asked.row.pk, asked.said.came) == (request, Came.SPACE)
    assert actions.settle(camille, dossier) == 1
    assert actions.settle(camille, dossier) == 0
    assert CopyRow.objects.get().procedure is not None


def test_who_does_not_hold_the_dossier_cannot_ask(house: House, dossier: Dossier) -> None:
    for who in ("Alix", "Rachel", "Ines", "Lou"):
        with pytest.raises(KeyNotHeld):
            actions.ask(house.keyring(who), dossier, said())
    assert not CopyRow.objects.exists()


def test_what_was_shown_is_kept_and_the_day_does_not_move(house: House, dossier: Dossier) -> None:
    camille = house.keyring("Camille")
    request = said(Asker.PARENT)
    actions.ask(camille, dossier, request)
    fresh = CopyRequest(
        request.request, date(2026, 11, 20), Asker.PARENT, Came.LETTER,
        asker_name="Fadila Fictif", evidence=("autorite_parentale",),
    )  # fmt: skip
    actions.correct(camille, dossier, fresh, based_on=1)
    (asked,) = queries.requests_of(reading_of(house, dossier), dossier)
    assert (asked.said.on, asked.said.came) == (ON, Came.DESK)
    assert asked.said.evidence == ("autorite_parentale",)
    with pytest.raises(EditedMeanwhile):
        actions.correct(camille, dossier, fresh, based_on=1)


def test_a_request_taken_back_is_due_no_more(house: House, dossier: Dossier) -> None:
    camille = house.keyring("Camille")
    request = actions.ask(camille, dossier, said())
    actions.withdraw(camille, dossier, request, on=date(2026, 11, 5))
    assert CopyRow.objects.get().state == State.WITHDRAWN
    assert not DueDate.objects.filter(kind="procedure").exists()
    with pytest.raises(actions.CopyEnded):
        actions.withdraw(camille, dossier, request, on=date(2026, 11, 6))


def test_a_request_follows_a_dossier_that_is_merged(house: House, dossier: Dossier) -> None:
    camille, double = house.keyring("Camille"), dossier_of(house, "Camille", "Double-Fictif")
    request = actions.ask(camille, double, said(words="Copie."))
    merging.merge(camille, double, into=dossier)
    (asked,) = queries.requests_of(reading_of(house, dossier), dossier)
    assert (asked.row.pk, asked.said.words) == (request, "Copie.")
    actions.withdraw(camille, dossier, request, on=date(2026, 11, 5))


def test_a_remark_stays_with_its_entry_when_dossiers_are_merged(
    house: House, dossier: Dossier
) -> None:
    camille, double = house.keyring("Camille"), dossier_of(house, "Camille", "Double-Fictif")
    written = thread.write_entry(camille, double, ThreadEntry(ON, Mode.PHONE, text="Elle appelle."))
    for about in (written.record, None):
        remarks.add(
            camille, double, about=about, wanted=Wanted.REMARK, text=f"{about}", once=uuid4()
        )
    answered = reading_of(house, double).of(Remark)[0].id
    remarks.answer(
        camille, double, answered, answer=Answered.CORRECTED, words="Corrigé.", based_on=1
    )
    merging.merge(camille, double, into=dossier)
    reading = reading_of(house, dossier)
    moved = next(r for r in reading.of(ThreadEntry) if r.content.text == "Elle appelle.")
    assert moved.id != written.record
    about = {r.content.text: r.content.about for r in reading.of(Remark)}
    assert about == {str(written.record): str(moved.id), "None": ""}
    opened = camille.open(dossier.pk, Act.DOSSIER_OPENED)
    kept = reading.find(Remark, answered)
    assert kept is not None
    told = {v.content.about for v in records.versions(opened, answered)}
    assert told == {kept.content.about}
    assert not reading_of(house, double).of(Remark)
