"""A container's keys: the whole key, its compartments derived one way, and the signed key vector.

Protocol EN1 §3.2. A dossier is one kind of container; a request, a directory, a group are others.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Self
from uuid import UUID

from entrenous.vault.people import PublicKeys, SecretKeys
from entrenous.vault.primitives import (
    KEY_BYTES,
    NotOpened,
    Sealed,
    digest,
    enc,
    fresh_key,
    kdf,
    open_sealed,
    seal,
    verify,
)


class Compartment(IntEnum):
    """What a key opens. Numbers are frozen: they are inside every seal."""

    WHOLE = 0
    IDENTITY = 1
    RECEPTION = 2
    PLAN = 3
    NOTES = 4
    DOCUMENTS = 5
    REQUESTS = 6
    PERSON = 7
    MEANS = 8
    ADMINISTRATIVE_CARD = 9


@dataclass(frozen=True)
class Place:
    """Which container, of which organisation, at which epoch. Part of every associated data."""

    organisation: UUID
    container: UUID
    epoch: int

    def at(self, epoch: int) -> "Place":
        """The same container at another epoch."""
        return Place(self.organisation, self.container, epoch)


@dataclass(frozen=True, repr=False)
class ContainerKey:
    """The key of a whole container (DK) or of one compartment (CK). 32 bytes."""

    secret: bytes
    compartment: Compartment = Compartment.WHOLE

    @classmethod
    def generate(cls) -> Self:
        """A new whole key."""
        return cls(fresh_key())

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_BYTES:
            raise NotOpened

    @property
    def key_id(self) -> bytes:
        """What names the key without telling it."""
        return digest("EN1 kid", self.secret)

    def narrowed(self, compartment: Compartment) -> "ContainerKey":
        """The key of one compartment; NotOpened unless this key covers it."""
        if self.compartment == compartment:
            return self
        if self.compartment != Compartment.WHOLE:
            raise NotOpened
        return ContainerKey(
            kdf(self.secret, "EN1 comp", bytes([compartment])), Compartment(compartment)
        )

    def covers(self, compartment: Compartment) -> bool:
        """Tell whether `narrowed` would give a key."""
        return self.compartment in (Compartment.WHOLE, compartment)


def key_vector(whole: ContainerKey) -> bytes:
    """The ids of the whole key and of its nine compartments, 320 bytes."""
    return b"".join(whole.narrowed(c).key_id for c in Compartment)


def id_in_vector(vector: bytes, compartment: Compartment) -> bytes:
    """The id that the vector gives for one compartment."""
    return vector[compartment * 32 : compartment * 32 + 32]


@dataclass(frozen=True)
class EpochStatement:
    """ "I, the maker, made this key for this container": signed, then countersigned by the journal.

    Epoch 1 is the genesis. The countersignature is what a writer of the database cannot add,
    so that a key planted by a colleague is refused before the next checkpoint (00-decisions 12).
    """

    place: Place
    vector: bytes
    maker: UUID
    signature: bytes
    countersignature: bytes

    @classmethod
    def make(
        cls,
        place: Place,
        whole: ContainerKey,
        *,
        maker: UUID,
        by: SecretKeys,
        journal: SecretKeys,
    ) -> Self:
        """Sign the vector as its maker, and have the journal countersign it."""
        vector = key_vector(whole)
        said = cls._said(place, vector, maker)
        signature = by.sign(said)
        countersignature = journal.sign(enc("EN1cosign", said, signature))
        return cls(place, vector, maker, signature, countersignature)

    def check(self, *, maker_keys: PublicKeys, journal: PublicKeys) -> None:
        """Raise NotOpened unless both signatures are those of the maker and of the journal."""
        said = self._said(self.place, self.vector, self.maker)
        verify(maker_keys.sign, said, self.signature)
        verify(journal.sign, enc("EN1cosign", said, self.signature), self.countersignature)

    def check_key(self, key: ContainerKey) -> None:
        """Raise NotOpened unless this is the key that the statement names."""
        if id_in_vector(self.vector, key.compartment) != key.key_id:
            raise NotOpened

    @staticmethod
    def _said(place: Place, vector: bytes, maker: UUID) -> bytes:
        return enc("EN1epoch", place.organisation, place.container, place.epoch, vector, maker)


def seal_previous(new: ContainerKey, previous: ContainerKey, *, place: Place) -> Sealed:
    """Keep the former whole key under the new one. `place` is the former epoch."""
    return seal(previous.secret, key=new.secret, ad=_previous(place))


def open_previous(blob: bytes, *, new: ContainerKey, place: Place) -> ContainerKey:
    """The former whole key, or NotOpened."""
    return ContainerKey(open_sealed(blob, key=new.secret, ad=_previous(place)))


def _previous(place: Place) -> bytes:
    return enc("prev", place.organisation, place.container, place.epoch)
