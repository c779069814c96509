"""What a rule lets a writing hold, and the words that make one look twice."""

from datetime import date

import pytest

from entrenous.law import national_base
from entrenous.writings.codes import Kind, Part
from entrenous.writings.errors import BasisRefused
from entrenous.writings.framing import Frame, facts_of, frame
from entrenous.writings.themes import hints

ON = date(2026, 3, 1)


def framed(basis: str, *facts: str, kind: Kind = Kind.REPORT, employer: str = "commune_ccas"):
    return frame(national_base(), kind, basis, employer=employer, on=ON, facts=frozenset(facts))


def test_the_check_list_is_what_the_rule_permits_and_no_more() -> None:
    found: Frame = framed("ccapex")
    assert "ressources" in found.permitted
    assert "sante" not in found.permitted
    assert "sante" in found.excluded
    assert found.agreed == frozenset()
    assert found.beyond(["ressources", "sante"]) == ("sante",)


def test_elements_that_need_an_agreement_are_told_from_the_others() -> None:
    found = framed("caf_aide")
    assert found.agreed == set(found.permitted)
    assert found.proofs == (frozenset({"accord_signe"}),)
    assert framed("siao").demands


def test_an_alert_is_made_of_facts_first_and_is_deferred() -> None:
    found = framed("ip_crip", "mineur_en_danger", kind=Kind.CONCERN)
    assert list(found.permitted) == [part.value for part in Part]
    assert found.deferred
    assert found.because
    with pytest.raises(BasisRefused):
        framed("ip_crip", kind=Kind.CONCERN)


def test_facts_are_asked_before_they_close_anything() -> None:
    base = national_base()
    asked = frame(base, Kind.CONCERN, "ip_crip", employer="carsat", on=ON, facts=None)
    assert asked.deferred
    assert "mineur_en_danger" in facts_of(asked.rule)


def test_a_no_stays_a_no_for_our_own_writings() -> None:
    with pytest.raises(BasisRefused) as refused:
        framed("employeur")
    assert refused.value.because


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("Elle a été hospitalisée, son médecin passe.", ["sante"]),
        ("Des problèmes d’ALCOOL et une dispute.", ["addictions", "conflits"]),
        ("Elle paie le loyer et cherche un emploi.", []),
        ("", []),
    ],
)
def test_words_of_an_excluded_theme_are_pointed_at(text, themes) -> None:
    assert [hint.theme for hint in hints(text, ())] == themes


def test_a_theme_that_the_rule_permits_is_not_pointed_at() -> None:
    assert hints("Son traitement médical.", ("sante",)) == []
    assert hints("Hospitalisée", ())[0].words == ("Hospitalisée",)
