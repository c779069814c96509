"""The sealed directory of a circonscription: file the slips, search by name.

One container per circonscription, whose key the reception group holds. Cards are in pages of 256,
opened in memory for one search and let go (04-seal §3.9). A page is replaced whole, its former
version removed: a person who becomes protected leaves nothing behind.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, overload
from uuid import UUID

from django.db import transaction

from entrenous.agents.models import Agent, Circonscription, Secteur
from entrenous.dossiers.directory import DirectoryCard, ReadSlip, Slip, discard, read_slips
from entrenous.dossiers.models import DirectorySlip, Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import containers, groups, records
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Container, Grant, Group
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import OpenRecord, Reading
from entrenous.reception import matching
from entrenous.reception.contents import DirectoryPage, Filed, Withdrawn
from entrenous.reception.models import Directory
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive

PAGE: Final = 256
KEYS_VERSION: Final = 1
SHOWN: Final = 8


@dataclass(frozen=True)
class Hit:
    """Someone who is known: by whom she is followed, and where. Never why."""

    dossier: UUID
    name: str
    birth_year: int | None
    reason: str
    referent: Agent | None
    secteur: Secteur | None
    ended_on: date | None = None


@dataclass(frozen=True)
class Found:
    """The answer of a search.

    more     other cards were set aside
    missing  the places whose directory does not open whole: « nobody » does not mean nobody there
    """

    hits: list[Hit]
    more: bool = False
    missing: tuple[Circonscription, ...] = ()


def search(
    circonscriptions: Iterable[Circonscription],
    query: str,
    birth_year: int | None = None,
    *,
    by: Keyring,
) -> Found:
    """Who bears this name. The search and each card shown are journaled before the answer.

    raises  KeyNotHeld: not of the reception group; VaultClosed
    """
    readings = {c: r for c in circonscriptions if (r := read(c, by=by)) is not None}
    filed = [f for reading in readings.values() for f in _cards(reading)]
    index = matching.prepare(_Searchable(filed), [f.keys for f in filed])
    matches = matching.search(index, query, birth_year, SHOWN + 1)
    shown = matches[:SHOWN]
    dossiers = _headers(UUID(m.card.card_id) for m in shown)
    hits = [_hit(m, dossiers.get(UUID(m.card.card_id))) for m in shown]
    with transaction.atomic():
        for hit in hits:
            by.note(Act.DIRECTORY_HIT, container=hit.dossier)
    missing = tuple(place for place, reading in readings.items() if not reading.is_whole)
    return Found(hits, len(matches) > SHOWN, missing)


def fold(circonscription: Circonscription, *, by: Keyring) -> int:
    """File the slips waiting in the letter box; called by whichever member comes next.

    returns how many slips were filed; 0 when nothing waits or `by` is not a member
    raises  Damaged: a constat first; the slips wait
    """
    group = Group.objects.filter(kind=Group.Kind.RECEPTION, circonscription=circonscription).first()
    waiting = group is not None and DirectorySlip.objects.filter(group=group).exists()
    if group is None or not waiting or group.pk not in by.group_ids():
        return 0
    with transaction.atomic():
        slips = read_slips(group, by=by)
        opened = by.writing(_directory(circonscription, by=by))
        _file([s.slip for s in slips if _may_speak_of(s)], opened, by=by)
        discard(group, [s.row for s in slips])
        by.note(Act.DIRECTORY_CHANGED, container=opened.id)
    return len(slips)


def holds_directory(circonscription: Circonscription, *, by: Keyring) -> bool:
    """Tell whether this agent is of the reception group of the place."""
    group = groups.usable(Group.Kind.RECEPTION, circonscription)
    return group is not None and group.pk in by.group_ids()


def read(circonscription: Circonscription, *, by: Keyring) -> Reading | None:
    """A directory and what is missing of it, journaled as a search; None before its first card.

    raises  KeyNotHeld: not of the reception group; VaultClosed
    """
    directory = Directory.objects.filter(circonscription=circonscription).first()
    if directory is None:
        if not holds_directory(circonscription, by=by):
            raise KeyNotHeld
        _ = by.secret  # a closed vault answers nothing, even « nobody »
        by.note(Act.DIRECTORY_SEARCHED)
        return None
    return records.read(by.open(directory.pk, Act.DIRECTORY_SEARCHED), DirectoryPage)


@transaction.atomic
def carry_out_constat(circonscription: Circonscription, *, by: Keyring) -> frozenset[Compartment]:
    """Accept, once it was shown, what is missing of a directory: slips are filed again.

    raises  KeyNotHeld: not of the reception group; VaultClosed
    """
    directory = Directory.objects.filter(circonscription=circonscription).first()
    if directory is None:
        if not holds_directory(circonscription, by=by):
            raise KeyNotHeld
        return frozenset()
    return records.accept_constat(by.writing(directory.pk), by=by)


def _cards(reading: Reading) -> list[Filed]:
    pages = reading.of(DirectoryPage)
    return [_fresh(filed, page.content) for page in pages for filed in page.content.filed]


def _fresh(filed: Filed, page: DirectoryPage) -> Filed:
    if page.keys_version == KEYS_VERSION:
        return filed
    return file_card(filed.card, filed.dropped_at)


def _directory(circonscription: Circonscription, *, by: Keyring) -> UUID:
    """The directory's container; made, for the group alone, by the first member who files."""
    known = Directory.objects.filter(circonscription=circonscription).first()
    if known is not None:
        return known.container_id
    group = groups.usable(Group.Kind.RECEPTION, circonscription)
    if group is None:
        raise KeyNotHeld
    box = [Recipient(group.pk, Motive.LETTER_BOX)]
    made = containers.create(Container.Kind.DIRECTORY, by=by, recipients=box, keep=False)
    Directory.objects.create(container_id=made.id, circonscription=circonscription)
    return made.id


def _file(slips: list[Slip], opened: OpenContainer, *, by: Keyring) -> None:
    """Apply slips, the oldest first, and replace only the pages that change."""
    reading = records.read(opened, DirectoryPage, Withdrawn)
    pages, gone = reading.of(DirectoryPage), reading.one(Withdrawn)
    last = {f.card.card_id: f.dropped_at for p in pages for f in p.content.filed}
    last |= gone.content.cards if gone else {}
    newer = [s for s in slips if s.card_id not in last or s.dropped_at > last[s.card_id]]
    latest = {s.card_id: s for s in newer}
    if not latest:
        return
    fresh = [file_card(s.card, s.dropped_at) for s in latest.values() if s.card is not None]
    for page in pages:
        kept = [f for f in page.content.filed if f.card.card_id not in latest]
        room = PAGE - len(kept)
        if len(kept) < len(page.content.filed) or (fresh and room):
            _replace(page, [*kept, *fresh[:room]], opened, by=by)
            fresh = fresh[room:]
    for start in range(0, len(fresh), PAGE):
        cards = tuple(fresh[start : start + PAGE])
        records.write(opened, DirectoryPage(cards, KEYS_VERSION), by=by)
    _withdraw(gone, latest, opened, by=by)


def _replace(
    page: OpenRecord[DirectoryPage], cards: list[Filed], opened: OpenContainer, *, by: Keyring
) -> None:
    current = tuple(_fresh(f, page.content) for f in cards)
    records.remove(opened, page.id, by=by, act=Act.DIRECTORY_CHANGED)
    if current:
        records.write(opened, DirectoryPage(current, KEYS_VERSION), by=by)


def _withdraw(
    gone: OpenRecord[Withdrawn] | None,
    latest: dict[UUID, Slip],
    opened: OpenContainer,
    *,
    by: Keyring,
) -> None:
    """Remember when cards were taken out; forget those that were announced again."""
    former = gone.content.cards if gone else {}
    now = {card: at for card, at in former.items() if card not in latest}
    now |= {s.card_id: s.dropped_at for s in latest.values() if s.card is None}
    if now != former:
        records.write(opened, Withdrawn(now), by=by, record=gone.id if gone else None)


def _may_speak_of(slip: ReadSlip) -> bool:
    """Only whoever was once granted a dossier's key announces it or takes it out."""
    return Grant.objects.filter(
        container_id=slip.slip.card_id, recipient=slip.sender, compartment=0
    ).exists()


def file_card(card: DirectoryCard, dropped_at: datetime) -> Filed:
    """A card with the keys that serve the search."""
    bare = matching.Card(str(card.card_id), _names(card), card.birth_year)
    return Filed(card, dropped_at, matching.keys_of(bare))


def searchable(filed: Filed) -> matching.Card:
    """A filed card as the search reads it."""
    card = filed.card
    return matching.Card(str(card.card_id), _names(card), card.birth_year, extra=card)


class _Searchable(Sequence[matching.Card]):
    """Filed cards as the search reads them, each made when it is looked at: few are."""

    def __init__(self, filed: list[Filed]) -> None:
        self._filed = filed

    def __len__(self) -> int:
        return len(self._filed)

    @overload
    def __getitem__(self, place: int) -> matching.Card: ...
    @overload
    def __getitem__(self, place: slice) -> list[matching.Card]: ...
    def __getitem__(self, place: int | slice) -> matching.Card | list[matching.Card]:
        if isinstance(place, slice):
            return [searchable(filed) for filed in self._filed[place]]
        return searchable(self._filed[place])


def _names(card: DirectoryCard) -> tuple[str, ...]:
    names = [f"{card.given_name} {card.family_name}".strip()]
    if card.birth_name:
        names.append(f"{card.given_name} {card.birth_name}".strip())
    return tuple(names)


def _headers(ids: Iterable[UUID]) -> dict[UUID, Dossier]:
    rows = Dossier.objects.filter(pk__in=list(ids)).select_related("referent", "secteur")
    return {row.pk: row for row in rows.prefetch_related("accompagnements")}


def _hit(match: matching.Match, dossier: Dossier | None) -> Hit:
    card = match.card.extra
    assert isinstance(card, DirectoryCard)  # noqa: S101 - put there by `searchable`
    name = f"{card.family_name.upper()} {card.given_name}".strip()
    periods = list(dossier.accompagnements.all()) if dossier else []
    ended = [p.closed_on for p in periods if p.closed_on]
    return Hit(
        dossier=card.card_id,
        name=name,
        birth_year=card.birth_year,
        reason=match.reason.value,
        referent=dossier.referent if dossier else None,
        secteur=dossier.secteur if dossier else None,
        ended_on=max(ended) if ended and len(ended) == len(periods) else None,
    )
