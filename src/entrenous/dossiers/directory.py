"""What reception may know of a dossier: one card, dropped sealed in its letter box.

The référente announces and withdraws; a member of the reception group reads the slips and files
the cards in the sealed directory. A protected person is never announced (00-decisions A4).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from django.utils import timezone

from entrenous.agents.models import Circonscription
from entrenous.dossiers.contents import PersonCard
from entrenous.dossiers.models import DirectorySlip, Dossier
from entrenous.keyring import groups
from entrenous.keyring.certificates import certified_keys, current_keys
from entrenous.keyring.models import Group
from entrenous.keyring.opening import Keyring, keys_of_epochs
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened, dec, enc, pad, unpad, verify


@dataclass(frozen=True, slots=True)
class DirectoryCard:
    """Who is followed, and by whom; never why. `card_id` is the dossier's own id."""

    card_id: UUID
    family_name: str
    given_name: str
    birth_name: str
    birth_year: int | None
    referent: UUID
    secteur: UUID


@dataclass(frozen=True)
class Slip:
    """What is sealed: a card, or None to withdraw it. The latest slip of a card wins."""

    card_id: UUID
    card: DirectoryCard | None
    dropped_at: datetime


@dataclass(frozen=True)
class ReadSlip:
    """A slip that opened, whose sender is certified. `row` is what `discard` takes."""

    row: UUID
    sender: UUID
    slip: Slip


def announce(dossier: Dossier, card: PersonCard, *, by: Keyring) -> DirectorySlip | None:
    """Drop the person's card in the letter box of her circonscription's reception.

    returns None when reception has no usable box, or when the person is protected
    """
    if card.is_protected:
        return None
    known = DirectoryCard(
        card_id=dossier.pk,
        family_name=card.family_name or card.alias,
        given_name=card.given_name,
        birth_name=card.birth_name,
        birth_year=card.birth_on.year if card.birth_on else card.birth_year,
        referent=dossier.referent_id,
        secteur=dossier.secteur_id,
    )
    return _drop(Slip(dossier.pk, known, timezone.now()), dossier, by=by)


def withdraw(dossier: Dossier, *, by: Keyring) -> DirectorySlip | None:
    """Ask reception to take the person's card out: protection, transfer elsewhere, erasure."""
    return _drop(Slip(dossier.pk, None, timezone.now()), dossier, by=by)


def read_slips(group: Group, *, by: Keyring) -> list[ReadSlip]:
    """Open the slips waiting in a box, oldest first. Call inside a transaction, then `discard`.

    What does not open, or was signed by nobody certified, is left out.
    raises  KeyNotHeld: not a member of this group
    """
    keys = keys_of_epochs(by.writing(group.pk))
    rows = DirectorySlip.objects.filter(group=group)
    opened = [(row.pk, *parts) for row in rows if (parts := _open(bytes(row.box), keys))]
    senders = certified_keys(by.organisation, [UUID(bytes=sender) for _, sender, _, _ in opened])
    found = []
    for row, sender, clear, signature in opened:
        said = _said(group.pk, clear)
        for public in senders.get(UUID(bytes=sender), ()):
            try:
                verify(public.sign, said, signature)
            except NotOpened:
                continue
            slip = msgspec.json.decode(clear, type=Slip)
            found.append(ReadSlip(row, UUID(bytes=sender), slip))
            break
    return sorted(found, key=lambda r: r.slip.dropped_at)


def discard(group: Group, rows: Iterable[UUID]) -> None:
    """Empty the box of slips that were filed."""
    DirectorySlip.objects.filter(group=group, pk__in=list(rows)).delete()


def reception_of(circonscription: Circonscription) -> Group | None:
    """The reception group of a place, if one may seal to it."""
    return groups.usable(Group.Kind.RECEPTION, circonscription)


def _drop(slip: Slip, dossier: Dossier, *, by: Keyring) -> DirectorySlip | None:
    group = reception_of(dossier.secteur.circonscription)
    if group is None:
        return None
    clear = msgspec.json.encode(slip)
    signed = enc(by.agent.pk, clear, by.secret.sign(_said(group.pk, clear)))
    box = current_keys(by.organisation, group.pk).seal(pad(signed))
    return DirectorySlip.objects.create(group=group, box=box)


def _said(group: UUID, clear: bytes) -> bytes:
    return enc("EN1slip", group, clear)


def _open(box: bytes, keys: list[SecretKeys]) -> tuple[bytes, bytes, bytes] | None:
    for secret in keys:
        try:
            sender, clear, signature = dec(unpad(secret.open(box)), 3)
        except NotOpened:
            continue
        return sender, clear, signature
    return None
