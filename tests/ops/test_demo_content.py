"""The demonstration holds together: places, people, dates and words."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta

import pytest

from entrenous.agents.sectors import Outcome, SectorMap
from entrenous.dossiers.codes import Carry, Mode, Safety, Theme
from entrenous.ops.demo.calendar import TOLD_ON, shifted, typeset, weeks_until
from entrenous.ops.demo.organisation import CARSAT, DEPARTEMENT, ORGANISATIONS
from entrenous.ops.demo.shapes import (
    Agreed,
    Assessed,
    Attributed,
    Booked,
    Requested,
    Reviewed,
    SyntheticDossier,
    Transferred,
    Written,
)
from entrenous.ops.demo.situations import situations
from entrenous.ops.demo.stories import STORIES
from entrenous.ops.demo.synthetic import synthetic, waiting

SYNTHETIC = synthetic(7, 300)
TOLD = [dossier for story in shifted(STORIES, 0) for dossier in story.dossiers]
ALL = [*TOLD, *SYNTHETIC]
AGENTS = {agent.login: org.key for org in ORGANISATIONS for agent in org.agents}
MAPS = {
    org.key: SectorMap(row for secteur in org.secteurs for row in secteur.ranges)
    for org in ORGANISATIONS
}


def texts(told: object) -> Iterator[str]:
    """Every text inside a told value."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, tuple | list):
        for part in told:
            yield from texts(part)
    elif is_dataclass(told):
        for field in fields(told):
            yield from texts(getattr(told, field.name))


def dates(told: object) -> Iterator[date]:
    if isinstance(told, date):
        yield told
    elif isinstance(told, tuple | list):
        for part in told:
            yield from dates(part)
    elif is_dataclass(told):
        for field in fields(told):
            yield from dates(getattr(told, field.name))


def test_the_departement_has_what_the_demonstration_promises() -> None:
    assert DEPARTEMENT.name == "Département de Trois-Rivières (fictif)"
    assert len(DEPARTEMENT.circonscriptions) == 2
    assert len(DEPARTEMENT.secteurs) == 6
    kinds = {function.kind for agent in DEPARTEMENT.agents for function in agent.functions}
    assert kinds == {
        "social_worker",
        "reception",
        "team_lead",
        "legal_desk",
        "administrator",
        "management",
        "auditor",
    }


def test_every_agent_is_visibly_invented_and_reachable_nowhere() -> None:
    for org in ORGANISATIONS:
        for agent in org.agents:
            assert agent.family_name.endswith(("-Test", "-Fictif"))
            assert agent.phone.startswith("01 99 00 ")
    assert len(AGENTS) == sum(len(org.agents) for org in ORGANISATIONS)


def test_functions_point_at_places_that_exist() -> None:
    for org in ORGANISATIONS:
        houses = {circonscription.key for circonscription in org.circonscriptions}
        secteurs = {secteur.key: secteur.circonscription for secteur in org.secteurs}
        assert set(secteurs.values()) <= houses
        for function in (f for agent in org.agents for f in agent.functions):
            assert function.circonscription in {*houses, ""}
            if function.secteur:
                assert secteurs[function.secteur] == function.circonscription


def test_no_address_of_the_demonstration_is_on_two_secteurs() -> None:
    assert all(sectors.conflicts() == [] for sectors in MAPS.values())


def test_every_commune_of_a_range_has_its_code_de_calcul() -> None:
    for org in ORGANISATIONS:
        known = {commune.name for commune in org.communes}
        assert {row.commune for secteur in org.secteurs for row in secteur.ranges} <= known
        assert all(re.fullmatch(r"\d{5}", commune.insee) for commune in org.communes)


@pytest.mark.parametrize("dossier", ALL, ids=lambda dossier: dossier.key)
def test_a_home_is_in_the_secteur_of_the_dossier(dossier: SyntheticDossier) -> None:
    found = MAPS[dossier.organisation].resolve(dossier.person.street, dossier.person.commune)
    assert (found.outcome, found.secteurs) == (Outcome.ONE, (dossier.secteur,))


@pytest.mark.parametrize("dossier", ALL, ids=lambda dossier: dossier.key)
def test_events_go_forward_and_name_agents_of_the_organisation(dossier: SyntheticDossier) -> None:
    days = [event.on for event in dossier.events]
    assert days == sorted(days)
    logins = {dossier.referent}
    for event in dossier.events:
        logins |= {getattr(event, name, "") for name in ("by", "to")} - {""}
    assert {AGENTS[login] for login in logins} == {dossier.organisation}


@pytest.mark.parametrize("dossier", ALL, ids=lambda dossier: dossier.key)
def test_only_appointments_are_still_to_come(dossier: SyntheticDossier) -> None:
    for event in dossier.events:
        if isinstance(event, Booked):
            assert event.on.weekday() < 5
            assert (event.kept is None) == (event.on > TOLD_ON)
        else:
            assert event.on <= TOLD_ON


@pytest.mark.parametrize("dossier", ALL, ids=lambda dossier: dossier.key)
def test_a_review_moves_steps_of_the_plan_agreed_before_it(dossier: SyntheticDossier) -> None:
    known: set[str] = set()
    for event in dossier.events:
        if isinstance(event, Agreed):
            known = {step.key for goal in event.goals for step in goal.steps}
        if isinstance(event, Reviewed):
            known |= {step.key for goal in event.added for step in goal.steps}
            assert {move.step for move in event.moves} <= known


def test_marks_are_the_passages_of_the_text() -> None:
    for entry in (e for dossier in ALL for e in dossier.events if isinstance(e, Written)):
        assert entry.text
        for start, end, voice in entry.marks:
            assert (entry.text[start:end], voice) in [(p.text, p.voice) for p in entry.passages]


def test_at_most_three_themes_and_violence_never_comes_from_reception() -> None:
    for dossier in ALL:
        for event in dossier.events:
            if isinstance(event, Requested | Written):
                assert len(event.themes) <= 3
            if isinstance(event, Requested):
                assert Theme.VIO not in event.themes


def test_nothing_is_left_unfilled_and_every_text_is_typeset() -> None:
    for text in texts([dossier.events for dossier in ALL]):
        assert not re.search(r"[{}]", text), text
        assert text == typeset(text)
        assert "'" not in text
        assert "!" not in text
        assert "  " not in text
        assert not re.search(r"\b(si il|que ils?|que elles?|de [aéèœ][a-z])\b", text), text


def test_no_text_judges_the_person() -> None:
    judging = re.compile(
        r"\b(usag[eè]re?s?|assist[ée]s?\b(?! ?e? de)|non.coopérati|refuse d.adhérer|manipul|"
        r"menteu|fainéant|cas soc|carenc|toxique|hystér|immature|défaillant|démuni|"
        r"marginal|dans le déni|ne fait aucun effort|peu motiv|alcoolique|drogué)",
        re.IGNORECASE,
    )
    assert [t for t in texts([d.events for d in ALL]) if judging.search(t)] == []


def test_no_social_security_number_and_no_real_phone_or_mail() -> None:
    for text in texts(ALL):
        assert not re.search(r"\b[12]\s?\d{2}\s?(0[1-9]|1[0-2])\s?\d{2}\s?\d{3}\s?\d{3}\b", text)
        assert "@" not in text or text.endswith("@exemple.invalid")
        assert all(text.startswith("01 99 00 ") for _ in re.findall(r"^0[1-9]( \d\d){4}$", text))


def test_the_synthetic_dossiers_are_the_same_for_the_same_seed() -> None:
    assert synthetic(7, 40) == synthetic(7, 40)
    assert synthetic(7, 40) != synthetic(8, 40)


def test_three_hundred_dossiers_are_varied() -> None:
    assert len(SYNTHETIC) == 300
    assert len({dossier.key for dossier in ALL}) == len(ALL)
    names = {(dossier.person.given_name, dossier.person.family_name) for dossier in SYNTHETIC}
    assert len(names) == 300
    assert all(family.endswith(("-Test", "-Fictif")) for _, family in names)
    entries = Counter(
        sum(isinstance(event, Written) for event in dossier.events) for dossier in SYNTHETIC
    )
    assert min(entries) == 1
    assert 8 <= max(entries) <= 12
    over = sum(dossier.ended is not None for dossier in SYNTHETIC)
    assert 60 <= over <= 140
    assert 15 <= sum(dossier.protected for dossier in SYNTHETIC) <= 45


def test_every_theme_and_every_secteur_has_dossiers() -> None:
    themes = {theme for told in situations() for theme in told.themes}
    assert themes >= set(Theme) - {Theme.AUT, Theme.NR}
    secteurs = {secteur.key for org in ORGANISATIONS for secteur in org.secteurs}
    assert {dossier.secteur for dossier in SYNTHETIC} == secteurs
    followed = {dossier.referent for dossier in SYNTHETIC}
    workers = {
        agent.login
        for agent in (*DEPARTEMENT.agents, *CARSAT.agents)
        if any(function.kind == "social_worker" for function in agent.functions)
    }
    assert followed == workers


def test_no_two_dossiers_tell_the_same_story_in_the_same_words() -> None:
    told = Counter(
        tuple(event.text for event in dossier.events if isinstance(event, Written))
        for dossier in SYNTHETIC
    )
    assert max(told.values()) <= 2
    assert sum(count for count in told.values() if count > 1) < 20


def test_someone_in_danger_is_never_called_and_carries_nothing() -> None:
    in_danger = [d for d in SYNTHETIC if "-vio-" in d.key]
    assert in_danger
    for dossier in in_danger:
        assert dossier.protected
        assert dossier.person.carry is Carry.NOTHING
        assert dossier.person.safety in {Safety.NEVER, Safety.RULE}
        modes = {event.mode for event in dossier.events if isinstance(event, Written)}
        assert modes <= {Mode.WALK_IN, Mode.OUTSIDE, Mode.PHONE}
        assert Mode.LETTER not in modes


def test_the_other_synthetic_people_have_a_request_and_a_worker() -> None:
    for dossier in SYNTHETIC:
        asked = dossier.events[0]
        assert isinstance(asked, Requested)
        given = [event for event in dossier.events if isinstance(event, Attributed)]
        assert asked.to == dossier.referent or [event.to for event in given] == [dossier.referent]


def test_children_of_the_texts_live_in_the_household() -> None:
    for dossier in SYNTHETIC:
        if any(told.id in dossier.key and told.needs == "children" for told in situations()):
            assert dossier.person.household


def test_requests_waiting_belong_to_no_one_yet() -> None:
    asked = waiting(7, 14)
    assert len(asked) == 14
    assert all(one.requested.to == "" for one in asked)
    assert all(0 < (TOLD_ON - one.requested.on).days <= 23 for one in asked)


def test_told_dossiers_follow_the_dates_of_today() -> None:
    today = date(2027, 3, 10)
    for dossier in synthetic(7, 60, today):
        assert max(e.on for e in dossier.events if not isinstance(e, Booked)) <= today
        assert dossier.opened_on > today - timedelta(weeks=80)


@pytest.mark.parametrize("today", [date(2026, 5, 20), date(2026, 5, 18), date(2026, 11, 22)])
def test_a_shift_by_whole_weeks_keeps_the_days_of_the_week(today: date) -> None:
    weeks = weeks_until(today)
    moved = shifted(STORIES, weeks)
    before, after = list(dates(STORIES)), list(dates(moved))
    assert {b - a for a, b in zip(before, after, strict=True)} == {timedelta(weeks=weeks)}
    assert 0 <= (today - (TOLD_ON + timedelta(weeks=weeks))).days + 2 < 7


def test_dates_written_in_a_text_move_with_it() -> None:
    text = "Le {day 2026-02-10}, {long 2026-02-10}, {full 2026-04-01}, "
    text += "{2026-02-10} : {month 2026-02-10}"
    assert shifted(text, 0) == (
        "Le 10 février, mardi 10 février, 1er avril 2026, 10/02/2026\N{NO-BREAK SPACE}: février"
    )
    assert shifted("Loyer de {month 2026-03-20}", 4) == "Loyer d’avril"


def test_the_stories_are_the_four_with_their_marks() -> None:
    assert [story.key for story in STORIES] == ["h1", "h2", "h3", "h5"]
    by_key = {dossier.key: dossier for dossier in TOLD}
    awa = by_key["h1-awa"]
    assert awa.ended is not None
    assert awa.ended.reason.label == "fin d’un commun accord"
    health = [v for e in awa.events if isinstance(e, Assessed) for v in e.views if v.not_discussed]
    assert [view.domain.value for view in health] == ["health"]
    assert by_key["h2-bastien"].household == by_key["h2-mireille"].household != ""
    assert by_key["h3-ghislaine"].household == by_key["h3-rui"].household != ""
    assert not any(isinstance(event, Transferred) for d in TOLD for event in d.events)
    assert any("646,52" in text for text in texts(by_key["h3-ghislaine"].events))
