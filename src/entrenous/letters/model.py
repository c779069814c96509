"""What a letter is once composed: plain strings, ready for any of the four forms."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Literal

from entrenous.law.typography import typeset

from .cleaning import clean_line, clean_text

BlockKind = Literal["text", "list", "pairs", "human"]
#: Dots to write on by hand, or to replace in the .docx.
BLANK = "…" * 10


class Kind(StrEnum):
    """Which letter; the values are kept in sealed records, never renamed."""

    DEMAND_EVIDENCE = "demand_evidence"
    REFUSAL = "refusal"
    NEUTRAL = "neutral"
    LIMITED = "limited"
    TRANSFER = "transfer"
    TRANSFER_SLIP = "transfer_slip"
    PERSONS_OWN = "persons_own"
    REMINDER = "reminder"
    ACKNOWLEDGE_WITHDRAWAL = "acknowledge_withdrawal"

    @property
    def label(self) -> str:
        """Its name on the screen."""
        return _LABELS[self]


_LABELS = {
    Kind.DEMAND_EVIDENCE: "demande de pièces",
    Kind.REFUSAL: "refus",
    Kind.NEUTRAL: "réponse neutre",
    Kind.LIMITED: "réponse limitée aux éléments décidés",
    Kind.TRANSFER: "réponse d’attente : transmission au service juridique",
    Kind.TRANSFER_SLIP: "bordereau pour le service juridique",
    Kind.PERSONS_OWN: "lettre que la personne peut envoyer elle-même",
    Kind.REMINDER: "relance",
    Kind.ACKNOWLEDGE_WITHDRAWAL: "prise d’acte du retrait de la demande",
}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list, labels with their values, or a paragraph typed by a person."""

    kind: BlockKind
    text: str = ""
    lines: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        pairs = tuple((typeset(clean_line(k)), clean_text(v)) for k, v in self.pairs)
        object.__setattr__(self, "text", typeset(clean_line(self.text)))
        object.__setattr__(self, "lines", tuple(typeset(clean_line(each)) for each in self.lines))
        object.__setattr__(self, "pairs", pairs)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. Every string is clean and set; `notes` are for the screen, never printed.

    `sender` and `recipient` are lines; a signature is lines too (function, then name).
    `kind` is None for a writing of our own, which answers nobody.
    """

    kind: Kind | None
    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    place_and_date: str
    references: tuple[tuple[str, str], ...]
    subject: str
    greeting: str
    blocks: tuple[Block, ...]
    closing: str
    signatures: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for each in fields(self):
            if each.name not in {"kind", "blocks"}:
                object.__setattr__(self, each.name, _cleaned(getattr(self, each.name)))


def _cleaned(part: object) -> object:
    if isinstance(part, str):
        return typeset(clean_line(part))
    if isinstance(part, tuple):
        return tuple(_cleaned(each) for each in part)
    raise TypeError(type(part).__name__)
