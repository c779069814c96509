"""A copy as plain data, from what was decided: the PDF and the JSON are made of this, no more.

What is kept has no way in but `kept`: its part of the file, its day, its ground. No title.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from entrenous.copies.codes import HERSELF, Category, Choice, Ground
from entrenous.copies.contents import ItemChoice, KeptBack, Mask, Remark
from entrenous.copies.grounds import cited
from entrenous.copies.items import Item
from entrenous.copies.reviewing import Review
from entrenous.documents.contents import Document
from entrenous.law import RuleBase
from entrenous.law.typography import typeset


@dataclass(frozen=True)
class Passage:
    """A labelled text as it is given: what is masked says why, in its place."""

    label: str
    text: str


@dataclass(frozen=True)
class Entry:
    """One entry that is given, whole or with passages masked."""

    title: str
    on: date
    passages: tuple[Passage, ...]
    remarks: tuple[Passage, ...] = ()
    masked: int = 0


@dataclass(frozen=True)
class Section:
    """One part of a copy."""

    category: Category
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Given:
    """A file that is given beside the copy."""

    record: str
    title: str
    document: Document


@dataclass(frozen=True)
class GroundTold:
    """A ground that was used, and the texts that may be quoted of it."""

    ground: Ground
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Copy:
    """What leaves. `about` is the person's name; `is_hers`: she asked for it herself."""

    about: str
    is_hers: bool
    asked_on: date
    on: date
    to: str
    service: tuple[str, ...]
    sections: tuple[Section, ...]
    documents: tuple[Given, ...]
    kept: tuple[KeptBack, ...]
    grounds: tuple[GroundTold, ...]

    @property
    def given(self) -> int:
        """How many entries and files are given, whole or in part."""
        return sum(len(s.entries) for s in self.sections) + len(self.documents)


def compose(
    review: Review,
    *,
    on: date,
    to: str,
    service: tuple[str, ...],
    base: RuleBase,
    confirmed: Collection[str],
) -> Copy:
    """The copy that the choices make. Only entries with a choice are looked at.

    service    the lines that name it
    confirmed  names of texts that the organisation read again: these are quoted too
    """
    decided = review.decided
    kept = [*_kept(decided), *review.file.damaged]
    used = dict.fromkeys(g for _, choice in decided for g in _grounds(choice))
    return Copy(
        about=review.file.name,
        is_hers=review.asked.said.asker in HERSELF,
        asked_on=review.asked.said.on,
        on=on,
        to=to,
        service=service,
        sections=tuple(_sections(decided)),
        documents=tuple(_documents(decided)),
        kept=tuple(kept),
        grounds=tuple(GroundTold(g, cited(g, base, confirmed)) for g in used),
    )


def masked(text: str, masks: Iterable[Mask]) -> str:
    """A text without its masked passages, each replaced by its ground."""
    told, at = [], 0
    for mask in sorted(masks, key=lambda m: (m.start, m.end)):
        start, end = max(mask.start, at), max(mask.end, at)
        if start == end:
            continue
        told += [text[at:start], f"[passage masqué : {mask.ground.label}]"]
        at = end
    return "".join([*told, text[at:]])


def _sections(decided: Iterable[tuple[Item, ItemChoice]]) -> Iterable[Section]:
    found: dict[Category, list[Entry]] = {}
    for item, choice in decided:
        if choice.choice is Choice.WITHHOLD:
            entry = _remarks_alone(item)
        elif item.document is not None:
            entry = None
        else:
            entry = _entry(item, choice)
        if entry is not None:
            found.setdefault(item.category, []).append(entry)
    return [Section(c, tuple(found[c])) for c in Category if c in found]


def _entry(item: Item, choice: ItemChoice) -> Entry:
    passages = tuple(
        Passage(part.label, masked(part.text, [m for m in choice.masks if m.part == rank]))
        for rank, part in enumerate(item.parts)
    )
    title = f"{item.title}, version corrigée depuis" if item.is_former else item.title
    return Entry(typeset(title), item.on, passages, _remarks(item.remarks), len(choice.masks))


def _remarks_alone(item: Item) -> Entry | None:
    """Her own words stay hers, even about what is kept."""
    if not item.remarks:
        return None
    return Entry("Votre remarque sur un écrit qui n’est pas remis", item.on, (),
                 _remarks(item.remarks))  # fmt: skip


def _remarks(remarks: Iterable[Remark]) -> tuple[Passage, ...]:
    return tuple(
        Passage(label, text)
        for each in remarks
        for label, text in (("Sa remarque", each.text), ("Réponse", each.answer_words))
        if text
    )


def _documents(decided: Iterable[tuple[Item, ItemChoice]]) -> Iterable[Given]:
    return [
        Given(str(item.id), item.document.title, item.document)
        for item, choice in decided
        if item.document is not None and choice.choice is Choice.GIVE and not item.is_former
    ]


def _kept(decided: Iterable[tuple[Item, ItemChoice]]) -> Iterable[KeptBack]:
    for item, choice in decided:
        if choice.choice is Choice.WITHHOLD:
            yield KeptBack(item.category.value, item.on, choice.ground)
        for ground in dict.fromkeys(m.ground for m in choice.masks):
            count = sum(m.ground is ground for m in choice.masks)
            yield KeptBack(item.category.value, item.on, ground, count)


def _grounds(choice: ItemChoice) -> Iterable[Ground]:
    return [*([choice.ground] if choice.ground else []), *(m.ground for m in choice.masks)]
