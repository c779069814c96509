"""Reading some kinds of a container touches their compartments only; writing many, one passage."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from entrenous.dossiers.codes import Mode
from entrenous.dossiers.contents import ContactMeans, Outlook, PersonCard, ThreadEntry
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.journal.queries import check
from entrenous.keyring import models, records
from entrenous.keyring.errors import Damaged
from entrenous.keyring.opening import OpenContainer
from entrenous.vault.containers import Compartment
from tests.altered import altered
from tests.dossiers.opened import OPENED_ON, dossier_of
from tests.people import House

NOTES = int(Compartment.NOTES)
SEVERAL = (
    ThreadEntry(OPENED_ON, Mode.PHONE, text="un appel"),
    PersonCard(alias="la dame du 12"),
    Outlook(why="le loyer"),
    ThreadEntry(OPENED_ON, Mode.OFFICE, text="un entretien"),
)


@pytest.fixture
def dossier(house: House) -> Dossier:
    return dossier_of(house, "Camille")


def open_it(house: House, dossier: Dossier) -> OpenContainer:
    return house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED)


def write(house: House, dossier: Dossier, *contents: object) -> list:
    by = house.keyring("Camille")
    return records.write_all(by.writing(dossier.pk), contents, by=by)


def spoil(dossier: Dossier, compartment: int) -> None:
    row = models.Record.objects.filter(container_id=dossier.pk, compartment=compartment).first()
    row.blob = altered(row.blob)
    row.save()


def test_what_is_not_asked_is_not_fetched(house: House, dossier: Dossier) -> None:
    write(house, dossier, *SEVERAL)
    opened = open_it(house, dossier)
    with CaptureQueriesContext(connection) as captured:
        found = records.read(opened, ThreadEntry)
    [fetched] = [q["sql"] for q in captured if 'FROM "keyring_record"' in q["sql"]]
    assert f'"compartment" IN ({NOTES})' in fetched
    assert [e.content.text for e in found.of(ThreadEntry)] == ["un appel", "un entretien"]
    assert found.one(PersonCard) is None
    assert found.is_whole


def test_a_spoiled_record_is_said_where_it_is_read(house: House, dossier: Dossier) -> None:
    write(house, dossier, *SEVERAL)
    spoil(dossier, NOTES)
    opened = open_it(house, dossier)
    notes = records.read(opened, ThreadEntry)
    assert [len(notes.damaged), notes.doubtful] == [1, {Compartment.NOTES}]
    assert records.read(opened).doubtful == {Compartment.NOTES}
    identity = records.read(opened, PersonCard, ContactMeans)
    assert identity.one(PersonCard)
    assert identity.is_whole


def test_a_record_missing_elsewhere_is_said_whatever_is_read(
    house: House, dossier: Dossier
) -> None:
    write(house, dossier, *SEVERAL)
    models.Record.objects.filter(container_id=dossier.pk, compartment=NOTES).delete()
    identity = records.read(open_it(house, dossier), PersonCard)
    assert identity.one(PersonCard)
    assert len(identity.lost) == 2
    assert not identity.is_whole


def test_kinds_that_the_key_does_not_cover_are_left_out(house: House, dossier: Dossier) -> None:
    write(house, dossier, *SEVERAL)
    opened = open_it(house, dossier)
    narrow = {Compartment.IDENTITY: opened.key_for(Compartment.IDENTITY)}
    part = OpenContainer(opened.id, opened.place, opened.kind, narrow, opened.holder, opened.signer)
    found = records.read(part, PersonCard, ThreadEntry)
    assert found.of(ThreadEntry) == []
    assert found.one(PersonCard)
    assert found.doubtful == frozenset()


def test_several_compartments_are_written_in_one_passage(house: House, dossier: Dossier) -> None:
    by = house.keyring("Camille")
    opened = by.writing(dossier.pk)
    before = Entry.objects.count()
    with CaptureQueriesContext(connection) as captured:
        ids = records.write_all(opened, SEVERAL, by=by)
    asked = [q["sql"] for q in captured if "SAVEPOINT" not in q["sql"]]
    assert len(asked) <= 8, "\n".join(sql[:150] for sql in asked)
    assert Entry.objects.count() == before + len(SEVERAL)
    found = records.read(opened)
    assert found.is_whole
    assert [type(found.by_id(each).content) for each in ids] == [type(c) for c in SEVERAL]
    assert check(house.organisation) > before


def test_a_record_may_be_named_before_it_is_written(house: House, dossier: Dossier) -> None:
    by, named = house.keyring("Camille"), [uuid4(), uuid4()]
    notes = (SEVERAL[0], SEVERAL[3])
    assert records.write_all(by.writing(dossier.pk), notes, by=by, ids=named) == named
    found = records.read(open_it(house, dossier), ThreadEntry)
    assert [e.id for e in found.of(ThreadEntry)] == named
    with pytest.raises(IntegrityError), transaction.atomic():
        records.write_all(by.writing(dossier.pk), notes, by=by, ids=named)


def test_nothing_is_written_when_one_of_the_compartments_is_spoiled(
    house: House, dossier: Dossier
) -> None:
    write(house, dossier, *SEVERAL)
    spoil(dossier, NOTES)
    before = models.Record.objects.count(), Entry.objects.count()
    with pytest.raises(Damaged):
        write(house, dossier, *SEVERAL)
    assert (models.Record.objects.count(), Entry.objects.count()) == before
    assert write(house, dossier) == []


def test_a_head_follows_each_write(house: House, dossier: Dossier) -> None:
    write(house, dossier, *SEVERAL)
    heads = models.HeadRow.objects.filter(container_id=dossier.pk, compartment=NOTES)
    first = heads.get()
    write(house, dossier, SEVERAL[0])
    assert heads.get().counter == first.counter + 1
    assert heads.get().pk == first.pk
    assert records.read(open_it(house, dossier)).is_whole


def test_versions_are_those_of_one_record(house: House, dossier: Dossier) -> None:
    first, *_ = write(house, dossier, *SEVERAL)
    by = house.keyring("Camille")
    again = ThreadEntry(OPENED_ON, Mode.PHONE, text="un appel, corrigé")
    records.write(by.writing(dossier.pk), again, by=by, record=first, based_on=1)
    opened = open_it(house, dossier)
    assert [v.content.text for v in records.versions(opened, first)] == [
        "un appel, corrigé",
        "un appel",
    ]
    assert records.versions(opened, uuid4()) == []
