"""Someone is in danger: two agents read dates and how to call, and nothing else, for some hours."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from entrenous.continuity import danger, danger_notices, sheets
from entrenous.continuity.codes import DANGER_HOURS, DangerState, Told
from entrenous.continuity.contents import DutyHalf, LeadHalf, WhatIsDue
from entrenous.continuity.errors import AlreadyHeld, NoSheet, NotOneOfTwo, NotYours, Over
from entrenous.continuity.models import DangerAccess, DueSheet
from entrenous.custody.codes import Audience
from entrenous.dossiers.actions import change_card, open_dossier
from entrenous.dossiers.contents import PersonCard, ReceptionCard
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from tests.continuity.planned import SECRET, STEP, today, with_a_step
from tests.dossiers.opened import dossier_of
from tests.people import House

REASON = "Menaces au guichet ce matin, elle n’est pas rentrée."
RULE = "Appeler entre 9 h et 11 h, ne jamais laisser de message."


def prepared(house: House, name: str = "Sarr-Fictif") -> Dossier:
    """A dossier of Camille's with a safe-contact rule, a step due, and its sheet."""
    dossier = dossier_of(house, "Camille", name)
    camille = house.keyring("Camille")
    with transaction.atomic():
        opened = camille.writing(dossier.pk)
        known = records.read(opened, ReceptionCard).one(ReceptionCard)
        assert known is not None
        records.write(opened, ReceptionCard("Awa", RULE), by=camille, record=known.id)
    with_a_step(house, dossier)
    sheets.ensure(camille, dossier)
    return dossier


def asked(house: House, dossier: Dossier, who: str = "Sacha", second: str = "Ines") -> DangerAccess:
    number = str(dossier.pk)[:8]
    return danger.ask(house.keyring(who), number, house.agents[second], REASON)


def confirmed(
    house: House, dossier: Dossier, who: str = "Sacha", second: str = "Ines"
) -> DangerAccess:
    row = asked(house, dossier, who, second)
    danger.confirm(house.keyring(second), row)
    return DangerAccess.objects.get(pk=row.pk)


def test_two_agents_read_dates_and_the_rule_and_no_word_of_the_dossier(house: House) -> None:
    dossier = prepared(house)
    row = confirmed(house, dossier)
    found = danger.read(house.keyring("Sacha"), row)
    assert found.contact.rule == RULE
    assert found.contact.called_name == "Awa SARR-FICTIF"
    assert [(line.kind, line.what) for line in found.due] == [("next_step", "")]
    assert STEP not in repr(found)
    assert SECRET not in repr(found)


def test_a_lead_may_ask_and_the_duty_desk_confirm(house: House) -> None:
    dossier = prepared(house)
    row = confirmed(house, dossier, "Ines", "Sacha")
    assert danger.read(house.keyring("Ines"), row).contact.rule == RULE


@pytest.mark.parametrize(
    ("who", "second"), [("Sacha", "Alix"), ("Ines", "Rachel"), ("Rachel", "Ines")]
)
def test_two_of_the_same_side_or_of_none_are_not_two(house: House, who: str, second: str) -> None:
    with pytest.raises(NotOneOfTwo):
        asked(house, prepared(house), who, second)
    assert not DangerAccess.objects.exists()


def test_nobody_is_her_own_second_and_who_holds_it_opens_it_as_every_day(house: House) -> None:
    dossier = prepared(house)
    with pytest.raises(NotOneOfTwo):
        asked(house, dossier, "Sacha", "Sacha")
    with pytest.raises(AlreadyHeld):
        asked(house, dossier, "Camille", "Ines")


def test_neither_half_opens_anything_alone(house: House) -> None:
    dossier = prepared(house)
    asked(house, dossier)
    sheet = DueSheet.objects.get().pk
    for who, kind, other in (("Sacha", DutyHalf, LeadHalf), ("Ines", LeadHalf, DutyHalf)):
        opened = house.keyring(who).open(sheet, Act.DANGER_READ)
        assert records.read(opened, kind).one(kind)
        assert records.read(opened, other, WhatIsDue).records == []
        with pytest.raises(KeyNotHeld):
            house.keyring(who).open(dossier.pk, Act.DOSSIER_OPENED)


def test_the_asker_reads_nothing_before_the_second_says_yes(house: House) -> None:
    dossier = prepared(house)
    row = asked(house, dossier)
    with pytest.raises(Over):
        danger.read(house.keyring("Sacha"), row)
    for who in ("Alix", "Sacha", "Rachel"):
        with pytest.raises(NotOneOfTwo):
            danger.confirm(house.keyring(who), row)
    danger.close(house.keyring("Ines"), row)
    row.refresh_from_db()
    assert danger.state_of(row) is DangerState.REFUSED
    with pytest.raises(Over):
        danger.confirm(house.keyring("Ines"), row)


def test_it_is_over_by_itself_and_the_half_is_gone(house: House) -> None:
    row = confirmed(house, prepared(house))
    later = timezone.now() + timedelta(hours=DANGER_HOURS, minutes=1)
    with time_machine.travel(later, tick=False):
        with pytest.raises(Over):
            danger.read(house.keyring("Sacha"), row)
        danger.forget_old()
        row.refresh_from_db()
        assert row.half_box is None
        assert danger.state_of(row) is DangerState.OVER


def test_a_request_that_nobody_confirms_lapses(house: House) -> None:
    row = asked(house, prepared(house))
    with time_machine.travel(timezone.now() + timedelta(hours=3), tick=False):
        with pytest.raises(Over):
            danger.confirm(house.keyring("Ines"), row)
        assert danger.state_of(row) is DangerState.LAPSED


def test_the_second_and_the_others_read_nothing(house: House) -> None:
    row = confirmed(house, prepared(house))
    for who in ("Ines", "Alix", "Rachel", "Lou"):
        with pytest.raises(KeyNotHeld):
            danger.read(house.keyring(who), row)


def test_each_step_is_journaled_on_the_dossier(house: House) -> None:
    dossier = prepared(house)
    row = confirmed(house, dossier)
    danger.read(house.keyring("Sacha"), row)
    acts = list(
        Entry.objects.filter(container=dossier.pk, act__startswith="danger.")
        .order_by("seq")
        .values_list("act", flat=True)
    )
    assert acts == [Act.DANGER_ASKED, Act.DANGER_CONFIRMED, Act.DANGER_READ]


def test_a_protected_dossier_is_read_in_danger_too(house: House) -> None:
    dossier = prepared(house)
    camille = house.keyring("Camille")
    known = records.read(camille.open(dossier.pk, Act.DOSSIER_OPENED), PersonCard).one(PersonCard)
    assert known is not None
    card = PersonCard(family_name="Sarr-Fictif", given_name="Awa", is_protected=True)
    change_card(camille, dossier, card, based_on=known.version, safe_rule=RULE)
    assert sheets.keep_up(camille, most=5) == 1
    row = confirmed(house, dossier)
    assert danger.read(house.keyring("Sacha"), row).contact.rule == RULE


def test_what_changes_while_it_is_read_is_read(house: House) -> None:
    dossier = prepared(house)
    row = confirmed(house, dossier)
    with_a_step(house, dossier, in_days=5)
    assert sheets.keep_up(house.keyring("Camille"), most=5) == 1
    assert len(danger.read(house.keyring("Sacha"), row).due) == 2


def test_halves_are_drawn_again_once_it_is_over(house: House) -> None:
    dossier = prepared(house)
    row = confirmed(house, dossier)
    camille = house.keyring("Camille")

    def half() -> str:
        opened = camille.open(DueSheet.objects.get().pk, Act.DANGER_READ)
        known = records.read(opened, DutyHalf).one(DutyHalf)
        assert known is not None
        return known.content.half

    before = half()
    danger.close(house.keyring("Sacha"), row)
    with_a_step(house, dossier, in_days=6)
    sheets.keep_up(camille, most=5)
    assert half() != before


@pytest.mark.parametrize("number", ["", "1234", "zzzzzzzz", "00000000", "ffffffff-ffff"])
def test_a_number_that_leads_nowhere_says_nothing_of_anyone(house: House, number: str) -> None:
    prepared(house)
    with pytest.raises(NoSheet):
        danger.ask(house.keyring("Sacha"), number, house.agents["Ines"], REASON)


def test_a_dossier_without_a_sheet_is_no_dossier_here(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    with pytest.raises(NoSheet):
        asked(house, dossier)


def test_an_agent_who_bears_the_name_of_the_person_reads_nothing(house: House) -> None:
    sacha, camille = house.agents["Sacha"], house.keyring("Camille")
    card = PersonCard(family_name=sacha.family_name, given_name=sacha.given_name)
    hers = open_dossier(camille, card, secteur=house.secteur)
    sheets.ensure(camille, hers)
    row = confirmed(house, hers)
    with pytest.raises(KeyNotHeld):
        danger.read(house.keyring("Sacha"), row)


def test_three_are_told_and_each_says_so(house: House) -> None:
    row = confirmed(house, prepared(house))
    camille = house.keyring("Camille")
    waiting = list(danger_notices.waiting(camille))
    assert {n.audience for n in waiting} == {Audience.REFERENT, Audience.PERSON}
    assert all(n.due_at <= timezone.now() + timedelta(hours=24) for n in waiting)
    hers = next(n for n in waiting if n.audience == Audience.REFERENT)
    person = next(n for n in waiting if n.audience == Audience.PERSON)
    with pytest.raises(NotYours):
        danger_notices.give(house.keyring("Sacha"), hers, on=today())
    danger_notices.give(camille, hers, on=today())
    danger_notices.give(camille, person, way=Told.TALK, on=today())
    assert not danger_notices.waiting(camille).exists()
    dpo = row.notices.select_related("access__dossier").get(audience=Audience.DPO)
    with pytest.raises(NotYours):
        danger_notices.give(camille, dpo, on=today())


def test_the_legal_desk_puts_the_person_off_until_a_day_and_it_comes_back(house: House) -> None:
    house.open_group("legal_desk", "Lou")
    dossier = prepared(house)
    row = confirmed(house, dossier)
    person = row.notices.select_related("access__dossier").get(audience=Audience.PERSON)
    until = today() + timedelta(days=10)
    with pytest.raises(NotYours):
        danger_notices.bar(house.keyring("Camille"), person, until=until, reason="…")
    danger_notices.bar(house.keyring("Lou"), person, until=until, reason="Enquête en cours.")
    camille = house.keyring("Camille")
    audiences = {n.audience for n in danger_notices.waiting(camille)}
    assert audiences == {Audience.REFERENT}
    assert danger_notices.barred_until(dossier.pk) == until
    assert {n.audience for n in danger_notices.waiting(house.keyring("Lou"))} == {Audience.DPO}
    with time_machine.travel(timezone.now() + timedelta(days=10), tick=False):
        assert danger_notices.waiting(camille).filter(audience=Audience.PERSON).exists()
        assert danger_notices.barred_until(dossier.pk) is None


def test_the_legal_desk_may_be_the_second(house: House) -> None:
    house.open_group("legal_desk", "Lou")
    row = confirmed(house, prepared(house), "Sacha", "Lou")
    assert danger.read(house.keyring("Sacha"), row).contact.rule == RULE


def test_who_may_be_asked_is_of_the_other_side(house: House) -> None:
    assert [a.given_name for a in danger.seconds_for(house.keyring("Sacha"))] == ["Ines"]
    assert {a.given_name for a in danger.seconds_for(house.keyring("Ines"))} == {
        "Camille", "Alix", "Sacha",
    }  # fmt: skip
    assert danger.seconds_for(house.keyring("Rachel")) == []
