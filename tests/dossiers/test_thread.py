"""The thread: entries and their versions, next steps, marks, moves, and what is damaged."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.db import transaction

from entrenous.activity.models import Fact
from entrenous.dossiers import queries, thread
from entrenous.dossiers.codes import Doer, Mode, Theme, Voice
from entrenous.dossiers.contents import NextStep, Outlook, Passage, PersonCard, ThreadEntry
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import records
from entrenous.keyring.errors import Damaged, EditedMeanwhile, KeyNotHeld
from entrenous.keyring.models import Record
from entrenous.keyring.records import DamagedRecord, OpenRecord
from tests.altered import altered
from tests.dossiers.files import open_samia
from tests.people import House

ENTRY = ThreadEntry(
    on=date(2026, 1, 13), mode=Mode.OFFICE, at="10 h 15", minutes=40, themes=(Theme.ENE,),
    text="Le courant est réduit. « J’ai froid la nuit. » Je crois qu’elle n’ose pas demander.",
    decided="Appeler le fournisseur ensemble.",
    next_steps=(
        NextStep(Doer.SERVICE, "Déposer le secours", date(2026, 1, 20)),
        NextStep(Doer.PERSON, "Envoyer l’attestation", date(2026, 1, 16)),
        NextStep(Doer.PARTNER, "Rétablir la puissance"),
    ),
)  # fmt: skip


def reading(house: House, dossier: Dossier) -> records.Reading:
    return records.read(house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED))


def entries(house: House, dossier: Dossier) -> list[OpenRecord[ThreadEntry]]:
    return reading(house, dossier).of(ThreadEntry)


def outlook(house: House, dossier: Dossier) -> Outlook:
    found = reading(house, dossier).one(Outlook)
    return found.content if found else Outlook()


def test_an_entry_is_read_back_whole_and_counted_once(house: House) -> None:
    dossier = open_samia(house)
    before = Fact.objects.count()
    thread.write_entry(house.keyring("Camille"), dossier, ENTRY)
    assert [e.content for e in entries(house, dossier)] == [ENTRY]
    assert Fact.objects.count() == before + 1


def test_dated_steps_are_due_and_the_nearest_one_is_in_the_lists(house: House) -> None:
    dossier = open_samia(house)
    thread.write_entry(house.keyring("Camille"), dossier, ENTRY)
    due = DueDate.objects.filter(dossier=dossier)
    assert [d.due_on.day for d in due] == [16, 20]
    assert outlook(house, dossier) == Outlook(
        "Logement, impayés de loyer", "Envoyer l’attestation", date(2026, 1, 16)
    )
    thread.finish_step(house.keyring("Camille"), due[0])
    assert outlook(house, dossier).next == "Déposer le secours"
    assert Entry.objects.filter(act=Act.STEP_DONE, container=dossier.pk).count() == 1
    for step in due.filter(done_on=None):
        thread.finish_step(house.keyring("Camille"), step)
    assert outlook(house, dossier).next == "Rétablir la puissance"


def test_a_step_is_finished_by_its_holder_alone(house: House) -> None:
    dossier = open_samia(house)
    thread.write_entry(house.keyring("Camille"), dossier, ENTRY)
    due = DueDate.objects.filter(dossier=dossier)[0]
    with pytest.raises(KeyNotHeld):
        thread.finish_step(house.keyring("Alix"), due)
    due.refresh_from_db()
    assert due.done_on is None


def test_a_correction_keeps_the_former_version_and_the_marks_that_still_stand(
    house: House,
) -> None:
    dossier, keyring = open_samia(house), house.keyring("Camille")
    written = thread.write_entry(keyring, dossier, ENTRY)
    start = ENTRY.text.index("«")
    marks = (
        Passage(0, 23, Voice.FACTS),
        Passage(start, ENTRY.text.index("»") + 1, Voice.PERSON),
    )
    thread.mark_passages(keyring, dossier, written.record, marks, based_on=1)
    fresh = replace(
        ENTRY, text="Courant réduit. « J’ai froid la nuit. » Relu ensemble.", next_steps=()
    )
    thread.correct_entry(keyring, dossier, written.record, fresh, based_on=2)
    [entry] = entries(house, dossier)
    assert [entry.content.text[p.start : p.end] for p in entry.content.passages] == [
        "« J’ai froid la nuit. »"
    ]
    assert not DueDate.objects.filter(dossier=dossier).exists()
    opened = keyring.open(dossier.pk, Act.DOSSIER_OPENED)
    versions = queries.entry_versions(opened, written.record)
    assert [(v.version, v.content.text) for v in versions] == [
        (3, fresh.text), (2, ENTRY.text), (1, ENTRY.text),
    ]  # fmt: skip


def test_two_tabs_the_second_is_told_and_nothing_changes(house: House) -> None:
    dossier, keyring = open_samia(house), house.keyring("Camille")
    written = thread.write_entry(keyring, dossier, ENTRY)
    mine = replace(ENTRY, text="premier onglet", next_steps=())
    thread.correct_entry(keyring, dossier, written.record, mine, based_on=1)
    other = replace(ENTRY, text="second onglet")
    with pytest.raises(EditedMeanwhile):
        thread.correct_entry(keyring, dossier, written.record, other, based_on=1)
    with pytest.raises(EditedMeanwhile):
        thread.mark_passages(keyring, dossier, written.record, (), based_on=1)
    assert entries(house, dossier)[0].content.text == "premier onglet"
    assert not DueDate.objects.filter(dossier=dossier).exists()


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Ines"])
def test_nobody_else_writes_in_it(house: House, who: str) -> None:
    dossier = open_samia(house)
    before = Fact.objects.count()
    with pytest.raises(KeyNotHeld):
        thread.write_entry(house.keyring(who), dossier, ENTRY)
    assert Fact.objects.count() == before


def test_an_entry_that_is_not_there_is_not_corrected(house: House) -> None:
    dossier = open_samia(house)
    with pytest.raises(KeyNotHeld):
        thread.correct_entry(house.keyring("Camille"), dossier, uuid4(), ENTRY, based_on=1)


def test_a_moved_entry_leaves_a_trace_in_both_journals(house: House) -> None:
    source = open_samia(house)
    target = open_samia(house, card=PersonCard(alias="Gérard B."))
    keyring = house.keyring("Camille")
    written = thread.write_entry(keyring, source, ENTRY)
    thread.correct_entry(
        keyring, source, written.record, replace(ENTRY, decided="Rien encore."), based_on=1
    )
    moved = thread.move_entry(keyring, written.record, source=source, target=target)
    assert entries(house, source) == []
    [arrived] = entries(house, target)
    assert (arrived.id, arrived.version, arrived.content.decided) == (moved, 2, "Rien encore.")
    assert reading(house, source).is_whole
    assert reading(house, target).is_whole
    assert {d.dossier_id for d in DueDate.objects.all()} == {target.pk}
    assert outlook(house, source).next == ""
    assert outlook(house, target).next == "Envoyer l’attestation"
    for act, dossier in ((Act.RECORD_MOVED_OUT, source), (Act.RECORD_MOVED_IN, target)):
        assert Entry.objects.filter(act=act, container=dossier.pk).exists()


def test_an_entry_is_not_moved_into_a_dossier_of_somebody_else(house: House) -> None:
    source, target = open_samia(house), open_samia(house, "Alix")
    written = thread.write_entry(house.keyring("Camille"), source, ENTRY)
    with pytest.raises(KeyNotHeld):
        thread.move_entry(house.keyring("Camille"), written.record, source=source, target=target)
    assert len(entries(house, source)) == 1


def test_a_damaged_entry_stays_in_its_place_and_the_rest_is_read(house: House) -> None:
    dossier, keyring = open_samia(house), house.keyring("Camille")
    damaged = thread.write_entry(keyring, dossier, ENTRY)
    thread.write_entry(keyring, dossier, replace(ENTRY, on=date(2026, 1, 22)))
    row = Record.objects.get(record=damaged.record)
    Record.objects.filter(pk=row.pk).update(blob=altered(row.blob))
    items = queries.thread(reading(house, dossier), dossier.accompagnements.all())
    kinds = [type(item.content) for item in items]
    assert kinds.count(DamagedRecord) == 1
    assert kinds.count(OpenRecord) == 1
    with pytest.raises(Damaged):
        thread.write_entry(keyring, dossier, ENTRY)


def test_the_thread_is_read_from_the_latest(house: House) -> None:
    dossier, keyring = open_samia(house), house.keyring("Camille")
    for at in ("9 h 30", "14 h", "10 h 15"):
        thread.write_entry(keyring, dossier, replace(ENTRY, at=at, next_steps=()))
    items = queries.thread(reading(house, dossier), dossier.accompagnements.all())
    assert [i.content.content.at for i in items if isinstance(i.content, OpenRecord)] == [
        "14 h", "10 h 15", "9 h 30",
    ]  # fmt: skip


def test_when_counting_fails_the_entry_is_not_written(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = open_samia(house)

    def fail(*_args: object, **_named: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("entrenous.dossiers.counting.activity.record_all", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        thread.write_entry(house.keyring("Camille"), dossier, ENTRY)
    assert entries(house, dossier) == []
