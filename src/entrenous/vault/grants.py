"""A signed grant: someone who holds a container's key hands it to someone else, and can be named.

Protocol EN1 §3.2, 00-decisions 12 and 13. A sealed box alone says nothing of who sealed it:
without the signature and the chain, a writer of the database plants keys of his own.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Self
from uuid import UUID

from entrenous.vault.containers import Compartment, ContainerKey, EpochStatement, Place
from entrenous.vault.people import PublicKeys, SecretKeys
from entrenous.vault.primitives import KEY_BYTES, NotOpened, digest, enc, verify


class Motive(StrEnum):
    """Why a key was handed over. Codes are frozen: they are signed."""

    GENESIS = "genesis"
    RECOVERY = "recovery"
    ATTRIBUTION = "attribution"
    TRANSFER = "transfer"
    CO_HOLDER = "co_holder"
    GROUP_MEMBER = "group_member"
    LETTER_BOX = "letter_box"
    LEGAL_DESK = "legal_desk"
    COVER = "cover"
    ROTATION = "rotation"
    SUPPORT = "support"
    SHARED = "shared"
    QUORUM = "quorum"
    PERSON = "person"


@dataclass(frozen=True)
class GrantHeader:
    """What a grant says, signed by its giver and kept for ever, even once the box is deleted."""

    place: Place
    compartment: Compartment
    recipient: UUID
    recipient_box: bytes
    key_id: bytes
    box_hash: bytes
    giver: UUID
    motive: Motive
    made_on: date
    since: date | None = None
    until: date | None = None

    @property
    def is_dated(self) -> bool:
        """Tell whether it is released between two days only: a cover, an extract lent."""
        return self.since is not None or self.until is not None

    @property
    def handed(self) -> tuple[Place, Compartment, UUID, bytes]:
        """Which key of which container went to whom."""
        return self.place, self.compartment, self.recipient, self.key_id

    def __bytes__(self) -> bytes:
        place = self.place
        # A grant without a day is signed as it always was; a dated one cannot be read as such.
        dates = (_iso(self.since), _iso(self.until)) if self.is_dated else ()
        return enc(
            "EN1grant dated" if dates else "EN1grant",
            place.organisation, place.container, place.epoch, int(self.compartment),
            self.recipient, self.recipient_box, self.key_id, self.box_hash,
            self.giver, self.motive, self.made_on.isoformat(), *dates,
        )  # fmt: skip


@dataclass(frozen=True)
class Grant:
    """A header, its signature, and the box while it is not revoked."""

    header: GrantHeader
    signature: bytes
    box: bytes

    @classmethod
    def make(
        cls,
        key: ContainerKey,
        *,
        place: Place,
        recipient: UUID,
        recipient_keys: PublicKeys,
        giver: UUID,
        by: SecretKeys,
        motive: Motive,
        on: date,
        since: date | None = None,
        until: date | None = None,
    ) -> Self:
        """Hand `key` (whole or one compartment) to a recipient whose keys the caller verified.

        since, until  the days between which the server releases it: signed, so that whoever writes
                      in the database cannot move them. They are no part of the seal of the box
        """
        inside = enc(
            place.organisation, place.container, place.epoch, int(key.compartment),
            recipient, key.secret,
        )  # fmt: skip
        box = recipient_keys.seal(inside)
        header = GrantHeader(
            place, key.compartment, recipient, recipient_keys.box, key.key_id,
            digest("EN1 box", box), giver, motive, on, since, until,
        )  # fmt: skip
        return cls(header, by.sign(bytes(header)), box)

    def check_signature(self, giver_keys: PublicKeys) -> None:
        """Raise NotOpened unless the giver signed this header."""
        verify(giver_keys.sign, bytes(self.header), self.signature)

    def open(self, recipient: UUID, secret: SecretKeys) -> ContainerKey:
        """Open the box and check that it holds what the header says. Trusts no signature yet."""
        header = self.header
        place = header.place
        if header.recipient != recipient or digest("EN1 box", self.box) != header.box_hash:
            raise NotOpened
        inside = secret.open(self.box)
        key = ContainerKey(inside[-KEY_BYTES:], header.compartment)
        expected = enc(
            place.organisation, place.container, place.epoch, int(header.compartment),
            recipient, key.secret,
        )  # fmt: skip
        if inside != expected or key.key_id != header.key_id:
            raise NotOpened
        return key


@dataclass(frozen=True)
class Lineage:
    """All that is needed to trust a grant: the epochs' statements, the headers, the certified keys.

    statements  epoch -> statement, from 1 to the epoch of the grant
    headers     the signed grants of whole keys of this container, any order, boxes not needed
    keys        every certified public key of every maker and giver, former ones included
    journal     the journal's public keys
    """

    statements: Mapping[int, EpochStatement]
    headers: Sequence[Grant]
    keys: Mapping[UUID, Sequence[PublicKeys]]
    journal: PublicKeys

    def trust(self, grant: Grant, key: ContainerKey) -> None:
        """Raise NotOpened unless the key is the epoch's, and the giver held it by a true chain."""
        header = grant.header
        self._check_epoch(header.place)
        self.statements[header.place.epoch].check_key(key)
        if not self._is_signed(grant):
            raise NotOpened
        self._check_held(header.giver, header.place)

    def _check_epoch(self, place: Place) -> None:
        """Each epoch was made by someone who held the one before, back to the genesis."""
        if place.epoch < 1:  # there is none to check, so everything would pass
            raise NotOpened
        for epoch in range(1, place.epoch + 1):
            statement = self.statements.get(epoch)
            if statement is None or statement.place != place.at(epoch):
                raise NotOpened
            if not self._any_key(statement.maker, partial(_check, statement, self.journal)):
                raise NotOpened
            if epoch > 1:
                self._check_held(statement.maker, place.at(epoch - 1))

    def _check_held(self, holder: UUID, place: Place) -> None:
        """The holder made the epoch, or received its whole key from someone who held it."""
        statement = self.statements[place.epoch]
        waiting, seen = [holder], set[UUID]()
        while waiting:
            actor = waiting.pop()
            if actor == statement.maker:
                return
            if actor not in seen:
                seen.add(actor)
                waiting += self._givers(actor, place, statement.vector[:KEY_BYTES])
        raise NotOpened

    def _givers(self, holder: UUID, place: Place, key_id: bytes) -> list[UUID]:
        """All who signed that they handed the whole key to the holder: one may be a forger."""
        sought = (place, Compartment.WHOLE, holder, key_id)
        return [
            grant.header.giver
            for grant in self.headers
            if grant.header.handed == sought and self._is_signed(grant)
        ]

    def _is_signed(self, grant: Grant) -> bool:
        return self._any_key(grant.header.giver, grant.check_signature)

    def _any_key(self, actor: UUID, check: Callable[[PublicKeys], None]) -> bool:
        """Tell whether one of the actor's certified keys passes."""
        for keys in self.keys.get(actor, ()):
            with suppress(NotOpened):
                check(keys)
                return True
        return False


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _check(statement: EpochStatement, journal: PublicKeys, maker: PublicKeys) -> None:
    statement.check(maker_keys=maker, journal=journal)
