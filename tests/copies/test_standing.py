"""Who asks: what she must show, and what the law opens to her."""

from uuid import UUID

import pytest

from entrenous.copies import reviewing, second
from entrenous.copies.codes import Asker, Came, Choice, Ground
from entrenous.copies.contents import CopyRequest
from entrenous.copies.reviewing import NotChosen
from entrenous.copies.standing import standing_of
from entrenous.dossiers.models import Dossier
from entrenous.law import national_base
from tests.copies.files import (
    ON,
    asked,
    choose,
    review,
)
from tests.people import House

BASE = national_base()


def test_an_heir_receives_no_words_only_files(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    evidence = ("ecrit", "identite_qualite", "qualite_ayant_droit")
    request = asked(house, dossier, Asker.HEIR, evidence=evidence)
    found = review(house, dossier, request)
    assert found.standing.missing == ()
    for item in found.left:
        proposed = reviewing.proposal(found, item)
        if item.document is None:
            assert proposed is not None
            assert (proposed.choice, proposed.ground) == (Choice.WITHHOLD, Ground.DECEASED)
            with pytest.raises(NotChosen):
                choose(house, dossier, found, item, Choice.GIVE)
        else:
            choose(house, dossier, found, item, Choice.GIVE)


PROOFS = {
    Asker.PERSON: "identite_qualite",
    Asker.PARENT: "autorite_parentale",
    Asker.HEIR: "qualite_ayant_droit",
    Asker.TUTOR: "jugement_tutelle",
    Asker.CURATOR: "mandat_personne",
    Asker.LAWYER: "mandat_personne",
}


def test_who_asks_shows_what_the_rule_wants() -> None:
    for asker, proof in PROOFS.items():
        said = CopyRequest("", ON, asker, Came.LETTER)
        standing = standing_of(said, ["notes"], base=BASE, employer="departement")
        assert proof in standing.missing


def test_a_minor_alone_is_not_refused_and_is_read_by_two(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    request = asked(house, dossier, Asker.MINOR)
    found = review(house, dossier, request)
    assert found.standing.missing == ()
    assert "vérifier" in found.standing.warnings[0]
    for item in found.left:
        choose(house, dossier, found, item, Choice.GIVE)
    assert second.is_needed(review(house, dossier, request), small_service=False)


def test_who_works_here_is_read_by_two_even_when_all_is_given(
    house: House, dossier: Dossier, ids: dict[str, UUID]
) -> None:
    for is_agent in (False, True):
        request = asked(house, dossier, is_agent=is_agent)
        found = review(house, dossier, request)
        for item in found.left:
            choose(house, dossier, found, item, Choice.GIVE)
        found = review(house, dossier, request)
        assert second.is_needed(found, small_service=False) is is_agent
