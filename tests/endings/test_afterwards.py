"""What was written before stays folded until she says yes; the last contact is with her."""

from datetime import date
from uuid import uuid4

import pytest

from entrenous.dossiers import closing, former, no_contact
from entrenous.dossiers.codes import AskedBy, Doing, Domain, EndingReason, Mode
from entrenous.dossiers.contents import (
    DomainAssessment,
    PersonCard,
    PlanReview,
    Reopening,
    Synthesis,
    ThreadEntry,
)
from entrenous.dossiers.last_contact import last_contact
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.search import search
from entrenous.dossiers.thread import write_entry
from entrenous.endings import actions as endings
from entrenous.endings import afterwards
from entrenous.endings.codes import Later, Told
from entrenous.endings.errors import AlreadySaid
from entrenous.endings.queries import agrees_to_questionnaire
from entrenous.endings.queries import last_contact as contact_but_attempts
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import records
from entrenous.keyring.kinds import code_of
from entrenous.keyring.records import DamagedRecord, OpenRecord, Reading
from entrenous.statistics.actions import give_form
from tests.dossiers.opened import OPENED_ON, dossier_of
from tests.endings.made import ago, proposed, tried
from tests.people import House

BEFORE, ENDED, AGAIN, SINCE = date(2026, 2, 1), date(2026, 3, 1), date(2026, 6, 1), date(2026, 7, 1)


def reopened(house: House, *, agrees: bool) -> Dossier:
    """Ended in March, taken up again in June, with her answer; one entry before, one after."""
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    write_entry(camille, dossier, ThreadEntry(BEFORE, Mode.OFFICE, text="mimosa"))
    closing.end(camille, dossier, on=ENDED, reason=EndingReason.MUTUAL)
    closing.take_up_again(camille, dossier, on=AGAIN, former_may_be_read=agrees)
    write_entry(camille, dossier, ThreadEntry(SINCE, Mode.OFFICE, text="mimosa encore"))
    return dossier


def reading(house: House, dossier: Dossier) -> Reading:
    return records.read(house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED))


def found(house: House) -> list[str]:
    snippets = [s for f in search(house.keyring("Camille"), "mimosa") for s in f.snippets]
    contents = [s.record.content for s in snippets]
    return sorted(str(c.on) for c in contents if isinstance(c, ThreadEntry))


def test_until_she_agrees_neither_thread_nor_search_has_it(house: House) -> None:
    dossier = reopened(house, agrees=False)
    whole = reading(house, dossier)
    assert former.folded_before(whole) == AGAIN
    kept = former.fold(whole, AGAIN)
    assert [e.content.on for e in kept.of(ThreadEntry)] == [SINCE]
    assert kept.one(PersonCard) is not None
    assert found(house) == [str(SINCE)]
    camille = house.keyring("Camille")
    afterwards.answer_former(camille, dossier, on=SINCE, agrees=True)
    assert former.folded_before(reading(house, dossier)) is None
    assert found(house) == [str(BEFORE), str(SINCE)]
    assert Entry.objects.filter(container=dossier.pk, act=Act.FORMER_UNFOLDED).count() == 1
    with pytest.raises(AlreadySaid):
        afterwards.answer_former(camille, dossier, on=SINCE, agrees=True)
    afterwards.answer_former(camille, dossier, on=SINCE, agrees=False)
    assert found(house) == [str(SINCE)]


def test_her_yes_at_the_reopening_folds_nothing(house: House) -> None:
    dossier = reopened(house, agrees=True)
    assert former.folded_before(reading(house, dossier)) is None


def opened(content: object, on: date) -> OpenRecord[object]:
    return OpenRecord(uuid4(), 1, uuid4(), on, content)


def test_what_has_no_day_is_folded_by_the_day_it_was_written() -> None:
    assessed = DomainAssessment(Domain.HOUSING, facts="x")
    for content in (assessed, Synthesis("x")):
        assert former.is_folded(opened(content, BEFORE), AGAIN)
        assert not former.is_folded(opened(content, AGAIN), AGAIN)
        assert not former.is_folded(opened(content, BEFORE), None)
    assert former.is_folded(opened(PlanReview(BEFORE), SINCE), AGAIN)
    assert not former.is_folded(opened(PersonCard("A"), BEFORE), AGAIN)


def test_the_latest_answer_counts_and_one_that_does_not_open_folds_all() -> None:
    no = opened(Reopening("a", BEFORE, consent=False), BEFORE)
    yes = opened(Reopening("b", AGAIN, consent=True), AGAIN)
    assert former.folded_before(Reading([no])) == BEFORE
    assert former.folded_before(Reading([yes, no])) is None
    damaged = DamagedRecord(no.id, 1, code_of(Reopening), BEFORE)
    assert former.folded_before(Reading([yes], [damaged])) == date.max


def test_a_call_about_an_ended_dossier_is_no_contact(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    stretches = dossier.accompagnements.all()
    assert last_contact(reading(house, dossier), stretches) == OPENED_ON
    for on, mode, doing in (
        (BEFORE, Mode.PHONE, Doing.CALL),
        (date(2026, 2, 5), Mode.THIRD_PARTY, Doing.INTERVIEW),
        (date(2026, 2, 6), Mode.OFFICE, Doing.MEETING),
        (date(2026, 5, 1), Mode.PHONE, Doing.CALL),
    ):
        if on > ENDED and dossier.accompagnements.filter(closed_on=None).exists():
            closing.end(camille, dossier, on=ENDED, reason=EndingReason.MUTUAL)
        write_entry(camille, dossier, ThreadEntry(on, mode, doing=doing))
    assert last_contact(reading(house, dossier), dossier.accompagnements.all()) == BEFORE


def test_an_attempt_she_did_not_answer_is_no_contact(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    first = tried(house, dossier, Mode.PHONE, ago(30))
    other = tried(house, dossier, Mode.MESSAGE, ago(20))
    stretches = dossier.accompagnements.all()
    assert contact_but_attempts(reading(house, dossier), stretches) == ago(20)
    proposed(house, dossier, reason=EndingReason.NO_NEWS, attempts=(first, other))
    assert contact_but_attempts(reading(house, dossier), stretches) == OPENED_ON


def test_a_questionnaire_is_only_for_who_said_yes_and_may_be_contacted(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    assert not agrees_to_questionnaire(reading(house, dossier))
    proposed(house, dossier)
    give_form(given=True, by=house.keyring("Ada"))
    said = endings.Telling(Told.INTERVIEW, ago(5), later=Later.YES)
    endings.tell(camille, dossier, said, based_on=1)
    assert agrees_to_questionnaire(reading(house, dossier))
    no_contact.leave_alone(camille, dossier, asked_by=AskedBy.PERSON, on=ago(1))
    assert not agrees_to_questionnaire(reading(house, dossier))
    no_contact.contact_again(camille, dossier)
    afterwards.withdraw_questionnaire(camille, dossier, on=ago(0))
    assert not agrees_to_questionnaire(reading(house, dossier))
