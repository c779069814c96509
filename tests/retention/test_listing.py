"""Two people destroy a list, one dossier at a time; it stops, goes on, and leaves papers."""

from datetime import timedelta

import pypdfium2
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from django.utils import timezone

from entrenous.dossiers import merging
from entrenous.dossiers.models import Dossier
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.retention import certifying, deciding, erasing, listing
from entrenous.retention.codes import Reason, Stage
from entrenous.retention.contents import KeptLonger
from entrenous.retention.deciding import Visa
from entrenous.retention.dry_run import dry_run
from entrenous.retention.errors import NotDestroyed
from entrenous.retention.models import Destruction, ErasureList, Kept
from tests.gateway.letters import DEPUTY_MAYOR, entered
from tests.people import House
from tests.retention.old import destroyed, lived

TODAY = timezone.localdate


@pytest.fixture
def old(house: House) -> list[Dossier]:
    return [lived(house, file=False) for _ in range(3)]


def listed(house: House, old: list[Dossier]) -> ErasureList:
    made = listing.propose(house.keyring("Camille"), [d.pk for d in old]).erasure_list
    assert made
    visa = Visa("Archives départementales (fictif)", "ADF-2026-30", TODAY())
    assert listing.record_visa(house.keyring("Ines"), made, visa) == len(old)
    return made


def test_what_cannot_be_destroyed_is_left_out_and_said(house: House, old: list[Dossier]) -> None:
    early = lived(house, closed_on=TODAY() - timedelta(days=600), file=False)
    made = listing.propose(house.keyring("Camille"), [early.pk, *(d.pk for d in old)])
    assert made.left_out == {early.pk: (Reason.EARLY,)}
    assert made.erasure_list
    assert listing.progress(made.erasure_list).total == len(old)
    again = listing.propose(house.keyring("Camille"), [d.pk for d in old])
    assert again.erasure_list is None, "they are in a list already"


def test_someone_elses_dossier_proposes_nothing(house: House, old: list[Dossier]) -> None:
    hers = lived(house, file=False)
    Dossier.objects.filter(pk=hers.pk).update(referent=house.agents["Alix"])
    with pytest.raises(KeyNotHeld):
        listing.propose(house.keyring("Camille"), [old[0].pk, hers.pk])
    assert not Destruction.objects.exists()


def test_whoever_proposed_a_list_does_not_start_it(house: House, old: list[Dossier]) -> None:
    row = listed(house, old)
    with pytest.raises(NotDestroyed) as refused:
        listing.start(house.keyring("Camille"), row)
    assert refused.value.reasons == (Reason.ALONE,)
    with pytest.raises(KeyNotHeld):
        listing.advance(house.keyring("Ines"), row)
    with pytest.raises(IntegrityError), transaction.atomic():
        ErasureList.objects.update(started_by=house.agents["Camille"])


def test_it_stops_anywhere_and_goes_on(house: House, old: list[Dossier]) -> None:
    row, ines = listed(house, old), house.keyring("Ines")
    listing.start(ines, row)
    assert listing.advance(ines, row, seconds=0) == listing.Progress(1, 2, 0)
    assert Dossier.objects.filter(pk__in=[d.pk for d in old]).count() == 2
    kept = listing.lines_of(row).pending().first()
    assert kept
    entered(house, DEPUTY_MAYOR, dossier=Dossier.objects.get(pk=kept.container))
    assert listing.advance(ines, row) == listing.Progress(2, 0, 1)
    kept.refresh_from_db()
    assert kept.refusal == Reason.THIRD_PARTY
    row.refresh_from_db()
    assert row.ended_at
    lou = house.keyring("Lou")
    listing.start(lou, row)
    with pytest.raises(KeyNotHeld):
        listing.advance(ines, row)
    assert listing.advance(lou, row) == listing.Progress(2, 0, 1)


def test_a_list_given_up_leaves_what_is_not_done(house: House, old: list[Dossier]) -> None:
    row, ines = listed(house, old), house.keyring("Ines")
    listing.start(ines, row)
    listing.advance(ines, row, seconds=0)
    assert listing.withdraw(house.keyring("Camille"), row) == 2
    assert listing.advance(ines, row) == listing.Progress(1, 0, 0)
    for act in (listing.start, listing.withdraw):
        with pytest.raises(NotDestroyed):
            act(house.keyring("Lou"), row)


def test_the_list_is_seen_by_who_proposed_it_and_who_may_confirm_all_of_it(
    house: House, old: list[Dossier]
) -> None:
    row = listed(house, old)
    seen = {name for name, agent in house.agents.items() if row in listing.seen_by(agent)}
    assert seen == {"Camille", "Ines", "Lou"}


def test_the_certificate_is_a_tagged_pdf_that_names_no_person(house: House) -> None:
    row = destroyed(house, lived(house, file=False))
    made = certifying.certificate([Destruction.objects.get(pk=row.pk)])
    assert made == certifying.certificate([Destruction.objects.get(pk=row.pk)])
    assert b"pdfuaid" in made
    page = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()
    assert str(row.container) in page.replace("\r\n", "").replace("\n", "")
    assert "ADF-2026-12" in page
    assert "sarr" not in page.casefold()


def test_the_dry_run_counts_and_changes_nothing(house: House, old: list[Dossier]) -> None:
    deciding.propose(house.keyring("Camille"), old[0])
    found = dry_run(house.organisation.pk, TODAY())
    (place,) = found.places
    assert place.stages == {Stage.REACHED: 2, Stage.PROPOSED: 1}
    assert found.goes == erasing.count(*(d.pk for d in old))
    assert {each.dossier.pk for each in found.undecided} == {old[1].pk, old[2].pk}
    assert Dossier.objects.filter(pk__in=[d.pk for d in old]).count() == 3


def test_the_command_says_numbers_and_no_name(
    house: House, old: list[Dossier], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as waits:
        call_command("retention", organisation=house.organisation.name)
    assert waits.value.code == 1
    said = capsys.readouterr().out
    assert "Sans décision : 3" in said
    assert str(old[0].pk) in said
    assert "sarr" not in said.casefold()
    call_command("retention", organisation=house.organisation.name, on="2020-01-01")
    assert "Sans décision : 0" in capsys.readouterr().out
    for bad in ({"on": "demain"}, {"organisation": "ailleurs"}):
        with pytest.raises(CommandError) as refused:
            call_command("retention", **bad)
        assert refused.value.returncode == 2


def test_why_a_dossier_is_kept_follows_it_when_two_become_one(house: House) -> None:
    double, kept = lived(house, file=False), lived(house, file=False)
    camille, until = house.keyring("Camille"), TODAY() + timedelta(days=90)
    deciding.keep_longer(camille, double, KeptLonger(until, "un recours en cours"))
    deciding.read_last_contact(camille, kept)
    merging.merge(camille, double, into=kept)
    row = Kept.objects.get()
    assert (row.dossier, row.until, row.last_contact_on) == (kept, until, None)
    with transaction.atomic():
        (said,) = records.read(camille.writing(kept.pk), KeptLonger).records
    assert said.content.why == "un recours en cours"
    assert erasing.against(kept) == [Reason.KEPT]
