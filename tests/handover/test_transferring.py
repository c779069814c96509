"""Dossiers passed on in steps: who opens before, during and after; what fails stops nothing."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from entrenous.dossiers import households, merging, sharing, support
from entrenous.dossiers.contents import SharedExtract, SharedHousehold
from entrenous.dossiers.models import Dossier
from entrenous.handover import queries, transferring
from entrenous.handover.codes import Refusal, State
from entrenous.handover.errors import AlreadyStarted, NotFollowing, NothingChosen
from entrenous.handover.models import Batch, HandedDossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import certificates, containers, models, records
from entrenous.keyring.certificates import NotCertified
from entrenous.keyring.errors import KeyNotHeld, VaultClosed
from entrenous.reception import agenda
from entrenous.reception.agenda import Slot
from entrenous.reception.models import Appointment
from tests.altered import altered
from tests.dossiers.opened import OPENED_ON, dossier_of
from tests.gateway.letters import DEPUTY_MAYOR, entered
from tests.handover.handing import passed_on, prepared
from tests.people import House


def several(house: House, count: int = 3) -> list[Dossier]:
    return [dossier_of(house, "Camille", f"Sarr-Fictif-{n}") for n in range(count)]


def opens(house: House, who: str, dossier: Dossier) -> bool:
    try:
        house.keyring(who).open(dossier.pk, Act.DOSSIER_OPENED)
    except KeyNotHeld:
        return False
    return True


def damage(dossier: Dossier) -> None:
    row = models.Record.objects.filter(container_id=dossier.pk).earliest("pk")
    models.Record.objects.filter(pk=row.pk).update(blob=altered(row.blob))


def refusals(batch: Batch) -> dict[object, str]:
    rows = batch.lines.filter(state=State.REFUSED)
    return dict(rows.values_list("dossier", "refusal"))


def test_each_goes_whole_and_the_outgoing_one_opens_nothing(house: House) -> None:
    dossiers = several(house)
    done = passed_on(house, *dossiers)
    assert (done.done, done.waiting, done.refused) == (3, 0, 0)
    for dossier in dossiers:
        dossier.refresh_from_db()
        assert dossier.referent == house.agents["Alix"]
        assert opens(house, "Alix", dossier)
        assert not opens(house, "Camille", dossier)
    assert Entry.objects.filter(act=Act.HANDOVER_STARTED).count() == 1
    assert Batch.objects.get().ended_at is not None


def test_a_relais_keeps_the_key_and_lent_extracts_come_back(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    sharing.add_co_holder(camille, dossier, house.agents["Sacha"], told_on=OPENED_ON)
    lent = support.lend(camille, dossier, SharedExtract("a", "b"), to=house.agents["Ines"])
    passed_on(house, dossier)
    assert opens(house, "Sacha", dossier)
    assert not house.keyring("Ines").holds(lent.pk)
    assert not house.keyring("Camille").holds(lent.pk)


def test_what_is_linked_follows(house: House) -> None:
    first, second = several(house, 2)
    camille = house.keyring("Camille")
    shared = households.link(camille, first, second, SharedHousehold("un couple", "", OPENED_ON))
    passed_on(house, first, second)
    assert house.keyring("Alix").holds(shared.pk)
    assert not house.keyring("Camille").holds(shared.pk)


def test_a_third_partys_request_follows_its_dossier(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    request = entered(house, DEPUTY_MAYOR, dossier=dossier)
    assert camille.holds(request.pk)
    passed_on(house, dossier)
    assert house.keyring("Alix").holds(request.pk)
    assert not house.keyring("Camille").holds(request.pk)


def test_appointments_to_come_change_agenda_unless_the_hour_is_taken(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
    free = agenda.book(house.agents["Camille"], Slot(start), by=camille, dossier=dossier.pk)
    clash = Slot(start + timedelta(days=1))
    stays = agenda.book(house.agents["Camille"], clash, by=camille, dossier=dossier.pk)
    agenda.book(house.agents["Alix"], clash, by=house.keyring("Alix"))
    passed_on(house, dossier)
    agents = dict(
        Appointment.objects.filter(dossier=dossier).values_list("pk", "agent__given_name")
    )
    assert agents == {free.pk: "Alix", stays.pk: "Camille"}


def test_one_that_fails_says_why_and_the_others_go_on(house: House) -> None:
    good, damaged, gone, merged = several(house, 4)
    kept = dossier_of(house, "Camille", "Gardé-Fictif")
    batch = prepared(house, [good, damaged, gone, merged])
    camille = house.keyring("Camille")
    damage(damaged)
    sharing.transfer(camille, gone, house.agents["Sacha"])
    merging.merge(camille, merged, into=kept)
    found = transferring.advance(house.keyring("Camille"), batch, seconds=60)
    assert (found.done, found.waiting, found.refused) == (1, 0, 3)
    assert refusals(batch) == {
        damaged.pk: Refusal.DAMAGED, gone.pk: Refusal.GONE, merged.pk: Refusal.MERGED,
    }  # fmt: skip
    assert opens(house, "Camille", damaged)
    assert opens(house, "Sacha", gone)


def test_what_is_damaged_beside_a_dossier_is_told_apart(house: House) -> None:
    first, second = several(house, 2)
    camille = house.keyring("Camille")
    shared = households.link(camille, first, second, SharedHousehold("un couple", "", OPENED_ON))
    batch = prepared(house, [first, second])
    row = models.Record.objects.get(container_id=shared.pk)
    models.Record.objects.filter(pk=row.pk).update(blob=altered(row.blob))
    transferring.advance(house.keyring("Camille"), batch, seconds=60)
    # The first one leaves the household to both holders; the second would take it from one.
    assert Refusal.BESIDE in refusals(batch).values()
    for dossier in (first, second):
        dossier.refresh_from_db()
        assert opens(house, dossier.referent.given_name, dossier)


def test_a_mended_dossier_is_tried_again(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    batch = prepared(house, [dossier])
    damage(dossier)
    camille = house.keyring("Camille")
    assert transferring.advance(camille, batch).refused == 1
    transferring.try_again(camille, batch)
    assert transferring.advance(camille, batch).refused == 1
    with transaction.atomic():
        records.accept_constat(camille.writing(dossier.pk), by=camille)
    transferring.try_again(camille, batch)
    assert transferring.advance(camille, batch).done == 1
    assert opens(house, "Alix", dossier)


def test_the_colleague_must_follow_dossiers_with_certified_keys(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    newcomer = house.enrol("Nadia", "social_worker", certified=False)
    for to, refused in (
        (newcomer, NotCertified), (house.agents["Ines"], NotFollowing),
        (house.agents["Camille"], KeyNotHeld),
    ):  # fmt: skip
        with pytest.raises(refused):
            transferring.prepare(camille, [dossier.pk], to)
    assert not Batch.objects.exists()


def test_a_certificate_withdrawn_in_the_middle_holds_up_what_is_left(house: House) -> None:
    dossiers = several(house, 2)
    batch, camille = prepared(house, dossiers), house.keyring("Camille")
    assert transferring.advance(camille, batch, seconds=0).done == 1
    certificates.revoke(house.organisation.pk, house.agents["Alix"].pk)
    found = transferring.advance(camille, batch, seconds=60)
    assert found.is_held_up
    assert (found.done, found.waiting) == (1, 1)
    transferring.stop(camille, batch)
    left = [d for d in dossiers if opens(house, "Camille", d)]
    assert len(left) == 1
    again = passed_on(house, *left, to="Sacha")
    assert again.done == 1


def test_only_hers_only_once_and_only_started(house: House) -> None:
    mine, other = dossier_of(house, "Camille"), dossier_of(house, "Alix")
    camille = house.keyring("Camille")
    with pytest.raises(NothingChosen):
        transferring.prepare(camille, [other.pk], house.agents["Alix"])
    batch = transferring.prepare(camille, [mine.pk, other.pk], house.agents["Alix"])
    assert transferring.advance(camille, batch).done == 0, "nothing before it is started"
    elsewhere = transferring.prepare(camille, [mine.pk], house.agents["Sacha"])
    assert not Batch.objects.filter(pk=batch.pk).exists()
    transferring.start(camille, elsewhere)
    with pytest.raises(AlreadyStarted):
        transferring.prepare(camille, [mine.pk], house.agents["Alix"])
    with pytest.raises(AlreadyStarted):
        transferring.take_out(camille, elsewhere, mine.pk)
    with pytest.raises(KeyNotHeld):
        transferring.advance(house.keyring("Sacha"), elsewhere)
    with pytest.raises(VaultClosed):
        transferring.advance(house.closed("Camille"), elsewhere)


def test_a_second_window_passes_nothing_on_twice(house: House) -> None:
    dossiers = several(house, 2)
    batch = prepared(house, dossiers)
    line = batch.lines.earliest("pk")
    transferring.advance(house.keyring("Camille"), batch, seconds=0)
    transferring._pass_on(house.keyring("Camille"), batch, line)
    assert HandedDossier.objects.get(pk=line.pk).state == State.DONE
    assert transferring.advance(house.keyring("Camille"), batch, seconds=60).done == 2


def test_she_says_which_sheets_she_read(house: House) -> None:
    first, second = several(house, 2)
    passed_on(house, first, second)
    alix = house.keyring("Alix")
    assert queries.unread(alix) == 2
    assert [row.name for row in queries.received(alix)] == [
        "SARR-FICTIF-0 Awa", "SARR-FICTIF-1 Awa",
    ]  # fmt: skip
    assert transferring.acknowledge(alix, [first.pk]) == 1
    assert transferring.acknowledge(alix, [first.pk]) == 0
    assert transferring.acknowledge(house.keyring("Sacha"), [second.pk]) == 0
    assert queries.unread(alix) == 1
    assert Entry.objects.filter(act=Act.HANDOVER_READ, container=first.pk).count() == 1


def test_the_rows_of_a_batch_hold_ids_states_and_days_only() -> None:
    for model in (Batch, HandedDossier):
        kinds = {f.get_internal_type() for f in model._meta.get_fields() if hasattr(f, "attname")}
        assert kinds <= {
            "UUIDField", "ForeignKey", "DateField", "DateTimeField", "CharField", "BigAutoField",
        }  # fmt: skip
        for field in model._meta.get_fields():
            assert getattr(field, "choices", None) or field.get_internal_type() != "CharField"


def test_a_relais_takes_over_once_the_account_is_closed(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    sharing.add_co_holder(camille, dossier, house.agents["Alix"], told_on=OPENED_ON)
    with pytest.raises(KeyNotHeld):
        sharing.take_over(house.keyring("Alix"), dossier)
    house.agents["Camille"].is_active = False
    house.agents["Camille"].save(update_fields=["is_active"])
    with pytest.raises(KeyNotHeld):
        sharing.take_over(house.keyring("Sacha"), dossier)
    sharing.take_over(house.keyring("Alix"), dossier)
    dossier.refresh_from_db()
    assert dossier.referent == house.agents["Alix"]
    assert house.agents["Camille"].pk not in containers.whole_holders(dossier.pk)
