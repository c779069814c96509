"""The archives, for their members: by numbers and days; read for a reason; taken back.

Nothing here opens without `Keyring.in_archives`: elsewhere a member holds none of these dossiers.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.agents.folding import fold
from entrenous.agents.models import Agent, Function
from entrenous.copies import items
from entrenous.copies.items import File
from entrenous.documents.contents import Document
from entrenous.documents.queries import OpenFile, open_file
from entrenous.dossiers import actions, directory, protection
from entrenous.dossiers.contents import PersonCard
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.certificates import NotCertified, is_certified
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Group
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.retention import moving, reach
from entrenous.retention.codes import Reading, Reason
from entrenous.retention.contents import ArchiveReading, ArchiveReturn
from entrenous.retention.errors import NotArchived
from entrenous.retention.models import Archived, Destruction
from entrenous.vault.grants import Motive


@dataclass(frozen=True)
class Match:
    """An archived dossier whose identity has every word sought."""

    row: Archived
    name: str
    born: str


@dataclass(frozen=True)
class ReadFile:
    """An archived dossier as it is read, and why. `pieces`: the files that may be taken."""

    row: Archived
    file: File
    said: ArchiveReading
    pieces: frozenset[UUID]


def is_member(by: Keyring) -> bool:
    """Tell whether this agent was let into the archives of her organisation."""
    rows = Group.objects.filter(pk__in=by.group_ids(), kind=Group.Kind.ARCHIVES)
    return rows.filter(container__organisation_id=by.organisation).exists()


def find(by: Keyring, dossier: UUID) -> Archived:
    """One dossier of the archives, in clear. KeyNotHeld: not a member, or nothing there."""
    rows = Archived.objects.select_related("dossier__secteur__circonscription", "archived_by")
    row = rows.filter(pk=dossier, dossier__container__organisation_id=by.organisation).first()
    if row is None or not is_member(by):
        raise KeyNotHeld
    return row


@transaction.atomic
def give_reason(by: Keyring, dossier: UUID, said: ArchiveReading) -> UUID:
    """Seal why it is about to be read; returns the record that `read` asks for.

    She reads of it in her space one day, but for what justice asks: that is not told apart here.
    raises  KeyNotHeld; Damaged; VaultClosed
    """
    row = find(by, dossier)
    with by.in_archives():
        act = None if said.ground is Reading.JUSTICE else Act.ARCHIVE_ASKED
        return records.write(by.writing(row.pk), said, by=by, act=act).record


def read(by: Keyring, dossier: UUID, reason: UUID) -> ReadFile:
    """The whole file, journaled first. KeyNotHeld without a reason of hers, written today."""
    row = find(by, dossier)
    with by.in_archives():
        opened = by.open(row.pk, Act.ARCHIVE_READ, about=reason)
        reading = records.read(opened)
        said = _reason(opened, reason, by=by)
        file = items.file_of(by, row.dossier, opened, reading, act=Act.ARCHIVE_READ)
    pieces = frozenset(each.id for each in reading.of(Document))
    return ReadFile(row, file, said, pieces)


def piece(by: Keyring, dossier: UUID, reason: UUID, record: UUID) -> OpenFile:
    """One file of it, verified whole. KeyNotHeld; FileMissing, FileAltered"""
    row = find(by, dossier)
    with by.in_archives():
        _reason(by.open(row.pk, Act.ARCHIVE_READ, about=reason), reason, by=by)
        return open_file(by, row.pk, record, act=Act.DOCUMENT_TAKEN)


def search(by: Keyring, words: str) -> list[Match]:
    """Whose identity has every word, for someone who came back. One entry in the journal.

    The words are kept nowhere. KeyNotHeld: not a member; VaultClosed
    """
    if not is_member(by):
        raise KeyNotHeld
    sought = fold(words).split()
    rows = Archived.objects.filter(dossier__container__organisation_id=by.organisation)
    known = rows.in_bulk()
    with by.in_archives():
        opened = by.open_list(known, Act.ARCHIVES_SEARCHED)
        readings = records.read_many(opened.values(), PersonCard)
    found = []
    for pk, reading in readings.items():
        card = reading.one(PersonCard)
        if card is not None and sought and _has(card.content, sought):
            found.append(Match(known[pk], card.content.sorted_name, _born(card.content)))
    return sorted(found, key=lambda match: fold(match.name))


@transaction.atomic
def take_back(by: Keyring, dossier: UUID, said: ArchiveReturn, *, to: Agent) -> Dossier:
    """The person came back and agreed: a référente alone follows her again; the archives lose it.

    raises  NotArchived: its destruction is proposed; NotCertified; KeyNotHeld: not a member, or
            no social worker at work; Damaged. Nothing is then changed
    """
    row = find(by, dossier)
    _check(by, to)
    if Destruction.objects.pending().filter(container=row.pk).exists():
        raise NotArchived(Reason.PROPOSED)
    with by.in_archives():
        return _take_back(by, row, said, to)


def _take_back(by: Keyring, row: Archived, said: ArchiveReturn, to: Agent) -> Dossier:
    opened, header = by.writing(row.pk), row.dossier
    records.write(opened, said, by=by)
    card = records.read(opened, PersonCard).one(PersonCard)
    header.referent = to
    header.save(update_fields=["referent"])
    row.delete()
    by.note(Act.ARCHIVE_RETURNED, container=header.pk, about=to.pk)
    actions.touch(header)
    moving.move(
        by,
        header.pk,
        reach.of(header.pk),
        to=Recipient(to.pk, Motive.ATTRIBUTION),
        also=protection.services(card.content, header.secteur) if card else (),
    )
    if card is not None:
        directory.announce(header, card.content, by=by)
    return header


def _check(by: Keyring, to: Agent) -> None:
    works = to.is_active and to.has_function(Function.Kind.SOCIAL_WORKER)
    if to.organisation_id != by.organisation or not works:
        raise KeyNotHeld
    if not is_certified(by.organisation, to.pk):
        raise NotCertified


def _reason(opened: OpenContainer, reason: UUID, *, by: Keyring) -> ArchiveReading:
    known = records.read(opened, ArchiveReading).find(ArchiveReading, reason)
    if known is None or known.author != by.agent.pk or known.content.on != timezone.localdate():
        raise KeyNotHeld
    return known.content


def _has(card: PersonCard, sought: list[str]) -> bool:
    names = (card.family_name, card.given_name, card.birth_name, card.alias)
    among = fold(" ".join(name for name in names if name)).split()
    return all(any(name.startswith(word) for name in among) for word in sought)


def _born(card: PersonCard) -> str:
    year = card.birth_on.year if card.birth_on else card.birth_year
    return str(year) if year else ""
