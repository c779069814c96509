"""The texts under a verdict: what each is, how far it was verified, where to read it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from entrenous.law import Basis, Rule, vocabulary
from entrenous.law.typography import typeset


@dataclass(frozen=True)
class Text:
    """One text: its name, and « à vérifier » with what exactly is not verified."""

    name: str
    article: str
    version: str
    verification: str
    unverified: str
    read_on: date
    url: str
    confirmed_on: date | None

    @property
    def is_doubtful(self) -> bool:
        """Whether the mark « à vérifier » shows."""
        return self.verification != "V1" and self.confirmed_on is None

    @property
    def how_verified(self) -> str:
        """What the code of verification means."""
        return vocabulary().verifications[self.verification]

    def is_named_in(self, reason: str) -> bool:
        """Whether a reason cites this article: « L152-1 », and not « L152-10 »."""
        bare = re.escape(self.article.split()[0]) if self.article else ""
        return bool(bare and re.search(rf"(?<![\w-]){bare}(?![\w-])", reason))


@dataclass(frozen=True)
class ShownText:
    """The page beside a rule: the article told in our words, and the words it does use."""

    title: str
    paragraphs: tuple[str, ...]
    quoted: tuple[str, ...]
    reviewed: str


def texts_of(basis: Iterable[Basis], confirmed: Mapping[str, date]) -> tuple[Text, ...]:
    """The texts of an answer, in the order of the rule."""
    return tuple(
        Text(
            name=typeset(each.name),
            article=each.article,
            version=each.version,
            verification=each.verification,
            unverified=typeset(each.unverified),
            read_on=each.read_on,
            url=each.url,
            confirmed_on=confirmed.get(each.name),
        )
        for each in basis
    )


def about(rule: Rule) -> ShownText:
    """What is written beside a rule."""
    return ShownText(
        title=rule.article.title,
        paragraphs=tuple(block.text for block in rule.article.blocks),
        quoted=tuple(tie.words for tie in rule.article.ties if tie.words.startswith("«")),
        reviewed=rule.reviewed,
    )
