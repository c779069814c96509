"""What each letter is made from, and what it gives back: a subject, a body, a way to close."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from entrenous.law import Answer, vocabulary

from .citing import citations
from .model import Block
from .particulars import Particulars
from .words import CLOSING, KNOWN, capital


@dataclass(frozen=True, slots=True)
class Case:
    """The verdict, the items decided with their values, the particulars; and nothing else.

    signed  how many people stand behind the decision already, apart from the paper
    """

    verdict: Answer
    decided: Mapping[str, str]
    particulars: Particulars
    confirmed: Collection[str]
    signed: int = 0

    @property
    def rule(self) -> str:
        """The requester's rule, empty when unknown."""
        return self.verdict.rule or ""

    @property
    def cited(self) -> tuple[str, ...]:
        """The articles this letter may quote."""
        return citations(self.verdict, self.confirmed)

    @property
    def given(self) -> tuple[tuple[str, str], ...]:
        """Label and value of the decided items, in the order of the vocabulary."""
        items = vocabulary().items
        chosen = (code for code in items if code in self.decided)
        return tuple((capital(items[code]), self.decided[code]) for code in chosen)


@dataclass(frozen=True, slots=True)
class Draft:
    """The part of a letter that depends on its kind."""

    subject: str
    blocks: tuple[Block, ...]
    closing: str = CLOSING
    greeting: str = "Madame, Monsieur"
    recipient: tuple[str, ...] = ()  # imposed: the letter goes to nobody else
    noted: str = ""  # the name of a text that the body rests on, beside those it quotes
    notes: tuple[str, ...] = ()


def texts(*sentences: str) -> tuple[Block, ...]:
    """One paragraph per sentence, empty ones left out."""
    return tuple(Block("text", each) for each in sentences if each)


def reference(cited: tuple[str, ...]) -> str:
    """The sentence that quotes the texts, empty when none is sure."""
    if not cited:
        return ""
    head = "Texte de référence" if len(cited) == 1 else "Textes de référence"
    return f"{head} : {' ; '.join(cited)}."


def item_labels(codes: Collection[str]) -> str:
    """Items as a letter to a third party names them, without admitting that one is known."""
    items = vocabulary().items | {"connu_du_service": KNOWN}
    return ", ".join(label for code, label in items.items() if code in codes)
