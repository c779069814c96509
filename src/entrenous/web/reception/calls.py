"""Who may be at the other end of the line, and what the law base lets reception say to each.

Every demand, item and warning is an answer of the base (`channel=phone`, `callback`): a rule that
changes changes these screens. Only the courtesy around it is written here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from entrenous.gateway.codes import UNKNOWN_REQUESTER
from entrenous.law import (
    Answer,
    Request,
    Rule,
    RuleBase,
    answer,
    apply_initiative,
    vocabulary,
)
from entrenous.law.reasons import PROTECTED
from entrenous.law.typography import typeset
from entrenous.law.vocabulary import CONSENT
from entrenous.letters.words import EVIDENCE
from entrenous.web.asking import relevance, verdicts
from entrenous.web.asking.groups import GROUPS, requester_label
from entrenous.web.asking.verdicts import Shown

KNOWN: Final = "connu_du_service"
DANGER: Final = "danger_immediat"
PROTECTED_FACT: Final = "adresse_protegee"
RESCUE, PERIL = "secours", "223-6"
#: Sentences that a rule gives to say aloud.
_ALOUD: Final = re.compile(r"(?:Dites|Accusé de réception)\s*:\s*«\s*(.+?)\s*»")
_CALL: Final = "Appelez"
_NEITHER: Final = "ni confirmer ni infirmer"
_COURTESY: Final = f"Je ne peux {_NEITHER} que le service connaît cette personne."
_HERSELF: Final = "Si elle le souhaite, cette personne peut vous répondre elle-même."
_WRITE: Final = {
    "institution": "Écrivez au service juridique",
    "referent": "Écrivez au service",
    "person": "Voyez-le avec la personne elle-même",
    "agent": "Écrivez au service",
}


@dataclass(frozen=True)
class Caller:
    """A kind of caller: its address, how reception names it, the requester of the base."""

    slug: str
    title: str
    requester: str


CALLERS: Final = (
    Caller("inconnu", "Quelqu’un que je ne connais pas", UNKNOWN_REQUESTER),
    Caller("police", "La police, la gendarmerie", "police_tel"),
    Caller("commissaire", "Un commissaire de justice", "huissier_exec"),
    Caller("ecole", "L’école", "ecole_pre"),
    Caller("bailleur", "Le bailleur", "bailleur"),
    Caller("proche", "Un proche, un voisin", "famille"),
    Caller("employeur", "L’employeur", "employeur"),
    Caller("elu", "Un élu, son cabinet", "elu"),
)


@dataclass(frozen=True)
class Call:
    """One screen: the sentences to say, what the base wants before any answer, and its page."""

    caller: Caller
    to_say: tuple[str, ...]
    wanted: tuple[str, ...]
    warnings: tuple[str, ...]
    shown: Shown


@dataclass(frozen=True)
class Rescue:
    """Immediate danger: one must act; what a rescue service called back may be told."""

    must_act: str
    call_first: tuple[str, ...]
    how_to_say: tuple[str, ...]
    wanted: tuple[str, ...]
    may_say: tuple[str, ...]
    protected: str
    shown: Shown


@dataclass(frozen=True)
class CallBack:
    """What a requester, called back on a verified number, may hear with a recorded agreement."""

    requester: str
    items: tuple[str, ...]
    answered_by: str


def caller_named(slug: str) -> Caller | None:
    """The kind of caller of an address."""
    return next((each for each in CALLERS if each.slug == slug), None)


def call(base: RuleBase, caller: Caller, *, employer: str, today: date) -> Call:
    """The screen of a caller: whatever is asked by telephone, nothing is given."""
    rule = base.rules.get(caller.requester)
    usual = (item for item in relevance.items_for(rule).first if item != PROTECTED_FACT)
    asked = tuple(dict.fromkeys([KNOWN, *usual]))
    found = answer(base, Request(caller.requester, "phone", asked, today, employer=employer))
    shown = verdicts.present(
        found, base, received_on=today, today=today, requester=caller.requester
    )
    aloud = _aloud(found.warnings)
    courtesy = () if any(_NEITHER in each for each in aloud) else (_COURTESY,)
    to_say = (*courtesy, *aloud, *_invitation(found))
    warnings = tuple(each for each in shown.warnings if not _ALOUD.search(each))
    return Call(caller, _typeset(to_say), shown.demands, warnings, shown)


def rescue(base: RuleBase, *, employer: str, today: date) -> Rescue:
    """Immediate danger: acting is a duty; speaking has a path, on a number called back."""
    facts, asked = frozenset({DANGER}), _permitted(base.rules[RESCUE])
    proofs = frozenset({"identite_qualite"})
    told = Request(RESCUE, "callback", asked, today, proofs, facts=facts, employer=employer)
    heard = Request(RESCUE, "phone", asked, today, facts=facts, employer=employer)
    hidden = Request(RESCUE, "callback", asked, today, proofs, facts=facts | {PROTECTED_FACT})
    open_answer, phone_answer = answer(base, told), answer(base, heard)
    stops = answer(base, hidden).human_stop
    said = _case_warnings(base.rules[RESCUE])
    return Rescue(
        must_act=apply_initiative(base.rules[PERIL], facts, employer).because,
        call_first=tuple(each for each in said if each.startswith(_CALL)),
        how_to_say=tuple(each for each in said if not each.startswith(_CALL)),
        wanted=_labels(phone_answer.missing, vocabulary().evidence),
        may_say=_labels(open_answer.give, vocabulary().items),
        protected=PROTECTED if stops else "",
        shown=verdicts.present(open_answer, base, received_on=today, today=today),
    )


def call_backs(base: RuleBase, *, employer: str, today: date) -> tuple[CallBack, ...]:
    """Who may be called back with the person's recorded agreement, and for which items."""
    found = ((rule, _with_agreement(base, rule, employer, today)) for rule in _grouped(base))
    words = vocabulary()
    return tuple(
        CallBack(
            requester_label(base, rule.id),
            _labels(opened.give, words.items),
            words.answered_by[opened.answered_by],
        )
        for rule, opened in found
        if opened and opened.give and opened.status == "agreement"
    )


def _with_agreement(base: RuleBase, rule: Rule, employer: str, today: date) -> Answer | None:
    """What opens with every proof the rule wants and an agreement on each item."""
    agreed = tuple(
        dict.fromkeys(i for c in rule.cases if c.status == "agreement" for i in c.permits)
    )
    if not agreed:
        return None
    wanted = {code for case in rule.cases for group in case.requires for code in group}
    proofs = frozenset(wanted | {"identite_qualite", "accord_signe"})
    said = Request(rule.id, "callback", agreed, today, proofs, frozenset(agreed), employer=employer)
    return answer(base, said)


def _grouped(base: RuleBase) -> list[Rule]:
    return [base.rules[each] for group in GROUPS for each in group.rules if each in base.rules]


def _permitted(rule: Rule) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for case in rule.cases for item in case.permits))


def _case_warnings(rule: Rule) -> tuple[str, ...]:
    return tuple(each for case in rule.cases if DANGER in case.facts for each in case.warnings)


def _aloud(warnings: Iterable[str]) -> tuple[str, ...]:
    return tuple(found[1] for each in warnings if (found := _ALOUD.search(each)))


def _invitation(found: Answer) -> tuple[str, ...]:
    """Where to write, and with what: the proofs the base wants, in the words of our letters."""
    groups = [group for group in found.demands if group != ("ecrit",)]
    if any(CONSENT.intersection(group) for group in groups):
        return (_HERSELF,)
    wanted = [", ou ".join(EVIDENCE[code] for code in group) for group in groups]
    if wanted:
        return (f"{_WRITE[found.answered_by]}, avec {' ; '.join(wanted)}.",)
    if found.rule is None or ("ecrit",) in found.demands:
        return (f"{_WRITE[found.answered_by]}.",)
    return ()


def _labels(codes: Iterable[str], labels: dict[str, str]) -> tuple[str, ...]:
    return tuple(labels[code] for code in codes)


def _typeset(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(typeset(each) for each in sentences)
