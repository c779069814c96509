"""Someone puts a whole dossier back to a former day: rows and heads agree, the journal does not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from entrenous.dossiers import sharing
from entrenous.dossiers.contents import ReceptionMessage
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.thread import move_entry
from entrenous.journal.acts import Act
from entrenous.journal.queries import check
from entrenous.keyring import models, rotation, witness
from entrenous.keyring.errors import Damaged
from entrenous.reception import actions as reception_actions
from tests.browsing import client_of
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.proof.test_database_writer import ON, reading, says_damaged, wrote


class Copy:
    """All rows of one dossier at one moment, to put back later: they agree with each other."""

    TABLES = (models.Grant, models.Epoch, models.Record, models.HeadRow)

    def __init__(self, dossier: Dossier) -> None:
        self.container = models.Container.objects.get(pk=dossier.pk)
        self.rows = [list(t.objects.filter(container_id=dossier.pk)) for t in self.TABLES]

    def put_back(self) -> None:
        self.container.save()
        for table, rows in zip(self.TABLES, self.rows, strict=True):
            table.objects.filter(container_id=self.container.pk).delete()
            table.objects.bulk_create(rows)


def constat(house: House, dossier: Dossier) -> str:
    """What the page of the constat says, then carry it out."""
    client, url = client_of(house, "Camille"), reverse("dossiers:constat", args=[dossier.pk])
    said = client.get(url).content.decode()
    assert client.post(url).status_code == 302
    return said


def test_a_whole_dossier_put_back_is_said_and_writing_waits_for_a_constat(house: House) -> None:
    """Records and heads of one moment agree; the journal names a version that is not there."""
    dossier = dossier_of(house, "Camille")
    wrote(house, dossier, "avant")
    copy = Copy(dossier)
    record = wrote(house, dossier)
    assert reading(house, "Camille", dossier).is_whole
    copy.put_back()
    found = reading(house, "Camille", dossier)
    assert not found.doubtful
    assert [(each.record, each.version) for each in found.lost] == [(record, 1)]
    assert says_damaged(house, dossier)
    with pytest.raises(Damaged):
        wrote(house, dossier)
    said = constat(house, dossier)
    assert "Un écrit, version 1" in said
    assert house.agents["Camille"].display_name in said
    assert not says_damaged(house, dossier)
    wrote(house, dossier)
    assert reading(house, "Camille", dossier).is_whole
    assert check(house.organisation) > 0


def test_without_the_journal_a_dossier_put_back_goes_unseen(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = dossier_of(house, "Camille")
    copy = Copy(dossier)
    wrote(house, dossier)
    copy.put_back()
    monkeypatch.setattr(witness, "lost", lambda *_: ())
    assert not says_damaged(house, dossier)


def test_a_constat_does_not_hide_an_older_state_put_back_after_it(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    oldest = Copy(dossier)
    wrote(house, dossier, "avant")
    copy = Copy(dossier)
    wrote(house, dossier)
    copy.put_back()
    constat(house, dossier)
    assert not says_damaged(house, dossier)
    oldest.put_back()
    assert says_damaged(house, dossier)


def test_an_entry_taken_out_that_comes_back_is_said(house: House) -> None:
    dossier, other = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Autre-Fictif")
    record = wrote(house, dossier)
    copy = Copy(dossier)
    move_entry(house.keyring("Camille"), record, source=dossier, target=other)
    assert reading(house, "Camille", dossier).is_whole
    copy.put_back()
    assert record in {each.record for each in reading(house, "Camille", dossier).lost}
    assert "revenu depuis" in constat(house, dossier)
    assert not says_damaged(house, dossier)


def test_a_former_key_put_back_with_whom_it_was_taken_from_is_said(house: House) -> None:
    """Nothing was written since: only the journal knows that a colleague's key was taken back."""
    dossier, alix = dossier_of(house, "Camille"), house.agents["Alix"]
    sharing.add_co_holder(house.keyring("Camille"), dossier, alix, told_on=ON)
    copy = Copy(dossier)
    rotation.renew(dossier.pk, by=house.keyring("Camille"), without=frozenset({alix.pk}))
    assert reading(house, "Camille", dossier).is_whole
    copy.put_back()
    [gone] = reading(house, "Camille", dossier).lost
    assert gone.is_key
    assert "qui peut rouvrir ce dossier" in constat(house, dossier)
    assert not says_damaged(house, dossier)


def test_who_holds_one_compartment_still_writes_in_a_dossier_put_back(house: House) -> None:
    """Reception cannot make the constat: a message for the référente is not kept from her."""
    dossier = dossier_of(house, "Camille")
    copy = Copy(dossier)
    wrote(house, dossier)
    copy.put_back()
    message = ReceptionMessage("elle a appelé")
    reception_actions.leave_message(dossier.pk, message, by=house.keyring("Rachel"))
    found = reading(house, "Camille", dossier)
    assert [r.content for r in found.of(ReceptionMessage)] == [message]
    assert found.lost


def test_holding_a_dossier_against_the_journal_is_one_query(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    for number in range(4):
        wrote(house, dossier, f"écrit {number}")
    opened = house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED)
    with CaptureQueriesContext(connection) as seen:
        assert witness.lost(opened) == ()
    assert len(seen) == 1
