"""The steps: nothing lost on the way back, what depends on an answer comes after it."""

from datetime import date
from typing import Any

import pytest

from entrenous.law import national_base
from entrenous.web.asking.journey import CHECK, STEPS, Journey

ALL = {
    "group": ["creancier"],
    "requester": ["huissier_exec"],
    "channel": ["letter"],
    "received_on": ["20 11 2026"],
    "deadline_claimed_on": ["1 12 2026"],
    "asked": ["adresse", "telephone"],
    "asked_free": ["le nom du nouveau compagnon"],
    "ev_ecrit": ["shown"],
    "ev_titre_executoire": ["mentioned"],
    "employer": ["carsat"],
    "done": list(STEPS),
}


def journey(**changes: Any) -> Journey:
    given = {k: v for k, v in {**ALL, **changes}.items() if v is not None}
    return Journey(given, national_base())


def test_a_description_says_what_was_shown_and_what_was_only_mentioned() -> None:
    told = journey().description()
    assert told.requester == "huissier_exec"
    assert told.received_on == date(2026, 11, 20)
    assert told.deadline_claimed_on == date(2026, 12, 1)
    assert told.asked == ("adresse", "telephone")
    assert told.evidence == ("ecrit",)
    assert told.mentioned == ("titre_executoire",)
    assert told.employer == "carsat"


def test_the_agreement_is_asked_only_when_one_was_shown_and_could_open_something() -> None:
    assert "agreement" not in journey().steps
    landlord = {"requester": ["bailleur"], "asked": ["rendez_vous", "budget"]}
    assert "agreement" not in journey(**landlord).steps
    assert "agreement" not in journey(**landlord, ev_accord_signe=["mentioned"]).steps
    shown = journey(**landlord, ev_accord_signe=["shown"])
    assert "agreement" in shown.steps
    offered = shown.show("agreement").form
    assert offered is not None
    assert [code for code, _ in offered.fields["agreed"].choices] == ["rendez_vous"]  # type: ignore[attr-defined]
    hidden = Journey(shown.data, national_base(), asks_agreement=False)
    assert "agreement" not in hidden.steps


def test_the_employer_is_asked_only_when_unknown_and_when_it_matters() -> None:
    assert "situation" in journey(asked=["telephone", "ressources"]).steps
    known = Journey(journey(asked=["ressources"]).data, national_base(), employer="departement")
    assert "situation" not in known.steps
    assert known.description().employer == "departement"


@pytest.mark.parametrize("step", [each for each in STEPS[1:] if each != "agreement"])
def test_going_back_loses_nothing_even_of_what_is_not_valid(step: str) -> None:
    sent = journey(
        step=[step], go=["back"], received_on=["31 février"], done=list(STEPS[: STEPS.index(step)])
    )
    screen = sent.screen()
    assert screen.step == sent.steps[sent.steps.index(step) - 1]
    kept = {name for name, _ in screen.carried}
    assert kept | set(screen.form.fields if screen.form else ()) >= set(ALL) - {"done", "employer"}
    if screen.step == "how":
        assert screen.form is not None
        assert screen.form["received_on"].value() == "31 février"


def test_what_is_refused_is_shown_as_it_was_typed_and_the_rest_is_carried() -> None:
    screen = journey(step=["how"], received_on=[""], done=["who", "requester"]).screen()
    assert screen.step == "how"
    assert screen.form is not None
    assert "c’est lui qui compte" in screen.form.errors["received_on"][0]
    assert ("asked_free", "le nom du nouveau compagnon") in screen.carried


def test_another_requester_is_asked_other_things_and_keeps_what_was_typed() -> None:
    screen = journey(step=["requester"], requester=["satd"]).screen()
    assert screen.step == "what"
    assert ("received_on", "20 11 2026") in screen.carried
    assert screen.form is not None
    assert screen.form["asked"].value() == ["adresse", "telephone"]


def test_another_group_asks_for_the_requester_again() -> None:
    assert journey(step=["who"], group=["logement"]).screen().step == "requester"


def test_changing_one_answer_comes_back_to_the_page_that_checks() -> None:
    assert journey(step=[CHECK], go=["edit-how"]).screen().step == "how"
    assert journey(step=["how"], channel=["email"]).screen().step == CHECK


def test_the_answer_waits_for_every_step() -> None:
    asked = journey(step=[CHECK], go=["answer"], received_on=[""])
    assert asked.screen().step == "how"
    with pytest.raises(ValueError, match="not answered"):
        asked.description()


def test_the_same_letter_for_another_requester_keeps_the_letter_only() -> None:
    screen = journey(step=["answer"], go=["again-requesters"]).screen()
    assert screen.step == "who"
    kept = {name for name, _ in screen.carried}
    assert kept == {"channel", "received_on", "deadline_claimed_on", "asked", "asked_free", "done"}


def test_the_same_letter_for_another_person_keeps_all_but_what_is_hers() -> None:
    sent = journey(
        step=["answer"],
        go=["again-persons"],
        facts=["adresse_protegee"],
        ev_accord_signe=["shown"],
        agreed=["rendez_vous"],
    )
    screen = sent.screen()
    assert screen.step == "proofs"
    kept = {name for name, _ in screen.carried}
    assert {"requester", "received_on", "asked"} <= kept
    assert not kept & {"facts", "agreed", "ev_accord_signe"}
    assert "ev_accord_signe" not in sent.data


def test_what_no_step_asks_is_not_carried() -> None:
    screen = journey(step=["how"], spy=["x"], ev_unknown=["shown"]).screen()
    assert not {"spy", "ev_unknown"} & {name for name, _ in screen.carried}


def test_a_code_that_was_invented_is_refused_in_a_sentence() -> None:
    screen = journey(step=["what"], asked=["adresse", "couleur_des_yeux"]).screen()
    assert screen.form is not None
    assert screen.form.errors["asked"] == ["Choisissez une réponse de la liste."]
