"""What is sealed in a request and in the directory (codes 100 to 149, frozen once used).

A new field needs a default, so that records sealed before it still open, and a canary.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from entrenous.dossiers.codes import Carry, Safety, Theme
from entrenous.dossiers.directory import DirectoryCard
from entrenous.keyring.records import sealed_kind
from entrenous.reception.codes import NoSuite
from entrenous.reception.matching import Keys
from entrenous.vault.containers import Compartment


@sealed_kind(100, Compartment.IDENTITY)
@dataclass(frozen=True)
class DemandeIdentity:
    """Who asks, as far as she said: everything may be empty (anonymous listening)."""

    family_name: str = ""
    given_name: str = ""
    birth_year: int | None = None
    commune: str = ""
    street: str = ""
    contact: str = ""
    safety: Safety = Safety.NOT_ASKED
    safe_rule: str = ""
    carry: Carry | None = None

    @property
    def name(self) -> str:
        """« Awa SARR-LEMOINE », or "" when she gave none."""
        return f"{self.given_name} {self.family_name.upper()}".strip()


@sealed_kind(101, Compartment.NOTES)
@dataclass(frozen=True)
class DemandeWords:
    """Her own words, what was answered, where she was pointed to.

    limit  what the service cannot do, and who can: said to her, printed on the full receipt
    """

    words: str = ""
    answer: str = ""
    other_service: str = ""
    no_suite: NoSuite | None = None
    limit: str = ""


@sealed_kind(102, Compartment.MEANS)
@dataclass(frozen=True)
class DemandeThemes:
    """At most three themes: all that the leads may read of a request."""

    themes: tuple[Theme, ...] = ()


@sealed_kind(431, Compartment.MEANS)
@dataclass(frozen=True)
class ReferentWish:
    """What the person wishes of who will follow her: someone, or anyone but someone. No reason."""

    agent: UUID | None = None
    other_than: bool = False


@sealed_kind(103, Compartment.NOTES)
@dataclass(frozen=True)
class DemandeNote:
    """A few words added afterwards: a call without answer, a paper brought back."""

    text: str


@dataclass(frozen=True, slots=True)
class Filed:
    """A card in the directory: that someone is followed, never why. `keys` serve the search."""

    card: DirectoryCard
    dropped_at: datetime
    keys: Keys


@sealed_kind(110, Compartment.RECEPTION)
@dataclass(frozen=True)
class DirectoryPage:
    """Up to 256 cards in one blob (00-decisions 43).

    keys_version  of the code that computed the keys; others are computed again at the search
    """

    filed: tuple[Filed, ...] = ()
    keys_version: int = 0


@sealed_kind(111, Compartment.RECEPTION)
@dataclass(frozen=True)
class Withdrawn:
    """Cards taken out and when, so that an older slip put back by hand files nothing."""

    cards: dict[UUID, datetime]
