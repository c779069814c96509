"""The entries of a file, one by one, as a copy would tell them: from every place they are sealed.

A dossier is not alone: the requests of third parties linked to it, what is shared in the
household, what was said at reception, are in containers of their own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from entrenous.copies.catalogue import to_justice
from entrenous.copies.clock import PROCEDURE
from entrenous.copies.codes import Category
from entrenous.copies.contents import KeptBack, Remark
from entrenous.copies.queries import remarks_about
from entrenous.copies.shapes import Part, Shape, day_of, parts_of, shape_of, title_of
from entrenous.documents.contents import Document
from entrenous.dossiers.codes import Voice
from entrenous.dossiers.contents import PersonCard, ThreadEntry
from entrenous.dossiers.models import Dossier
from entrenous.gateway.contents import RegisterLine
from entrenous.journal.acts import Act
from entrenous.keyring import models, records
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import OpenRecord, Reading
from entrenous.procedures.contents import FollowedProcedure
from entrenous.writings.codes import State as WritingState
from entrenous.writings.contents import Writing

#: The purpose of the files that are copies: a copy does not hold the former ones.
PURPOSE = "copy"
_DOCUMENT = Shape(
    Category.DOCUMENTS,
    ("piece_listee", "etat_paiements"),
    "Pièce",
    (
        ("Ce que c’est", "title"), ("Fichier", "name"), ("Type", "kind"),
        ("Datée du", "on"), ("Remise par la personne", "is_hers"),
    ),
)  # fmt: skip
_NOT_HERS = "Elle n’a pas remis cette pièce : relisez qui elle nomme, et qui l’a écrite."
_ORDER = {category: rank for rank, category in enumerate(Category)}


@dataclass(frozen=True)
class Span:
    """A passage that was marked as said by a third party: proposed for a mask."""

    part: int
    start: int
    end: int


@dataclass(frozen=True)
class Item:
    """One version of one entry.

    id, version  the record; a corrected entry is another item, to be read again
    law          codes of the law base: what a rule opens or keeps
    document     the file, when it is one: given whole or kept
    is_former    a version that was corrected since
    is_deferred  « information différée »: neither given nor listed
    is_draft     an unfinished writing: it may be kept as such
    """

    id: UUID
    version: int
    category: Category
    title: str
    on: date
    parts: tuple[Part, ...]
    law: tuple[str, ...]
    hint: str = ""
    spans: tuple[Span, ...] = ()
    document: Document | None = None
    remarks: tuple[Remark, ...] = ()
    is_former: bool = False
    is_deferred: bool = False
    is_draft: bool = False

    @property
    def key(self) -> tuple[UUID, int]:
        """What a choice is about."""
        return (self.id, self.version)


@dataclass(frozen=True)
class File:
    """A whole file as it is today.

    name       the person's
    damaged    what does not open: said in the copy, since it cannot be given
    is_whole   nothing missing or put back: a constat first otherwise
    """

    items: tuple[Item, ...]
    name: str = ""
    damaged: tuple[KeptBack, ...] = ()
    is_whole: bool = True
    is_protected: bool = False

    def find(self, item: UUID, version: int) -> Item | None:
        """One item, or None: it changed, or was never here."""
        return next((i for i in self.items if i.key == (item, version)), None)

    @property
    def reviewed(self) -> tuple[Item, ...]:
        """What someone has to decide of."""
        return tuple(i for i in self.items if not i.is_deferred)

    @property
    def has_deferred(self) -> bool:
        """Tell whether something may not be told yet."""
        return any(i.is_deferred for i in self.items)


def file_of(
    by: Keyring,
    dossier: Dossier,
    opened: OpenContainer,
    reading: Reading,
    *,
    act: Act = Act.COPY_READ,
) -> File:
    """Every entry of a dossier, in the order of a copy. One journal entry for what is apart.

    opened, reading  the dossier itself, already journaled and read whole
    act              what the journal says of the reading of what is apart
    raises           VaultClosed
    """
    others = _apart(by, dossier, act)
    readings = [reading, *(found for _, found in others)]
    own = set(dossier.copies.values_list("procedure", flat=True))
    items = list(_items(opened, reading, own=own))
    for container, found in others:
        line = found.one(RegisterLine)
        late = line is not None and line.content.under_embargo
        items += _items(container, found, is_deferred=late)
    card = reading.one(PersonCard)
    return File(
        tuple(sorted(items, key=_place)),
        card.content.name if card else "",
        tuple(_damaged(readings)),
        not (reading.doubtful or reading.lost or any(r.doubtful for r in readings)),
        bool(card and card.content.is_protected),
    )


def _apart(by: Keyring, dossier: Dossier, act: Act) -> list[tuple[OpenContainer, Reading]]:
    """What is sealed beside the dossier and that its holder opens."""
    ids = set(models.Container.objects.filter(parent=dossier.pk).values_list("pk", flat=True))
    ids |= {d for d in dossier.accompagnements.values_list("demande", flat=True) if d}
    if dossier.household_id is not None:
        ids.add(dossier.household_id)
    if not ids:
        return []
    opened = by.open_list(ids, act)
    return [(each, records.read(each)) for _, each in sorted(opened.items())]


def _items(
    opened: OpenContainer,
    reading: Reading,
    *,
    own: Iterable[UUID | None] = (),
    is_deferred: bool = False,
) -> Iterator[Item]:
    latest = {record.id: record.version for record in reading.records}
    after: dict[UUID, tuple[Part, ...]] = {}
    own = set(own)
    for record in reversed(records.every_version(opened)):
        shape = _shape(record.content)
        if shape is None or record.id in own or record.id not in latest:
            continue
        is_former = record.version < latest[record.id]
        parts = parts_of(record.content, shape)
        if not parts or (is_former and (not shape.has_versions or parts == after[record.id])):
            after.setdefault(record.id, parts)
            continue
        after[record.id] = parts
        late = is_deferred or _is_deferred(record.content)
        yield _item(record, shape, parts, reading, is_former=is_former, is_deferred=late)


def _item(
    record: OpenRecord[Any],
    shape: Shape,
    parts: tuple[Part, ...],
    reading: Reading,
    *,
    is_former: bool,
    is_deferred: bool,
) -> Item:
    content = record.content
    remarks = () if is_former else tuple(r.content for r in remarks_about(reading, record.id))
    return Item(
        record.id,
        record.version,
        shape.category,
        title_of(content, shape),
        day_of(content, shape, record.written_on),
        parts,
        shape.law,
        _hint(content, shape),
        tuple(_spans(content)),
        content if isinstance(content, Document) else None,
        remarks,
        is_former,
        is_deferred,
        isinstance(content, Writing) and content.state is not WritingState.SENT,
    )


def _shape(content: Any) -> Shape | None:
    if isinstance(content, Document):
        return None if content.purpose == PURPOSE else _DOCUMENT
    if isinstance(content, Remark) and content.about:
        return None  # told with what it is about
    if isinstance(content, FollowedProcedure) and content.procedure == PROCEDURE:
        return None  # the clock of this very request
    return shape_of(content)


def _spans(content: Any) -> Iterator[Span]:
    if isinstance(content, ThreadEntry):
        for passage in content.passages:
            if passage.voice is Voice.THIRD_PARTY:
                yield Span(0, passage.start, passage.end)


def _hint(content: Any, shape: Shape) -> str:
    if isinstance(content, Document):
        return "" if content.is_hers else _NOT_HERS
    if isinstance(content, Writing):
        return to_justice(content)
    return shape.hint


def _is_deferred(content: Any) -> bool:
    return bool(getattr(content, "deferred", False)) and content.lifted_on is None


def _damaged(readings: Iterable[Reading]) -> Iterator[KeptBack]:
    for reading in readings:
        for each in reading.damaged:
            yield KeptBack(Category.OTHER.value, each.written_on, None)


def _place(item: Item) -> tuple[int, date, str, str, int]:
    return (_ORDER[item.category], item.on, item.title, item.id.hex, -item.version)
