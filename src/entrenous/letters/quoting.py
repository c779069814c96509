"""Which texts a computed letter quotes, grouped by code; what stays on the screen, and why."""

import re
from collections.abc import Collection, Iterable
from typing import Final

from entrenous.law import Basis
from entrenous.law.model import Dated

from .citing import may_quote

#: A law or a decree; the parameters of a program are no reference for a reader.
_ARTICLE: Final = re.compile(r"[LRD]\d")


def quoted(texts: Iterable[Basis], confirmed: Collection[str]) -> tuple[str, ...]:
    """« Code du travail, articles L3252-2 et R3252-2 »: one line per code, in the order given.

    confirmed  names as `Basis.name` gives them, read again by the organisation
    """
    codes: dict[str, list[str]] = {}
    for each in texts:
        if _is_law(each) and may_quote(each, confirmed):
            articles = codes.setdefault(each.text, [])
            articles += [each.article] if each.article not in articles else []
    return tuple(f"{code}, {_articles(articles)}" for code, articles in codes.items())


def left_on_screen(
    texts: Iterable[Basis], values: Iterable[Dated], confirmed: Collection[str]
) -> tuple[str, ...]:
    """The « à vérifier » notes: texts that are not quoted, figures that are not V1."""
    notes = [
        f"À vérifier : {each.name} ({each.verification}), non cité dans la lettre :"
        f" {each.unverified}."
        for each in texts
        if _is_law(each) and not may_quote(each, confirmed)
    ]
    notes += [
        f"À vérifier : {each.source} ({each.verification}) : {each.unverified}."
        for each in values
        if each.verification != "V1"
    ]
    return tuple(dict.fromkeys(notes))


def _is_law(basis: Basis) -> bool:
    return bool(_ARTICLE.match(basis.article))


def _articles(articles: list[str]) -> str:
    if len(articles) == 1:
        return f"article {articles[0]}"
    return f"articles {', '.join(articles[:-1])} et {articles[-1]}"
