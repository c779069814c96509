"""Two dossiers share a part, and a separation gives each her own again."""

from datetime import date

import pytest

from entrenous.dossiers import households, merging
from entrenous.dossiers.codes import Doer, Domain, Mode
from entrenous.dossiers.contents import (
    DomainAssessment,
    PersonCard,
    PlanAction,
    SharedHousehold,
    ThreadEntry,
)
from entrenous.dossiers.models import Accompagnement
from entrenous.dossiers.thread import write_entry
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Grant
from entrenous.plans import actions, assessment
from tests.dossiers.opened import contents, dossier_of
from tests.people import House

SHARED = SharedHousehold("un couple, un enfant", "un trois-pièces", date(2026, 1, 20))


def test_what_is_shared_is_read_from_both_and_a_separation_ends_it(house: House) -> None:
    camille = house.keyring("Camille")
    hers, his = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Ferreira-Fictif")
    household = households.link(camille, hers, his, SHARED)
    assert households.others(hers) == [his]
    known = households.shared_with(camille, his)
    assert known is not None
    assert known.content == SHARED
    households.separate(camille, household)
    for dossier in (hers, his):
        dossier.refresh_from_db()
        assert households.others(dossier) == []
        assert contents(house, "Camille", dossier, SharedHousehold) == [SHARED]
    assert not Grant.objects.filter(container_id=household.pk).exclude(box=None).exists()


def test_no_sharing_without_a_dated_agreement(house: House) -> None:
    hers, his = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Ferreira-Fictif")
    with pytest.raises(ValueError, match="agree"):
        households.link(house.keyring("Camille"), hers, his, SharedHousehold("un couple"))


def test_a_dossier_held_by_someone_else_cannot_be_linked(house: House) -> None:
    hers, his = dossier_of(house, "Camille"), dossier_of(house, "Alix", "Ferreira-Fictif")
    with pytest.raises(KeyNotHeld):
        households.link(house.keyring("Camille"), hers, his, SHARED)


def test_a_duplicate_is_merged_with_nothing_lost(house: House) -> None:
    camille = house.keyring("Camille")
    kept, double = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Sarr-Fictive")
    for dossier, text in ((kept, "un"), (double, "deux")):
        write_entry(camille, dossier, ThreadEntry(date(2026, 1, 14), Mode.PHONE, text=text))
        home = DomainAssessment(Domain.HOUSING, facts=f"bail {text}")
        assessment.keep_domain(camille, dossier, home, based_on=0)
    objective = actions.add_objective(camille, double, "garder le logement")
    actions.keep_action(
        camille, double, PlanAction(str(objective), "écrire", Doer.SERVICE, due_on=date(2026, 2, 1))
    )
    merging.merge(camille, double, into=kept)
    assert sorted(e.text for e in contents(house, "Camille", kept, ThreadEntry)) == ["deux", "un"]
    (home,) = contents(house, "Camille", kept, DomainAssessment)
    assert home.facts == "bail un\n\nbail deux"
    assert kept.due_dates.get().kind == "action"
    assert contents(house, "Camille", double, ThreadEntry) == []
    assert len(contents(house, "Camille", kept, PersonCard)) == 1
    assert Accompagnement.objects.filter(dossier=kept, closed_on=None).count() == 1
    with pytest.raises(merging.NotMergeable):
        merging.merge(camille, double, into=kept)
