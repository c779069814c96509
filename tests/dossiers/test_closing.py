"""An accompagnement ends because two people say so, and nothing is scheduled by it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from entrenous.dossiers import closing
from entrenous.dossiers.codes import EndingReason
from entrenous.dossiers.contents import Ending, Reopening
from entrenous.dossiers.models import Accompagnement, Dossier, DueDate
from entrenous.journal.models import Entry
from entrenous.keyring.errors import KeyNotHeld
from tests.dossiers.opened import contents, dossier_of
from tests.people import House

ON = date(2026, 4, 14)


def end(house: House, dossier: Dossier, who: str = "Camille", on: date = ON) -> None:
    closing.end(
        house.keyring(who), dossier, on=on, reason=EndingReason.MUTUAL, summary="Dette soldée."
    )


def test_the_reason_is_sealed_and_nothing_stays_due(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    DueDate.objects.create(dossier=dossier, kind="review", due_on=date(2026, 5, 1))
    end(house, dossier)
    (kept,) = contents(house, "Camille", dossier, Ending)
    assert (kept.reason, kept.summary) == (EndingReason.MUTUAL, "Dette soldée.")
    assert not DueDate.objects.filter(dossier=dossier).exists()
    columns = {f.name for f in Accompagnement._meta.get_fields()}
    assert columns == {"id", "dossier", "demande", "opened_on", "closed_on"}


def test_a_second_click_changes_nothing(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    end(house, dossier)
    before = Entry.objects.count()
    with pytest.raises(closing.AlreadyEnded):
        end(house, dossier)
    assert Entry.objects.count() == before


def test_it_cannot_end_before_it_started_and_nothing_is_written(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    before = Entry.objects.count()
    with pytest.raises(ValidationError):
        end(house, dossier, on=date(2025, 1, 1))
    assert Entry.objects.count() == before
    assert contents(house, "Camille", dossier, Ending) == []


def test_it_is_taken_up_again_with_her_answer(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    end(house, dossier)
    camille = house.keyring("Camille")
    with pytest.raises(ValidationError):
        closing.take_up_again(camille, dossier, on=date(2026, 1, 20), former_may_be_read=True)
    fresh = closing.take_up_again(camille, dossier, on=date(2026, 6, 1), former_may_be_read=False)
    (kept,) = contents(house, "Camille", dossier, Reopening)
    assert (kept.accompagnement, kept.consent) == (str(fresh.pk), False)
    with pytest.raises(closing.StillCurrent):
        closing.take_up_again(camille, dossier, on=date(2026, 6, 2), former_may_be_read=True)


def test_nobody_else_ends_it(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    with pytest.raises(KeyNotHeld):
        end(house, dossier, who="Alix")
