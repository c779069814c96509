"""An answer of the base as the pages show it: item by item, its reason, its article, what to do.

shown = present(answer, base, received_on=…, today=…)      {% include "asking/verdict.html" %}
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import Final

from entrenous.law import Answer, RuleBase, vocabulary
from entrenous.law.reasons import Why
from entrenous.law.typography import typeset
from entrenous.web.asking import words
from entrenous.web.asking.articles import ShownText, Text, about, texts_of
from entrenous.web.asking.counting import how_counted
from entrenous.web.asking.groups import name_of, requester_label
from entrenous.web.common.templatetags.look import jour_long

#: A person, a proof or an agreement could change these.
_PASSING: Final[frozenset[Why]] = frozenset({"not_yet", "not_agreed", "protected"})
_ISO: Final = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
_CODE: Final = re.compile(r"«[ \u00a0]([a-z0-9_-]+)[ \u00a0]»")
#: Said elsewhere on the page: what to demand, and what is not verified.
_ELSEWHERE: Final = ("À demander", "À vérifier\u00a0:", "Aucun élément coché")
_NO_CONFIRMATION: Mapping[str, date] = MappingProxyType({})


@dataclass(frozen=True)
class Part:
    """Items that share an answer and its reason, with the texts that the reason rests on."""

    items: tuple[str, ...]
    reason: str
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class Shown:
    """Everything a verdict page says. `tone` and `icon` are those of `c-avis`."""

    requester: str
    case: str
    headline: str
    lead: str
    tone: str
    icon: str
    give: tuple[Part, ...]
    not_yet: tuple[Part, ...]
    withhold: tuple[Part, ...]
    demands: tuple[str, ...]
    answered_by: str
    inform: str
    is_deferred: bool
    signatures: int
    human_stop: bool
    due_on: date | None
    is_late: bool
    how_counted: str
    warnings: tuple[str, ...]
    checks: tuple[str, ...]
    sanction: str
    to_verify: bool
    texts: tuple[Text, ...]
    text: ShownText | None


def present(
    answer: Answer,
    base: RuleBase,
    *,
    received_on: date | None,
    today: date,
    requester: str = "",
    free_words: str = "",
    remarks: Iterable[str] = (),
    confirmed: Mapping[str, date] = _NO_CONFIRMATION,
) -> Shown:
    """The page of an answer. `confirmed`: `Basis.name` → the day it was confirmed here."""
    rule = base.rules.get(answer.rule or "")
    texts = texts_of(answer.basis, confirmed)
    headline, lead, tone, icon = words.headline(answer)
    warnings = [*remarks, *answer.warnings]
    return Shown(
        requester=name_of(rule) if rule else requester_label(base, requester),
        case=answer.case,
        headline=headline,
        lead=lead,
        tone=tone,
        icon=icon,
        give=_given(answer, texts),
        not_yet=_kept(base, answer, texts, passing=True),
        withhold=(*_kept(base, answer, texts, passing=False), *_free(free_words)),
        demands=tuple(_demand(group) for group in answer.demands),
        answered_by=words.ANSWERED_BY[answer.answered_by],
        inform=words.INFORM[answer.inform],
        is_deferred=answer.inform == "embargo",
        signatures=answer.signatures,
        human_stop=answer.human_stop,
        due_on=answer.due_on,
        is_late=bool(answer.due_on and answer.due_on < today),
        how_counted=_counted(base, answer, received_on),
        warnings=_warnings(base, warnings, skipped=rule.checks if rule else ()),
        checks=tuple(in_words(base, each) for each in rule.checks) if rule else (),
        sanction=typeset(rule.sanction) if rule else "",
        to_verify=answer.to_verify,
        texts=texts,
        text=about(rule) if rule else None,
    )


def _given(answer: Answer, texts: tuple[Text, ...]) -> tuple[Part, ...]:
    if not answer.give:
        return ()
    reason = words.GIVEN[answer.status]
    return (Part(_labels(answer.give), reason, _cited(reason, texts)),)


def _kept(
    base: RuleBase, answer: Answer, texts: tuple[Text, ...], *, passing: bool
) -> tuple[Part, ...]:
    """Items kept for the same reason are said together, in the order they were asked."""
    kept = [each for each in answer.withhold if (each.why in _PASSING) is passing]
    order = list(dict.fromkeys(each.reason for each in kept))
    kept.sort(key=lambda each: order.index(each.reason))
    return tuple(
        Part(_labels(each.item for each in same), in_words(base, reason), _cited(reason, texts))
        for reason, same in groupby(kept, key=lambda each: each.reason)
    )


def _free(free_words: str) -> tuple[Part, ...]:
    if not free_words:
        return ()
    quoted = typeset(f"« {' '.join(free_words.split())} »")
    return (Part((quoted,), typeset(words.FREE_WORDS), ()),)


def _cited(reason: str, texts: tuple[Text, ...]) -> tuple[Text, ...]:
    """The texts whose article the reason names; else all those of the case."""
    named = tuple(each for each in texts if each.is_named_in(reason))
    return named or texts


def _labels(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(vocabulary().items[code] for code in codes)


def _demand(group: tuple[str, ...]) -> str:
    return " ou ".join(vocabulary().evidence[code] for code in group)


def _counted(base: RuleBase, answer: Answer, received_on: date | None) -> str:
    rule = base.rules.get(answer.rule or "")
    if rule is None or received_on is None or answer.due_on is None:
        return ""
    return how_counted(base, rule.deadline, received_on)


def _warnings(base: RuleBase, sentences: list[str], *, skipped: tuple[str, ...]) -> tuple[str, ...]:
    """Each sentence once, dates and rules named as a person names them."""
    elsewhere = {typeset(each) for each in skipped}
    said = (each for each in sentences if not each.startswith(_ELSEWHERE))
    return tuple(dict.fromkeys(in_words(base, each) for each in said if each not in elsewhere))


def in_words(base: RuleBase, sentence: str) -> str:
    """« 2026-11-20 » becomes « 20 novembre 2026 », the code of a rule its label."""

    def day(found: re.Match[str]) -> str:
        return jour_long(date.fromisoformat(found[1]))

    def rule(found: re.Match[str]) -> str:
        known = base.rules.get(found[1])
        return f"«\u00a0{name_of(known)}\u00a0»" if known else found[0]

    return typeset(_CODE.sub(rule, _ISO.sub(day, sentence)))
