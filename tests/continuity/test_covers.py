"""The cover of an absence: what opens, from which day to which, and what never does."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from entrenous.continuity import covers, queries, sheets, words
from entrenous.continuity.codes import CoverState, Scope, Told
from entrenous.continuity.contents import WhatIsDue
from entrenous.continuity.errors import BadCover, NothingChosen, NotYours, Over, SameName
from entrenous.continuity.models import Cover, CoveredDossier, DueSheet
from entrenous.dossiers import sharing
from entrenous.dossiers.actions import open_dossier
from entrenous.dossiers.codes import Mode
from entrenous.dossiers.contents import PersonCard, ThreadEntry
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.thread import write_entry
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import containers, models, records, rotation
from entrenous.keyring.errors import KeyNotHeld
from entrenous.vault.containers import Compartment
from tests.continuity.planned import DAY, SECRET, STEP, planned, today, with_a_step
from tests.dossiers.opened import contents, dossier_of
from tests.people import House


def opens(house: House, who: str, dossier: Dossier) -> bool:
    try:
        return bool(contents(house, who, dossier, PersonCard))
    except KeyNotHeld:
        return False


def shown(house: House, cover: Cover, who: str = "Alix") -> list[WhatIsDue]:
    found = queries.shown_to_cover(house.keyring(who), Cover.objects.get(pk=cover.pk))
    return [each.due for each in found if each.due is not None]


def acts(dossier: Dossier) -> list[str]:
    return list(Entry.objects.filter(container=dossier.pk).values_list("act", flat=True))


def in_days(days: int) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def test_a_whole_cover_opens_the_dossier_between_its_days_only(house: House) -> None:
    dossier, other = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Autre-Fictif")
    planned(house, Scope.WHOLE, dossier, first=1, last=2)
    found = []
    for days in range(4):
        with in_days(days):
            found.append(opens(house, "Alix", dossier))
            assert not opens(house, "Alix", other)
    assert found == [False, True, True, False]


def test_a_cover_of_dates_reads_what_is_due_and_opens_nothing_of_the_dossier(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    with_a_step(house, dossier)
    cover = planned(house, Scope.DATES, dossier)
    [due] = shown(house, cover)
    assert [(line.on, line.what) for line in due.due] == [(today() + 2 * DAY, STEP)]
    assert due.contact.called_name == "Awa SARR-FICTIF"
    assert SECRET not in repr(due)
    assert not opens(house, "Alix", dossier)
    sheet = house.keyring("Alix").open(DueSheet.objects.get().pk, Act.LIST_OPENED)
    assert sheet.covers(Compartment.PLAN)
    with pytest.raises(KeyNotHeld):
        _ = sheet.whole


def test_a_cover_of_dates_that_is_over_reads_nothing(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    with_a_step(house, dossier)
    cover = planned(house, Scope.DATES, dossier, last=1)
    with in_days(2):
        assert shown(house, cover) == []


def test_the_sheet_follows_what_is_written_in_the_dossier(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    cover = planned(house, Scope.DATES, dossier)
    assert shown(house, cover)[0].due == ()
    assert sheets.keep_up(house.keyring("Camille"), most=5) == 0
    with_a_step(house, dossier)
    assert sheets.keep_up(house.keyring("Camille"), most=5) == 1
    assert [line.what for line in shown(house, cover)[0].due] == [STEP]
    assert sheets.stale(house.keyring("Camille")) == []


def test_each_reading_is_journaled_on_the_dossier_before_it_is_shown(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    cover = planned(house, Scope.DATES, dossier)
    shown(house, cover)
    entry = Entry.objects.get(container=dossier.pk, act=Act.COVER_READ)
    assert (entry.actor, entry.about) == (house.agents["Alix"].pk, house.agents["Camille"].pk)
    assert Act.COVER_PLANNED in acts(dossier)


def test_coming_back_takes_the_keys_at_once_and_renews_step_by_step(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    cover = planned(house, Scope.WHOLE, dossier)
    assert opens(house, "Alix", dossier)
    camille = house.keyring("Camille")
    covers.end(camille, cover)
    assert not opens(house, "Alix", dossier)
    assert models.Container.objects.get(pk=dossier.pk).epoch == 1
    assert covers.carry_on(camille) == 1
    assert models.Container.objects.get(pk=dossier.pk).epoch == 2
    assert covers.carry_on(camille) == 0
    assert opens(house, "Camille", dossier)
    assert Act.COVER_ENDED in acts(dossier)
    with pytest.raises(Over):
        covers.end(camille, cover)


def test_after_the_last_day_the_next_step_gives_a_new_key(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    planned(house, Scope.DATES, dossier, last=1)
    sheet = DueSheet.objects.get()
    with in_days(2):
        assert covers.waiting(house.keyring("Camille")).count() == 1
        covers.carry_on(house.keyring("Camille"))
        assert models.Container.objects.get(pk=sheet.pk).epoch == 2
        assert models.Container.objects.get(pk=dossier.pk).epoch == 1
        assert Act.COVER_ENDED in acts(dossier)


def test_a_cover_given_up_before_its_first_day_renews_nothing(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    cover = planned(house, Scope.WHOLE, dossier, first=5, last=8)
    camille = house.keyring("Camille")
    covers.end(camille, cover)
    covers.carry_on(camille)
    assert models.Container.objects.get(pk=dossier.pk).epoch == 1
    cover.refresh_from_db()
    assert cover.state_on(today()) is CoverState.CANCELLED
    with in_days(6):
        assert not opens(house, "Alix", dossier)


def test_a_renewal_meanwhile_serves_the_cover_to_come(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    planned(house, Scope.WHOLE, dossier, first=2, last=4)
    rotation.renew(dossier.pk, by=house.keyring("Camille"))
    with in_days(3):
        assert opens(house, "Alix", dossier)
    with in_days(5):
        assert not opens(house, "Alix", dossier)


def test_other_days_and_other_dossiers(house: House) -> None:
    dossier, other = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Autre-Fictif")
    cover = planned(house, Scope.WHOLE, dossier, first=0, last=1)
    camille = house.keyring("Camille")
    covers.change(camille, cover, starts_on=today(), ends_on=today() + 6 * DAY, dossiers=[other.pk])
    assert not opens(house, "Alix", dossier)
    covers.carry_on(camille)
    assert models.Container.objects.get(pk=dossier.pk).epoch == 2
    with in_days(5):
        assert opens(house, "Alix", other)
        assert not opens(house, "Alix", dossier)


def test_a_dossier_passed_on_is_covered_no_more(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    cover = planned(house, Scope.WHOLE, dossier)
    sharing.transfer(house.keyring("Camille"), dossier, house.agents["Sacha"])
    assert not opens(house, "Alix", dossier)
    assert opens(house, "Sacha", dossier)
    assert list(queries.live_rows(cover)) == []


def test_a_cover_who_already_holds_the_dossier_keeps_it_at_the_end(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    camille = house.keyring("Camille")
    sharing.add_co_holder(camille, dossier, house.agents["Alix"], told_on=None)
    cover = planned(house, Scope.WHOLE, dossier)
    covers.end(camille, cover)
    covers.carry_on(camille)
    assert opens(house, "Alix", dossier)


def test_a_cover_never_becomes_the_holder_that_a_departure_rests_on(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    planned(house, Scope.WHOLE, dossier)
    assert house.agents["Alix"].pk not in containers.whole_holders(dossier.pk)


@pytest.mark.parametrize("who", ["Camille", "Rachel", "Ines", "Max"])
def test_only_another_social_worker_may_cover(house: House, who: str) -> None:
    dossier = dossier_of(house, "Camille")
    with pytest.raises(BadCover):
        planned(house, Scope.DATES, dossier, colleague=who)


def test_the_dossiers_of_a_colleague_cannot_be_covered_nor_none_at_all(house: House) -> None:
    dossier = dossier_of(house, "Sacha")
    with pytest.raises(NotYours):
        planned(house, Scope.DATES, dossier)
    with pytest.raises(NothingChosen):
        planned(house, Scope.DATES)


def test_days_that_make_no_sense_are_refused(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    for first, last in ((3, 1), (-4, -1)):
        with pytest.raises(ValueError, match="ends after it starts"):
            planned(house, Scope.DATES, dossier, first=first, last=last)
    assert not Cover.objects.exists()


def test_a_person_with_the_name_of_the_cover_is_left_out(house: House) -> None:
    alix = house.agents["Alix"]
    camille = house.keyring("Camille")
    card = PersonCard(family_name=alix.family_name.upper(), given_name=alix.given_name.lower())
    hers = open_dossier(camille, card, secteur=house.secteur)
    with pytest.raises(SameName):
        planned(house, Scope.DATES, hers)


def test_telling_a_person_is_noted_once(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    cover = planned(house, Scope.DATES, dossier)
    row = cover.covered.get()
    camille = house.keyring("Camille")
    assert covers.tell(camille, cover, [row.pk], Told.TALK, on=today()) == 1
    assert covers.tell(camille, cover, [row.pk], Told.LETTER, on=today()) == 0
    row.refresh_from_db()
    assert (row.told_on, row.told_way) == (today(), Told.TALK)
    with pytest.raises(NotYours):
        covers.tell(house.keyring("Sacha"), cover, [row.pk], Told.TALK, on=today())


def test_a_word_is_left_during_the_cover_and_a_while_after(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    cover = planned(house, Scope.DATES, dossier, last=1)
    row = cover.covered.select_related("cover", "dossier").get()
    words.leave(house.keyring("Alix"), row, "Elle a rappelé : rendez-vous déplacé.")
    with in_days(10):
        words.leave(house.keyring("Alix"), row, "Ce que j’écrivais quand tout a fermé.")
    with in_days(20), pytest.raises(KeyNotHeld):
        words.leave(house.keyring("Alix"), row, "trop tard")
    camille = house.keyring("Camille")
    read = words.read(camille, words.unread(camille))
    assert {each.text for each in read} == {
        "Elle a rappelé : rendez-vous déplacé.",
        "Ce que j’écrivais quand tout a fermé.",
    }
    assert words.unread(house.keyring("Alix")) == []
    words.put_away(camille, read[0].row.pk)
    assert len(words.unread(camille)) == 1
    with pytest.raises(KeyNotHeld):
        words.put_away(house.keyring("Sacha"), read[1].row.pk)


def test_a_cover_of_dates_cannot_write_in_the_dossier(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    planned(house, Scope.DATES, dossier)
    with pytest.raises(KeyNotHeld):
        with_a_step_by(house, "Alix", dossier)


def with_a_step_by(house: House, who: str, dossier: Dossier) -> None:
    write_entry(house.keyring(who), dossier, ThreadEntry(on=today(), mode=Mode.OFFICE))


def test_keys_are_handed_over_in_steps_that_can_stop_anywhere(house: House) -> None:
    dossiers = [dossier_of(house, "Camille", f"N{n}-Fictif") for n in range(3)]
    camille = house.keyring("Camille")
    said = covers.Plan(house.agents["Alix"], Scope.WHOLE, today(), today() + DAY)
    cover = covers.plan(camille, said, [d.pk for d in dossiers])
    assert covers.carry_on(camille, seconds=0) == 1
    assert CoveredDossier.objects.filter(cover=cover, granted_on=None).count() == 2
    while covers.carry_on(camille, seconds=0):
        pass
    assert all(opens(house, "Alix", d) for d in dossiers)


def test_a_damaged_dossier_stops_none_of_the_others(house: House) -> None:
    first, second = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Autre-Fictif")
    models.Record.objects.filter(container_id=first.pk).first().delete()  # type: ignore[union-attr]
    planned(house, Scope.DATES, first, second)
    assert set(
        CoveredDossier.objects.filter(granted_on=None).values_list("dossier", flat=True)
    ) == {first.pk}


def test_the_sheet_says_nothing_that_reception_or_the_duty_desk_could_open(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    with_a_step(house, dossier)
    planned(house, Scope.DATES, dossier)
    sheet = DueSheet.objects.get().pk
    for who in ("Rachel", "Sacha", "Ines", "Lou", "Ada"):
        keyring = house.keyring(who)
        if keyring.holds(sheet):
            opened = keyring.open(sheet, Act.LIST_OPENED)
            assert records.read(opened, WhatIsDue).records == []
