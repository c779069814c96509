"""A complaint goes where the agent concerned has no part, is answered in time, told her after."""

from uuid import uuid4

import pytest
from django.db import transaction

from entrenous.complaints import actions, queries
from entrenous.complaints.codes import Outcome
from entrenous.complaints.contents import ComplaintAnswer, ComplaintStep, ToldToAgent
from entrenous.complaints.errors import AlreadyAnswered, NobodyToTell, NoDesk, NotAnswered
from entrenous.complaints.models import Complaint
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import containers, records
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Record
from entrenous.vault.grants import Motive
from tests.complaints.entered import SAID, WHO, day, entered, with_legal_desk
from tests.people import House

ANSWER = ComplaintAnswer(day(), Outcome.CHANGED, "Une autre référente vous appellera.")
TOLD = ToldToAgent(day(), Outcome.CHANGED, "Mme Sarr préfère une autre personne.", "Awa SARR")


def test_the_leads_read_it_and_neither_who_entered_nor_whom_it_concerns(house: House) -> None:
    camille = house.agents["Camille"]
    row = entered(house, camille)
    assert row.desk == Complaint.Desk.LEADS
    assert queries.open_one(house.keyring("Ines"), row.pk).who == WHO
    for name in ("Camille", "Rachel", "Alix", "Lou", "Max", "Ada"):
        with pytest.raises(KeyNotHeld):
            queries.open_one(house.keyring(name), row.pk)
        assert not house.keyring(name).holds(row.pk)


def test_entered_by_the_agent_concerned_herself_it_is_no_longer_hers_to_read(house: House) -> None:
    row = entered(house, house.agents["Camille"], by="Camille")
    assert not house.keyring("Camille").holds(row.pk)
    with pytest.raises(KeyNotHeld):
        queries.open_one(house.keyring("Camille"), row.pk)


def test_about_a_lead_it_goes_to_the_legal_desk_without_a_ticket_for_her(house: House) -> None:
    with_legal_desk(house)
    row = entered(house, house.agents["Ines"])
    assert row.desk == Complaint.Desk.LEGAL_DESK
    assert not queries.register(house.keyring("Ines")).exists()
    with pytest.raises(KeyNotHeld):
        queries.open_one(house.keyring("Ines"), row.pk)
    assert queries.open_one(house.keyring("Lou"), row.pk).said.words == SAID.words


def test_about_a_lead_where_nobody_else_reads_nothing_is_written(house: House) -> None:
    with pytest.raises(NoDesk):
        entered(house, house.agents["Ines"])
    assert not Complaint.objects.exists()
    assert not Entry.objects.filter(act=Act.COMPLAINT_ENTERED).exists()


def test_a_worker_who_holds_the_leads_key_is_kept_away_from_it(house: House) -> None:
    """By her key as by her function: the group's key is handed to someone who is not a lead."""
    with_legal_desk(house)
    leads = house.keyring("Ines").group_ids()[0]
    with transaction.atomic():
        opened = house.keyring("Ines").writing(leads)
        recipient = Recipient(house.agents["Camille"].pk, Motive.GROUP_MEMBER)
        containers.grant(opened, recipient, by=house.keyring("Ines"))
    assert entered(house, house.agents["Camille"]).desk == Complaint.Desk.LEGAL_DESK


def test_a_key_that_came_later_opens_nothing_to_whom_it_concerns(house: House) -> None:
    row = entered(house, house.agents["Camille"])
    with transaction.atomic():
        opened = house.keyring("Ines").writing(row.pk)
        recipient = Recipient(house.agents["Camille"].pk, Motive.SHARED)
        containers.grant(opened, recipient, by=house.keyring("Ines"))
    with pytest.raises(KeyNotHeld):
        actions.answer(house.keyring("Camille"), row, ANSWER)


def test_sent_twice_it_is_entered_once(house: House) -> None:
    once = uuid4()
    first, second = entered(house, id=once), entered(house, id=once)
    assert first == second
    assert Complaint.objects.count() == 1


def test_the_delay_is_the_organisations_and_is_counted_in_days(house: House) -> None:
    row = entered(house, on=day(-20))
    assert row.due_on == day(-5)
    assert (row.waited_days, row.is_late) == (20, True)
    actions.answer(house.keyring("Ines"), row, ANSWER)
    assert not row.is_late


def test_noted_answered_then_told_and_never_before(house: House) -> None:
    ines, camille = house.keyring("Ines"), house.agents["Camille"]
    row = entered(house, camille)
    actions.note(ines, row, ComplaintStep(day(), "Appelée, elle confirme."))
    with pytest.raises(NotAnswered):
        actions.tell(ines, row, TOLD)
    actions.answer(ines, row, ANSWER)
    for act in (
        lambda: actions.answer(ines, row, ANSWER),
        lambda: actions.note(ines, row, ComplaintStep(day(), "Encore")),
    ):
        with pytest.raises(AlreadyAnswered):
            act()
    assert queries.told_ids(house.keyring("Camille")) == []
    actions.tell(ines, row, TOLD)
    told = queries.told_to(house.keyring("Camille"), row.pk)
    assert told == TOLD
    opened = house.keyring("Camille").open(row.pk, Act.COMPLAINT_OPENED)
    assert [type(r.content) for r in records.read(opened).records] == [ToldToAgent]
    with pytest.raises(KeyNotHeld):
        queries.open_one(house.keyring("Camille"), row.pk)


def test_nothing_is_kept_without_its_reasons(house: House) -> None:
    row = entered(house)
    kept = ComplaintAnswer(day(), Outcome.KEPT, "Nous ne changeons pas.")
    with pytest.raises(ValueError, match="reasons"):
        actions.answer(house.keyring("Ines"), row, kept)
    row.refresh_from_db()
    assert row.answered_on is None


def test_about_nobody_in_particular_nobody_is_told(house: House) -> None:
    row = entered(house)
    actions.answer(house.keyring("Ines"), row, ANSWER)
    with pytest.raises(NobodyToTell):
        actions.tell(house.keyring("Ines"), row, TOLD)


def test_each_opening_is_journaled_before_it_is_read(house: House) -> None:
    row = entered(house)
    queries.open_one(house.keyring("Ines"), row.pk)
    noted = Entry.objects.filter(container=row.pk).values_list("act", flat=True)
    assert {Act.COMPLAINT_ENTERED, Act.COMPLAINT_OPENED} <= set(noted)


def test_damaged_it_says_so_and_a_constat_lets_one_answer(house: House) -> None:
    row, ines = entered(house), house.keyring("Ines")
    Record.objects.filter(container_id=row.pk, kind=390).delete()
    shown = queries.open_one(ines, row.pk)
    assert not shown.reading.is_whole
    assert shown.said.words == SAID.words
    actions.carry_out_constat(ines, row)
    actions.answer(ines, row, ANSWER)
