"""The dates of the procedures, those of the stories first, and how each says it was counted."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrenous.law import InvalidRequest, is_working_day, national_base
from entrenous.law.days import LOCAL_HOLIDAYS, Count
from entrenous.law.deadlines import DueOn, compute, procedures
from entrenous.law.deadlines.facts import faults, read_facts
from entrenous.law.deadlines.loading import FILES, read_procedure
from entrenous.law.errors import RuleRefused


def dates(procedure: str, **facts: Any) -> dict[str, DueOn]:
    asked = procedures()[procedure]
    return {due.code: due for due in compute(asked, read_facts(asked, facts))}


def days(procedure: str, **facts: Any) -> dict[str, str]:
    return {code: due.on.isoformat() for code, due in dates(procedure, **facts).items()}


# --- eviction ---------------------------------------------------------------------------------


def test_story_two_has_two_months_because_its_lease_is_older() -> None:
    due = dates("expulsion", commandement_payer="2025-11-18", bail="2019-05-02")
    paid = due["fin_commandement_payer"]
    assert paid.on == date(2026, 1, 19)
    assert any("dimanche 18 janvier 2026" in line for line in paid.steps)
    assert any("lundi 19 janvier 2026" in line and "642" in line for line in paid.steps)


def test_a_recent_lease_has_six_weeks() -> None:
    found = days("expulsion", commandement_payer="2026-09-01", bail="2024-01-01")
    assert found == {"fin_commandement_payer": "2026-10-13"}


def test_an_unknown_lease_counts_the_shortest_and_says_so() -> None:
    paid = dates("expulsion", commandement_payer="2026-09-01")["fin_commandement_payer"]
    assert paid.on == date(2026, 10, 13)
    assert any("inconnue" in line for line in paid.steps)


def test_the_hearing_gives_the_days_before_it() -> None:
    found = days("expulsion", audience="2027-01-15")
    assert found["notification_prefet"] == "2026-12-04"
    assert found["dsf_transmission"] == "2027-01-08"
    assert found["reprise_loyer"] == "2027-01-15"


def test_the_summons_alone_says_before_which_day_there_is_no_hearing() -> None:
    (due,) = dates("expulsion", assignation="2026-03-20").values()
    assert (due.code, due.on) == ("audience_au_plus_tot", date(2026, 5, 1))
    assert (due.article, due.verification) == ("Loi n° 89-462, art. 24 III", "S")
    assert any("6 semaines après" in line.replace("\N{NO-BREAK SPACE}", " ") for line in due.steps)


@pytest.mark.parametrize(
    ("audience", "too_soon"), [("2026-04-30", True), ("2026-05-01", False), ("2026-06-16", False)]
)
def test_a_hearing_too_soon_after_the_summons_is_to_be_told_to_the_judge(
    audience: str, too_soon: bool
) -> None:
    found = dates("expulsion", assignation="2026-03-20", audience=audience)
    assert ("audience_au_plus_tot" in found) is too_soon
    if too_soon:
        assert "juge" in found["audience_au_plus_tot"].steps[-1]


def test_the_winter_truce_holds_an_eviction_back_and_not_its_delay() -> None:
    due = dates("expulsion", commandement_quitter="2026-09-20")
    assert due["fin_commandement_quitter"].on == date(2026, 11, 20)
    assert due["expulsion_possible"].on == date(2027, 4, 1)
    summer = days("expulsion", commandement_quitter="2026-04-10")
    assert summer["expulsion_possible"] == summer["fin_commandement_quitter"] == "2026-06-10"


def test_story_two_s_social_survey_leaves_easter_monday_out() -> None:
    found = days("dsf", saisine_prefet="2026-02-23", audience="2026-04-16")
    assert (found["entretien"], found["transmission"]) == ("2026-03-16", "2026-04-09")


# --- housing rights ---------------------------------------------------------------------------


def test_dalo_in_a_small_town() -> None:
    found = days("dalo", accuse_reception="2026-01-10", decision="2026-04-01")
    assert found["decision_attendue"] == "2026-04-10"
    assert found["recours_silence"] == "2026-06-10"
    assert (found["offre"], found["fin_injonction"]) == ("2026-07-01", "2026-11-01")


@pytest.mark.parametrize("facts", [{"agglomeration_300k": True}, {"outre_mer": True}])
def test_dalo_where_homes_are_scarce(facts: dict[str, bool]) -> None:
    found = days("dalo", accuse_reception="2026-01-10", decision="2026-04-01", **facts)
    assert (found["offre"], found["fin_injonction"]) == ("2026-10-01", "2027-02-01")
    overseas = "outre_mer" in facts
    assert found["decision_attendue"] == ("2026-07-10" if overseas else "2026-04-10")


def test_daho_and_its_transition_homes() -> None:
    assert days("daho", accuse_reception="2026-01-10")["decision_attendue"] == "2026-02-21"
    assert days("daho", decision="2026-02-21", transition=True)["place"] == "2026-05-21"


# --- debts, work, the rest --------------------------------------------------------------------


def test_story_three_s_debts() -> None:
    found = days("surendettement", depot="2025-10-23", recevabilite="2025-12-11")
    assert found == {
        "orientation": "2026-01-23",
        "recours_recevabilite": "2025-12-26",
        "fin_suspension": "2027-12-11",
    }


def test_story_five_s_trial_counts_saturdays() -> None:
    found = days("essai_encadre", debut="2025-11-17")
    assert found == {"fin_essai": "2025-12-02", "fin_renouvellement": "2025-12-18"}


def test_a_duration_is_held_to_the_most_there_may_be() -> None:
    assert days("crpe", debut="2026-01-05", duree_mois=9)["fin"] == "2026-10-05"
    with pytest.raises(InvalidRequest, match="19 mois"):
        dates("crpe", debut="2026-01-05", duree_mois=19)
    with pytest.raises(InvalidRequest):
        dates("masp", signature="2026-01-05", duree_mois=25)


@pytest.mark.parametrize(
    ("nature", "verification"),
    [
        ("rsa_decision", "S"),
        ("rsa_indu", "S"),
        ("securite_sociale", "M"),
        ("mdph", "M"),
        ("aide_sociale", "M"),
        ("cada", "V1"),
    ],
)
def test_an_appeal_is_typed_and_says_how_sure_it_is(nature: str, verification: str) -> None:
    due = dates("recours", nature=nature, notification="2026-01-31")["recours_prealable"]
    assert due.on == date(2026, 3, 31)
    assert due.verification == verification


def test_an_overpayment_says_that_contesting_suspends_it() -> None:
    due = dates("recours", nature="rsa_indu", notification="2026-01-31")["recours_prealable"]
    assert "L262-46" in due.article
    assert any("suspend" in line for line in due.steps)


def test_access_to_the_file_then_the_cada() -> None:
    assert days("acces_dossier", demande="2026-01-31") == {
        "reponse": "2026-02-28",
        "saisine_cada": "2026-04-28",
    }


def test_a_power_cut_waits_for_sixty_days_then_for_the_truce() -> None:
    found = days("energie", puissance_reduite="2026-01-13", cheque_energie=True)
    assert found == {"coupure_possible": "2026-03-14", "apres_treve": "2026-04-01"}


# --- what always holds ------------------------------------------------------------------------


def test_nothing_known_gives_nothing() -> None:
    assert all(not compute(procedure, {}) for procedure in procedures().values())


def test_local_holidays_count_where_they_are_and_are_to_verify() -> None:
    here = dates("dsf", audience="2026-12-31")["transmission"]
    there = dates("dsf", audience="2026-12-31", territoire="alsace_moselle")["transmission"]
    assert there.on == here.on  # 26 December 2026 is a Saturday: nothing changes
    monday = date(2027, 12, 31)
    here = dates("dsf", audience=monday.isoformat(), territoire="la_reunion")["transmission"]
    assert here.verification == "S"
    moved = dates("dsf", audience="2027-04-01", territoire="alsace_moselle")["transmission"]
    plain = dates("dsf", audience="2027-04-01")["transmission"]
    assert moved.on < plain.on, "Good Friday 2027 is 26 March"
    assert moved.verification == "M"


def test_a_text_read_again_is_sure_and_a_holiday_known_from_memory_is_not() -> None:
    plain = dates("dsf", audience="2027-04-01")["transmission"]
    names = {each.name for each in plain.texts}
    assert names
    assert not plain.is_sure()
    assert plain.is_sure(names)
    moved = dates("dsf", audience="2027-04-01", territoire="alsace_moselle")["transmission"]
    assert not moved.is_sure(names)


@given(st.dates(date(2025, 2, 1), date(2027, 12, 31)), st.sampled_from(sorted(LOCAL_HOLIDAYS)))
def test_a_rule_that_moves_never_ends_on_a_closed_day(start: date, territory: str) -> None:
    moving = [
        value.content
        for rule in national_base().everything()
        for value in rule.values
        if isinstance(value.content, Count) and value.content.rolls
    ]
    assert moving
    for count in moving:
        assert is_working_day(count.reach(start, territory), territory)


@given(st.dates(date(2025, 2, 1), date(2027, 12, 31)), st.integers(0, 60))
def test_a_later_start_never_ends_sooner(start: date, later: int) -> None:
    other = start + timedelta(days=later)
    for procedure, fact in (("surendettement", "depot"), ("dsf", "saisine_prefet")):
        first = list(days(procedure, **{fact: start.isoformat()}).values())
        assert first <= list(days(procedure, **{fact: other.isoformat()}).values())


def test_every_date_names_a_text_and_how_it_was_counted() -> None:
    """One made-up fact of each kind: whatever each procedure then says must be sourced."""
    for procedure in procedures().values():
        said: dict[str, Any] = {
            fact.code: {"date": "2026-03-02", "flag": True, "months": 8}.get(
                fact.kind, next(iter(fact.choices), None)
            )
            for fact in procedure.facts.values()
        }
        found = compute(procedure, read_facts(procedure, said))
        assert found, procedure.code
        for due in found:
            assert due.article
            assert due.verification
            assert due.steps[0].startswith("Départ")


# --- what is said to the person, what cannot be -------------------------------------------------


def test_each_date_is_also_said_to_the_person_with_its_day_in_words() -> None:
    paid = dates("expulsion", commandement_payer="2026-09-01")["fin_commandement_payer"]
    assert paid.who == "person"
    assert "jusqu’au mardi 13 octobre 2026" in paid.plain
    for procedure in procedures().values():
        for step in procedure.steps:
            assert "la personne" not in step.plain, step.code


@pytest.mark.parametrize(
    ("procedure", "facts", "where", "sentence"),
    [
        ("expulsion", {"commandement_payer": "2027-05-04"}, "commandement_payer", "pas encore"),
        ("expulsion", {"bail": "2026-03-01", "audience": "2026-02-01"}, "audience", "« bail"),
        ("surendettement", {"depot": "2026-03-02", "recevabilite": "2026-03-01"}, "recevabilite",
         "dépôt du dossier » (lundi 2 mars 2026)"),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_is_said_beside_its_fact(procedure, facts, where, sentence) -> None:
    asked = procedures()[procedure]
    ((code, said),) = faults(asked, read_facts(asked, facts), date(2026, 5, 4))
    assert code == where
    assert sentence in said.replace("\N{NO-BREAK SPACE}", " ")


def test_a_hearing_may_lie_ahead() -> None:
    asked = procedures()["expulsion"]
    facts = read_facts(asked, {"bail": "2019-05-02", "audience": "2026-09-01"})
    assert faults(asked, facts, date(2026, 5, 4)) == []


@pytest.mark.parametrize("why", ["", 'why = "Ne sert à rien."'])
def test_a_fact_that_nothing_depends_on_says_why_or_does_not_load(tmp_path: Path, why: str) -> None:
    path = tmp_path / "dsf.toml"
    text = (FILES / "dsf.toml").read_text("utf-8")
    path.write_text(
        text.replace("[[step]]", f'[[fact]]\ncode = "x"\nlabel = "x"\n{why}\n[[step]]', 1)
    )
    if why:
        assert read_procedure(path).facts["x"].why
    else:
        with pytest.raises(RuleRefused, match="x"):
            read_procedure(path)
