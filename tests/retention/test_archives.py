"""In the archives a dossier is nobody's but theirs, is read for a reason, and comes back whole."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from entrenous.agents.models import Agent
from entrenous.continuity import sheets
from entrenous.copies.models import CopyRow
from entrenous.dossiers import queries, sharing
from entrenous.dossiers.contents import ThreadEntry
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.handover import transferring
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.journal.queries import check
from entrenous.keyring import containers, groups, models, records
from entrenous.keyring.certificates import NotCertified
from entrenous.keyring.errors import Damaged, KeyNotHeld
from entrenous.retention import archives, archiving, clock, deciding, erasing
from entrenous.retention.codes import Reading, Reason, Stage
from entrenous.retention.contents import ArchiveReading, ArchiveReturn, Archiving
from entrenous.retention.errors import NotArchived, NotDestroyed, NotWritten
from entrenous.retention.models import Archived, Terms
from entrenous.space import desk as space
from entrenous.space.looking import looks
from entrenous.space.models import Space
from tests.dossiers.opened import dossier_of
from tests.gateway.letters import DEPUTY_MAYOR, entered
from tests.people import House
from tests.retention.old import ARCHIVE_WHY, TEXT, archived, lived, proposed, with_archives

TODAY = timezone.localdate
SAID = "Le tribunal administratif demande le dossier."
BACK = "Elle est revenue et veut que son dossier soit repris."


@pytest.fixture
def dossier(house: House) -> Dossier:
    with_archives(house)
    return lived(house)


def reading(house: House, dossier: UUID, who: str = "Lou") -> UUID:
    said = ArchiveReading(TODAY(), Reading.JUSTICE, SAID)
    return archives.give_reason(house.keyring(who), dossier, said)


def back(house: House, dossier: UUID, to: str = "Alix", who: str = "Lou") -> Dossier:
    said = ArchiveReturn(TODAY(), TODAY(), BACK)
    return archives.take_back(house.keyring(who), dossier, said, to=house.agents[to])


def why_not(house: House, dossier: Dossier, who: str = "Camille") -> set[Reason]:
    with pytest.raises(NotArchived) as refused:
        archived(house, dossier, who)
    return set(refused.value.reasons)


# --- into the archives ---------------------------------------------------------------------------


def test_the_archives_alone_hold_it_and_its_satellites(house: House, dossier: Dossier) -> None:
    sharing.add_co_holder(house.keyring("Camille"), dossier, house.agents["Alix"], told_on=TODAY())
    sheets.ensure(house.keyring("Camille"), dossier)
    entered(house, DEPUTY_MAYOR, dossier=dossier)
    ThirdPartyRequest.objects.update(state="answered")
    before = models.Container.objects.get(pk=dossier.pk).epoch
    row = archived(house, dossier)
    held = {row.group_id, house.organisation.pk}
    apart = [
        dossier.pk,
        *models.Container.objects.filter(parent=dossier.pk).values_list("pk", flat=True),
    ]
    assert len(apart) > 2, "the sheet of what is due, and what a third party asked"
    for pk in apart:
        lines = models.Grant.objects.filter(container=pk, box__isnull=False)
        assert set(lines.exclude(compartment=9).values_list("recipient", flat=True)) == held
    assert models.Container.objects.get(pk=dossier.pk).epoch > before
    for who in ("Camille", "Alix", "Rachel", "Ines", "Lou"):
        with pytest.raises(KeyNotHeld):
            house.keyring(who).open(dossier.pk, Act.DOSSIER_OPENED)
    assert check(house.organisation) == Entry.objects.count()


def test_it_leaves_every_list(house: House, dossier: Dossier) -> None:
    DueDate.objects.create(dossier=dossier, kind="review", due_on=TODAY())
    archived(house, dossier)
    camille = house.keyring("Camille")
    assert dossier not in queries.own(camille)
    assert clock.near_for(house.agents["Camille"], TODAY()) == []
    assert not DueDate.objects.filter(dossier=dossier).exists()
    (stands,) = clock.archived_in(house.organisation.pk, TODAY())
    assert (stands.stage, stands.archived_on) == (Stage.ARCHIVED, TODAY())


def test_her_space_is_closed(house: House, dossier: Dossier) -> None:
    space.issue(house.keyring("Camille"), dossier, Space.Sort.SHEET)
    archived(house, dossier)
    row = Space.objects.get(dossier=dossier)
    assert (row.state, row.number) == (Space.State.CLOSED, None)


@pytest.mark.parametrize("who", ["Alix", "Ines", "Lou", "Rachel"])
def test_nobody_else_archives_it(house: House, dossier: Dossier, who: str) -> None:
    with pytest.raises(KeyNotHeld):
        archived(house, dossier, who)
    assert not Archived.objects.exists()


def test_a_relay_archives_once_the_referente_has_left(house: House, dossier: Dossier) -> None:
    sharing.add_co_holder(house.keyring("Camille"), dossier, house.agents["Alix"], told_on=TODAY())
    with pytest.raises(KeyNotHeld):
        archived(house, dossier, "Alix")
    Agent.objects.filter(pk=house.agents["Camille"].pk).update(is_active=False)
    assert archived(house, dossier, "Alix").archived_by == house.agents["Alix"]


def test_without_length_reason_or_group_nothing_is_archived(house: House) -> None:
    dossier = lived(house, file=False)
    assert why_not(house, dossier) == {Reason.NO_TERM, Reason.NO_GROUP}
    assert models.Container.objects.get(pk=dossier.pk).epoch == 1


def test_a_length_without_a_reason_is_no_decision(house: House) -> None:

    with pytest.raises(ValidationError):
        deciding.set_terms(house.keyring("Lou"), Terms(archive_months=60))


def test_what_is_not_over_comes_first(house: House, dossier: Dossier) -> None:
    going_on, early = (
        dossier_of(house, "Camille"),
        lived(house, closed_on=TODAY() - timedelta(days=600), file=False),
    )
    assert why_not(house, going_on) == {Reason.OPEN}
    assert why_not(house, early) == {Reason.EARLY}
    CopyRow.objects.create(dossier=dossier, asked_on=TODAY(), due_on=TODAY())
    transferring.prepare(house.keyring("Camille"), [dossier.pk], house.agents["Alix"])
    assert why_not(house, dossier) == {Reason.COPY, Reason.HANDED}


def test_a_destruction_proposed_or_a_second_click_is_told(house: House, dossier: Dossier) -> None:
    row = proposed(house, dossier)
    assert why_not(house, dossier) == {Reason.PROPOSED}
    deciding.withdraw(house.keyring("Camille"), row.pk)
    archived(house, dossier)
    with pytest.raises(KeyNotHeld):
        archived(house, dossier)
    assert archiving.against(dossier) == [Reason.ARCHIVED]


def test_a_damaged_row_leaves_it_as_it_was(house: House, dossier: Dossier) -> None:
    models.Record.objects.filter(container=dossier.pk).first().delete()  # type: ignore[union-attr]
    with pytest.raises(Damaged):
        archived(house, dossier)
    assert house.keyring("Camille").holds(dossier.pk)
    assert not Archived.objects.exists()


# --- read there ----------------------------------------------------------------------------------


def test_a_member_reads_it_whole_for_a_reason_that_stays(house: House, dossier: Dossier) -> None:
    archived(house, dossier)
    reason = reading(house, dossier.pk)
    found = archives.read(house.keyring("Lou"), dossier.pk, reason)
    said = "\n".join(part.text for item in found.file.items for part in item.parts)
    assert TEXT in said
    assert {ARCHIVE_WHY, SAID} <= set(said.split("\n"))
    entry = Entry.objects.filter(act=Act.ARCHIVE_READ.value).earliest("seq")
    assert (entry.container, entry.about) == (dossier.pk, reason)
    (piece,) = found.pieces
    with archives.piece(house.keyring("Lou"), dossier.pk, reason, piece) as file:
        assert b"".join(file.chunks())


def test_once_it_is_back_she_reads_who_read_it_but_for_justice(
    house: House, dossier: Dossier
) -> None:
    archived(house, dossier)
    reading(house, dossier.pk)
    for ground in (Reading.ACCESS, Reading.DISPUTE):
        said = ArchiveReading(TODAY(), ground, SAID)
        archives.give_reason(house.keyring("Lou"), dossier.pk, said)
    row = back(house, dossier.pk)
    found = records.read(house.keyring("Alix").open(row.pk, Act.DOSSIER_OPENED))
    told = [look for look in looks(row, found) if "archives" in look.purpose]
    assert [look.times for look in told] == [2]


def test_without_a_reason_of_hers_of_today_nothing_opens(house: House, dossier: Dossier) -> None:
    with_more(house, "Omar")
    archived(house, dossier)
    mine = reading(house, dossier.pk)
    for who, reason in (("Lou", uuid4()), ("Omar", mine), ("Camille", mine), ("Ines", mine)):
        with pytest.raises(KeyNotHeld):
            archives.read(house.keyring(who), dossier.pk, reason)


def with_more(house: House, who: str) -> None:

    group = models.Group.objects.get(kind="archives")
    admission = groups.authorise(group, house.agents[who], by=house.keyring("Ines"))
    groups.admit(admission, by=house.keyring("Lou"))


def test_a_member_holds_none_of_it_outside_the_archives(house: House, dossier: Dossier) -> None:
    with_more(house, "Camille")
    archived(house, dossier)
    camille = house.keyring("Camille")
    assert not camille.holds(dossier.pk)
    assert dossier.pk not in camille.held("dossier")
    with pytest.raises(KeyNotHeld):
        camille.open(dossier.pk, Act.DOSSIER_OPENED)


def test_a_name_is_found_by_members_alone_and_told_once(house: House, dossier: Dossier) -> None:
    archived(house, dossier)
    (match,) = archives.search(house.keyring("Lou"), "sarr")
    assert match.row.pk == dossier.pk
    assert archives.search(house.keyring("Lou"), "personne-d-autre") == []
    assert archives.search(house.keyring("Lou"), " ") == []
    with pytest.raises(KeyNotHeld):
        archives.search(house.keyring("Ines"), "sarr")
    assert Entry.objects.filter(act=Act.ARCHIVES_SEARCHED.value).count() == 3


# --- taken back ----------------------------------------------------------------------------------


def test_taken_back_its_new_referente_alone_follows_it(house: House, dossier: Dossier) -> None:
    group = archived(house, dossier).group_id
    row = back(house, dossier.pk)
    assert row.referent == house.agents["Alix"]
    assert not Archived.objects.exists()
    assert containers.whole_holders(row.pk) == {house.agents["Alix"].pk, house.organisation.pk}
    opened = house.keyring("Alix").open(row.pk, Act.DOSSIER_OPENED)
    found = records.read(opened)
    assert found.is_whole
    assert TEXT in [entry.content.text for entry in found.of(ThreadEntry)]
    assert found.one(Archiving)
    assert found.one(ArchiveReturn)
    assert house.keyring("Rachel").holds(row.pk), "reception knows her name again"
    for who in ("Camille", "Lou"):
        keyring = house.keyring(who)
        with keyring.in_archives(), pytest.raises(KeyNotHeld):
            keyring.open(row.pk, Act.DOSSIER_OPENED)
    held = models.Grant.objects.filter(recipient=group, box__isnull=False)
    assert not held.exclude(container=group).exists()


def test_back_to_someone_who_cannot_follow_is_refused(house: House, dossier: Dossier) -> None:
    archived(house, dossier)
    house.enrol("Nadia", "social_worker", certified=False)
    for to, error in (("Rachel", KeyNotHeld), ("Nadia", NotCertified)):
        with pytest.raises(error):
            back(house, dossier.pk, to)
    with pytest.raises(KeyNotHeld):
        back(house, dossier.pk, "Alix", "Camille")
    assert Archived.objects.exists()


# --- when the archives are over -------------------------------------------------------------------


def test_over_their_length_it_is_proposed_by_a_member_and_destroyed_by_another(
    house: House, dossier: Dossier
) -> None:
    archived(house, dossier)
    lou = house.keyring("Lou")
    with pytest.raises(NotDestroyed) as refused:
        deciding.propose(lou, dossier)
    assert refused.value.reasons == (Reason.IN_ARCHIVES,)
    Terms.objects.update(archive_months=1, needs_visa=False)
    (stands,) = clock.archived_in(house.organisation.pk, TODAY())
    assert stands.stage is Stage.ARCHIVE_OVER
    with pytest.raises(KeyNotHeld):
        deciding.propose(house.keyring("Camille"), dossier)
    row = deciding.propose(lou, dossier)
    with pytest.raises(NotArchived) as kept:
        back(house, dossier.pk)
    assert kept.value.reasons == (Reason.PROPOSED,)
    erasing.erase(house.keyring("Ines"), row.pk)
    assert not Archived.objects.exists()
    assert not models.Grant.objects.filter(container=row.container, box__isnull=False).exists()


def test_as_long_as_something_is_there_the_length_stays_written(
    house: House, dossier: Dossier
) -> None:
    archived(house, dossier)
    with pytest.raises(NotWritten):
        deciding.set_terms(house.keyring("Lou"), Terms())
    assert Terms.objects.get().archive_months == 60
