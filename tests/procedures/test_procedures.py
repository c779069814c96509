"""Procedures: dates follow what is known, days alone in clear, nothing hidden by an old tick."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from entrenous.dossiers import closing, counts, merging
from entrenous.dossiers.codes import EndingReason
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.dossiers.queries import next_due
from entrenous.journal.acts import Act
from entrenous.keyring import containers, records
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import Damaged, EditedMeanwhile, KeyNotHeld, VaultClosed
from entrenous.keyring.rotation import renew
from entrenous.law import LawError
from entrenous.procedures import actions
from entrenous.procedures.codes import Closing, Outcome, Standing
from entrenous.procedures.contents import Counted, FollowedProcedure, Told
from entrenous.procedures.counting import count_on, counted, pending_days
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.procedures.followed import (
    EVICTION,
    HEARING,
    NOTICE,
    ON,
    PAID,
    SURVEY,
    days_due,
    facts_of,
    followed,
    read,
)


def standings(said: FollowedProcedure, today: date = ON) -> dict[str, Standing]:
    return {d.due.code: d.standing for d in count_on(said, today).dates}


# --- what is opened -------------------------------------------------------------------------------


def test_an_opened_procedure_gives_its_dates_and_their_days_in_clear(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    followed(house, dossier)
    (said,) = read(house, dossier)
    assert days_due(dossier) == [PAID, NOTICE, SURVEY, HEARING]
    assert standings(said) == {
        "fin_commandement_payer": Standing.PASSED,
        "notification_prefet": Standing.NEXT,
        "dsf_transmission": Standing.COMING,
        "reprise_loyer": Standing.COMING,
    }


def test_the_database_knows_days_ranked_by_day_and_no_step(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = followed(house, dossier)
    rows = list(DueDate.objects.filter(dossier=dossier).order_by("due_on"))
    assert {(r.kind, r.record, r.done_on) for r in rows} == {("procedure", record, None)}
    assert [r.rank for r in rows] == [0, 1, 2, 3]


def test_two_dates_of_one_day_are_one_row(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    followed(house, dossier, "expulsion", commandement_quitter="2026-04-10")
    (said,) = read(house, dossier)
    assert len(count_on(said, ON).dates) == 2
    assert days_due(dossier) == [date(2026, 6, 10)]


def test_nothing_known_gives_a_procedure_without_dates(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    actions.follow(house.keyring("Camille"), dossier, procedure="dalo", facts={})
    (said,) = read(house, dossier)
    assert count_on(said, ON).dates == ()
    assert days_due(dossier) == []


def test_sent_twice_it_is_opened_once(house: House) -> None:
    dossier, once = dossier_of(house, "Camille"), uuid4()
    facts = facts_of("expulsion", **EVICTION)
    for _ in range(2):
        record = actions.follow(
            house.keyring("Camille"), dossier, procedure="expulsion", facts=facts, record=once
        )
        assert record == once
    assert len(read(house, dossier)) == 1


def test_a_duration_beyond_the_rule_opens_nothing(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    with pytest.raises(LawError):
        followed(house, dossier, "crpe", debut="2026-01-05", duree_mois=30)
    assert read(house, dossier) == []


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Ines", "Lou"])
def test_nobody_else_opens_marks_or_reads_one(house: House, who: str) -> None:
    dossier = dossier_of(house, "Camille")
    record = followed(house, dossier)
    other = house.keyring(who)
    with pytest.raises(KeyNotHeld):
        actions.follow(other, dossier, procedure="dalo", facts={})
    with pytest.raises(KeyNotHeld):
        actions.mark(other, dossier, record, "reprise_loyer", on=HEARING, outcome=Outcome.DONE)
    seen: list[FollowedProcedure] = []
    with suppress(KeyNotHeld):  # reception and the legal desk hold another compartment
        seen = read(house, dossier, who)
    assert seen == []


def test_a_closed_vault_changes_nothing(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = followed(house, dossier)
    with pytest.raises(VaultClosed):
        actions.count_again(house.closed("Camille"), dossier, record)
    assert len(days_due(dossier)) == 4


def test_what_the_person_may_read_without_review_holds_no_procedure(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    followed(house, dossier)
    opened = camille.open(dossier.pk, Act.DOSSIER_OPENED)
    for part in (Compartment.PLAN, Compartment.PERSON):
        containers.grant(
            opened, Recipient(house.agents["Alix"].pk, Motive.CO_HOLDER, part), by=camille
        )
    assert read(house, dossier, "Alix") == []


# --- what becomes known ---------------------------------------------------------------------------


def complete(house: House, dossier: Dossier, record, based_on: int = 1, **told) -> None:
    facts = facts_of("expulsion", **(EVICTION | told))
    actions.complete(
        house.keyring("Camille"), dossier, record, facts=facts, about="", based_on=based_on
    )


def test_a_fact_that_changes_moves_its_dates_and_their_days(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = followed(house, dossier)
    complete(house, dossier, record, audience="2026-05-21")
    assert days_due(dossier) == [PAID, date(2026, 4, 9), date(2026, 5, 13), date(2026, 5, 21)]
    opened = house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED)
    assert len(records.versions(opened, record)) == 2


def test_a_mark_does_not_hide_the_date_once_it_has_moved(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = followed(house, dossier)
    actions.mark(
        house.keyring("Camille"), dossier, record, "dsf_transmission", on=SURVEY,
        outcome=Outcome.DONE,
    )  # fmt: skip
    assert days_due(dossier) == [PAID, NOTICE, HEARING]
    complete(house, dossier, record, based_on=2, audience="2026-05-21")
    (said,) = read(house, dossier)
    survey = count_on(said, ON).find("dsf_transmission")
    assert survey is not None
    assert survey.is_pending
    assert survey.outdated is not None
    assert survey.outdated.on == SURVEY
    assert date(2026, 5, 13) in days_due(dossier)


def test_two_tabs_the_second_is_told(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = followed(house, dossier)
    complete(house, dossier, record, audience="2026-05-21")
    with pytest.raises(EditedMeanwhile):
        complete(house, dossier, record, audience="2026-06-18")
    assert date(2026, 5, 21) in days_due(dossier)


def test_a_failed_write_leaves_sealed_and_clear_as_they_were(house: House, monkeypatch) -> None:
    dossier = dossier_of(house, "Camille")
    record = followed(house, dossier)

    def fail(*args, **kwargs):
        raise Damaged

    monkeypatch.setattr(actions, "_keep_due_dates", fail)
    with pytest.raises(Damaged):
        complete(house, dossier, record, audience="2026-05-21")
    (said,) = read(house, dossier)
    assert Told("audience", "2026-04-16") in said.facts
    assert days_due(dossier) == [PAID, NOTICE, SURVEY, HEARING]


# --- what becomes of a date -----------------------------------------------------------------------


def test_done_dropped_and_waiting_again(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    record = followed(house, dossier)
    for outcome, standing in ((Outcome.DONE, Standing.DONE), (Outcome.DROPPED, Standing.DROPPED)):
        for _ in range(2):  # a second click changes nothing
            actions.mark(camille, dossier, record, "reprise_loyer", on=HEARING, outcome=outcome)
        (said,) = read(house, dossier)
        assert standings(said)["reprise_loyer"] is standing
        assert HEARING not in days_due(dossier)
    actions.mark(camille, dossier, record, "reprise_loyer", on=HEARING, outcome=None)
    assert HEARING in days_due(dossier)
    opened = camille.open(dossier.pk, Act.DOSSIER_OPENED)
    assert len(records.versions(opened, record)) == 4


def test_a_date_that_is_not_on_that_day_is_not_marked(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    record = followed(house, dossier)
    for code, on in (("reprise_loyer", SURVEY), ("inconnue", HEARING)):
        with pytest.raises(KeyNotHeld):
            actions.mark(camille, dossier, record, code, on=on, outcome=Outcome.DONE)


# --- the law base changes -------------------------------------------------------------------------


def _as_counted_before(house: House, dossier: Dossier, record, on: date) -> None:
    """As it was sealed when another version of the law base counted it."""
    from django.db import transaction

    camille = house.keyring("Camille")
    with transaction.atomic():
        opened = camille.writing(dossier.pk)
        known = records.read(opened, FollowedProcedure).find(FollowedProcedure, record)
        assert known is not None
        former = tuple(
            replace(c, on=on) if c.code == "dsf_transmission" else c for c in known.content.counted
        )
        records.write(opened, replace(known.content, counted=former), by=camille, record=record)


def test_a_date_that_the_law_base_moved_says_both_days_until_it_is_taken_up(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record = followed(house, dossier)
    _as_counted_before(house, dossier, record, date(2026, 4, 2))
    (said,) = read(house, dossier)
    found = count_on(said, ON)
    survey = found.find("dsf_transmission")
    assert found.has_moved
    assert survey is not None
    assert (survey.former, survey.due.on) == (date(2026, 4, 2), SURVEY)
    actions.count_again(house.keyring("Camille"), dossier, record)
    (said,) = read(house, dossier)
    assert not count_on(said, ON).has_moved
    assert SURVEY in days_due(dossier)


def test_what_the_base_no_longer_counts_keeps_its_written_dates() -> None:
    gone = FollowedProcedure("disparue", ON, counted=(Counted("pas", HEARING),))
    found = count_on(gone, ON)
    assert "disparue" in found.refused
    assert found.gone == (Counted("pas", HEARING),)
    assert pending_days(gone) == [HEARING]


def test_a_fact_that_the_base_no_longer_knows_is_said_and_not_raised() -> None:
    said = FollowedProcedure("expulsion", ON, facts=(Told("inconnu", "2026-01-01"),))
    assert "inconnu" in count_on(said, ON).refused
    with pytest.raises(LawError):
        counted(said)


# --- it ends --------------------------------------------------------------------------------------


def test_a_closed_procedure_has_nothing_due_and_may_be_taken_up_again(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    record = followed(house, dossier)
    actions.close(camille, dossier, record, because=Closing.FINISHED, on=ON)
    assert days_due(dossier) == []
    with pytest.raises(actions.ProcedureClosed):
        complete(house, dossier, record)
    with pytest.raises(actions.ProcedureClosed):
        actions.mark(camille, dossier, record, "reprise_loyer", on=HEARING, outcome=None)
    actions.take_up_again(camille, dossier, record)
    assert len(days_due(dossier)) == 4
    assert read(house, dossier)[0].closed_because is None


def test_an_ending_closes_them_and_a_return_revives_none(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    followed(house, dossier)
    on = date(2026, 5, 4)
    closing.end(camille, dossier, on=on, reason=EndingReason.MUTUAL, summary="")
    (said,) = read(house, dossier)
    assert (said.closed_on, said.closed_because) == (on, Closing.ENDING)
    assert days_due(dossier) == []
    closing.take_up_again(camille, dossier, on=on, former_may_be_read=True)
    assert days_due(dossier) == []


def test_joined_dossiers_keep_each_procedure_its_versions_and_its_days(house: House) -> None:
    kept, double = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Double-Fictif")
    record = followed(house, double)
    complete(house, double, record, audience="2026-05-21")
    camille = house.keyring("Camille")
    merging.merge(camille, double, into=kept)
    assert len(read(house, kept)) == 1
    assert date(2026, 5, 21) in days_due(kept)
    opened = camille.open(kept.pk, Act.DOSSIER_OPENED)
    assert len(records.versions(opened, record)) == 2
    actions.mark(camille, kept, record, "reprise_loyer", on=date(2026, 5, 21), outcome=Outcome.DONE)
    assert date(2026, 5, 21) not in days_due(kept)


def test_a_renewed_key_reads_them_all(house: House) -> None:
    from django.db import transaction

    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    followed(house, dossier)
    with transaction.atomic():
        renew(dossier.pk, by=camille)
    assert len(read(house, dossier)) == 1


# --- elsewhere ------------------------------------------------------------------------------------


def test_a_list_shows_what_is_ahead_and_calls_no_past_date_late(house: House) -> None:
    today = timezone.localdate()
    dossier = dossier_of(house, "Camille")
    followed(house, dossier)  # all of its days have passed
    assert next_due([dossier.pk]) == {}
    agent = house.agents["Camille"].pk
    assert counts.due_by_agent([agent], today=today, days=7) == {}
    ahead = today + timedelta(days=300)
    DueDate.objects.filter(dossier=dossier, rank=3).update(due_on=ahead)
    assert next_due([dossier.pk])[dossier.pk].due_on == ahead
    assert counts.due_by_agent([agent], today=today, days=400) == {agent: 1}
