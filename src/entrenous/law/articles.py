"""The text beside a rule: what the article says, and where each of its words went.

Restricted Markdown, so that two renderers need no library: one heading, paragraphs,
quotations (`> `) and one table « mots du texte | où dans la règle ».
"""

from dataclasses import dataclass
from typing import Literal

from .errors import RuleRefused
from .typography import typeset

TIES_HEADER = ("mots du texte", "où dans la règle")
#: Where words of a text may have gone; « nulle part » is a place too, and shows.
PARTS = frozenset(
    [
        *("status", "because", "facts", "employer", "channels", "requires", "permits"),
        *("excludes", "answered_by", "inform", "deadline", "sanction", "checks", "warnings"),
        *("basis", "period", "value", "restricts", "withholds", "nulle part"),
    ]
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the text, ours or quoted."""

    kind: Literal["quote", "text"]
    text: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Words of the text, the parts of the rule that carry them, and a remark."""

    words: str
    parts: tuple[str, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class Article:
    """The text file beside a rule, read."""

    title: str
    blocks: tuple[Block, ...]
    ties: tuple[Tie, ...]


def read_article(text: str, where: str) -> Article:
    """Read a text file; refuse one without title, paragraph or table of ties."""
    paragraphs = [part.strip() for part in text.strip().split("\n\n") if part.strip()]
    titles = [part for part in paragraphs if part.startswith("# ")]
    tables = [part for part in paragraphs if part.startswith("|")]
    prose = [part for part in paragraphs if part not in titles and part not in tables]
    if len(titles) != 1 or len(tables) != 1 or not prose:
        raise RuleRefused(f"{where} : le texte attend un titre, un exposé et un tableau.")
    return Article(
        title=typeset(titles[0].removeprefix("# ").strip()),
        blocks=tuple(_block(part) for part in prose),
        ties=_ties(tables[0], where),
    )


def _block(paragraph: str) -> Block:
    lines = paragraph.splitlines()
    if all(line.startswith(">") for line in lines):
        return Block("quote", typeset(" ".join(each.removeprefix(">").strip() for each in lines)))
    return Block("text", typeset(" ".join(line.strip() for line in lines)))


def _ties(table: str, where: str) -> tuple[Tie, ...]:
    rows = [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in table.splitlines()]
    if rows[0] != TIES_HEADER or len(rows) <= len(TIES_HEADER):
        raise RuleRefused(
            f"{where} : le tableau attend les colonnes « {' | '.join(TIES_HEADER)} »."
        )
    return tuple(_tie(row, where) for row in rows[2:])


def _tie(row: tuple[str, ...], where: str) -> Tie:
    if len(row) != len(TIES_HEADER) or not all(row):
        raise RuleRefused(f"{where} : une ligne du tableau n’a pas deux cases remplies.")
    words, place = row
    named, _, remark = place.partition(" : ")
    parts = tuple(part.strip().strip("`") for part in named.split(","))
    if unknown := set(parts) - PARTS:
        raise RuleRefused(
            f"{where} : partie de règle inconnue : {', '.join(sorted(unknown))}.",
            tuple(sorted(PARTS)),
        )
    return Tie(typeset(words), parts, typeset(remark.strip()))
