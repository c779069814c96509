"""Read a file again for a copy, entry by entry: nothing leaves that nobody looked at.

A choice is about one version of one entry. What is written meanwhile, or corrected, is to be read;
what was decided stays. Nothing is « given » before someone says so.
"""

from dataclasses import dataclass
from hashlib import blake2b
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.copies.actions import open_row, request_in
from entrenous.copies.codes import Choice, Ground
from entrenous.copies.contents import CopyRequest, ItemChoice, Mask
from entrenous.copies.grounds import ground_by_rule, grounds_for
from entrenous.copies.items import File, Item, file_of
from entrenous.copies.queries import Asked, choices_of, request_of
from entrenous.copies.standing import Standing, standing_of
from entrenous.dossiers.models import Dossier
from entrenous.gateway.base import base_of, employer_of
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import EditedMeanwhile, KeyNotHeld
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import Reading
from entrenous.vault.containers import Compartment


class NotChosen(Exception):
    """A choice that cannot be made; `sentence` says why to the reader."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


@dataclass(frozen=True)
class Proposal:
    """What the program proposes for one entry, never « give »: a person decides."""

    choice: Choice
    ground: Ground
    why: str


@dataclass(frozen=True)
class Review:
    """A request and the whole file it asks for, as it stands today."""

    asked: Asked
    file: File
    standing: Standing
    choices: dict[tuple[UUID, int], ItemChoice]

    def choice_of(self, item: Item) -> ItemChoice | None:
        """What was decided of this version of an entry, or None: to be read."""
        return self.choices.get(item.key)

    @property
    def left(self) -> tuple[Item, ...]:
        """What is still to be read."""
        return tuple(i for i in self.file.reviewed if i.key not in self.choices)

    @property
    def decided(self) -> tuple[tuple[Item, ItemChoice], ...]:
        """Each entry that was read, with its choice."""
        return tuple(
            (item, self.choices[item.key])
            for item in self.file.reviewed
            if item.key in self.choices
        )

    def closed(self, item: Item) -> str:
        """Why the rule keeps an entry whatever is decided; nothing when it may be given."""
        return self.standing.kept_because(item.law)

    @property
    def digest(self) -> str:
        """What the choices are, in 64 characters: a second reading is about these."""
        told = sorted(
            (str(i.id), i.version, c.choice.value, c.ground or "",
             [(m.part, m.start, m.end, m.ground.value) for m in c.masks])
            for i, c in self.decided
        )  # fmt: skip
        return blake2b(repr(told).encode(), digest_size=32).hexdigest()


def review_of(
    by: Keyring, dossier: Dossier, opened: OpenContainer, reading: Reading, request: UUID
) -> Review:
    """A request and the file it asks for. `reading` is the whole dossier. KeyNotHeld."""
    asked = request_of(reading, dossier, request)
    file = file_of(by, dossier, opened, reading)
    standing = standing_of(
        asked.said,
        (code for item in file.items for code in item.law),
        base=base_of(by.organisation),
        employer=employer_of(by.agent.organisation),
        is_protected=file.is_protected,
    )
    chosen = {key: record.content for key, record in choices_of(reading, request).items()}
    return Review(asked, file, standing, chosen)


def proposal(review: Review, item: Item) -> Proposal | None:
    """What is proposed for an entry that nobody read yet; None: read it, and decide."""
    if why := review.closed(item):
        return Proposal(Choice.WITHHOLD, ground_by_rule(review.standing.asker), why)
    if item.is_draft:
        why = "Cet écrit n’est pas parti : un document inachevé peut être gardé."
        return Proposal(Choice.WITHHOLD, Ground.DRAFT, why)
    if item.spans:
        why = "Des passages sont marqués « dit par un tiers »."
        return Proposal(Choice.MASK, Ground.THIRD_PARTY, why)
    return None


@transaction.atomic
def choose(
    by: Keyring,
    dossier: Dossier,
    request: UUID,
    item: Item,
    choice: Choice,
    *,
    ground: Ground | None = None,
    masks: tuple[Mask, ...] = (),
    is_asked: bool = False,
    closed: str = "",
) -> None:
    """Keep what was decided of one entry that was read.

    item    as it was shown: corrected meanwhile, it is to be read again
    closed  why the rule keeps it whatever is decided (`Review.closed`)
    raises  NotChosen; EditedMeanwhile; CopyEnded; KeyNotHeld; Damaged
    """
    opened = by.writing(dossier.pk)
    opened.key_for(records.compartment_of(ItemChoice))
    row = open_row(dossier, request)
    said = request_in(opened, row.pk).content
    fresh = ItemChoice(
        str(request), str(item.id), item.version, choice, timezone.localdate(), ground,
        tuple(sorted(masks, key=lambda m: (m.part, m.start))), is_asked,
    )  # fmt: skip
    _check(said, item, fresh, closed)
    _check_version(opened, item)
    known = choices_of(records.read(opened, ItemChoice), request).get(item.key)
    if known is None or known.content != fresh:
        records.write(opened, fresh, by=by, record=known.id if known else None, act=Act.COPY_CHOSEN)


def _check(said: CopyRequest, item: Item, fresh: ItemChoice, closed: str) -> None:
    if item.is_deferred:
        raise KeyNotHeld
    allowed = grounds_for(said.asker)
    choice, ground = fresh.choice, fresh.ground
    if closed and choice is not Choice.WITHHOLD:
        raise NotChosen(f"La règle garde cet écrit : {closed}")
    if choice is Choice.WITHHOLD and ground not in (*allowed, ground_by_rule(said.asker)):
        raise NotChosen("Choisissez le motif pour lequel cet écrit est gardé.")
    if choice is Choice.GIVE and (fresh.masks or ground):
        raise NotChosen("Un écrit donné en entier n’a pas de passage masqué.")
    if choice is Choice.MASK:
        _check_masks(item, fresh.masks, allowed)


def _check_masks(item: Item, masks: tuple[Mask, ...], allowed: tuple[Ground, ...]) -> None:
    if item.document is not None:
        raise NotChosen(
            "Un fichier se donne en entier ou se garde. Pour en masquer une partie, ajoutez aux "
            "pièces une copie masquée, et gardez celle-ci."
        )
    if not masks:
        raise NotChosen("Choisissez au moins un passage à masquer.")
    for mask in masks:
        is_inside = 0 <= mask.part < len(item.parts) and (
            0 <= mask.start < mask.end <= len(item.parts[mask.part].text)
        )
        if not is_inside or mask.ground not in allowed:
            raise NotChosen("Ce passage n’est plus dans l’écrit : relisez-le.")


def _check_version(opened: OpenContainer, item: Item) -> None:
    """The version that was read is still there: one that was corrected is another item."""
    if item.is_former:
        return
    rows = records.stored_rows(opened, list(Compartment), record=item.id)
    latest = max((row.version for row in rows), default=item.version)
    if latest != item.version:
        raise EditedMeanwhile(item.id, latest)
