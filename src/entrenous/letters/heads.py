"""The lines around the body of a letter: who writes, to whom, where and when; dots if unknown."""

from entrenous.law.written_days import french_date

from .model import BLANK, Block
from .particulars import Particulars


def author_lines(told: Particulars) -> tuple[str, ...]:
    """The person, in a letter that she sends herself."""
    lines = filled([told.author.name, *told.author.address])
    return lines or (f"Nom, prénom : {BLANK}", f"Adresse : {BLANK}", BLANK)


def recipient_lines(told: Particulars) -> tuple[str, ...]:
    """Who receives the letter."""
    lines = filled([told.recipient.name, *told.recipient.address])
    return lines or (f"Destinataire : {BLANK}", f"Adresse : {BLANK}", BLANK)


def filled(lines: list[str]) -> tuple[str, ...]:
    """The lines that say something."""
    return tuple(line for line in lines if line)


def place_and_date(told: Particulars) -> str:
    """« Valmeuse-sur-Orme, le 1er décembre 2026 »."""
    place = told.place or BLANK
    return f"{place}, le {french_date(told.written_on) if told.written_on else BLANK}"


def typed_blocks(told: Particulars) -> tuple[Block, ...]:
    """The words that a person typed, a block for each line."""
    lines = told.paragraph.split("\n")
    return tuple(Block("human", line) for line in lines if line)
