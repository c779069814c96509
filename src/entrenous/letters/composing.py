"""Compose a letter: the verdict, the items decided, the particulars; no other way in.

What is withheld has no entry here, except to be looked for and refused in what was typed.
"""

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType

from entrenous.law import Answer

from . import answers, follow_ups, own_letters
from .citing import doubts
from .cleaning import clean_text
from .drafts import Case, Draft
from .errors import LetterRefused
from .guards import refuse_items, refuse_kept, refuse_words
from .heads import author_lines, filled, place_and_date, recipient_lines, typed_blocks
from .model import BLANK, Kind, Letter
from .particulars import Particulars

_NOTHING: Mapping[str, str] = MappingProxyType({})
_NO_VERDICT = Answer(
    rule=None,
    status="no",
    give=(),
    withhold=(),
    missing=(),
    answered_by="institution",
    inform="none",
    due_on=None,
    basis=(),
    to_verify=False,
    warnings=(),
)
_WITHOUT_VERDICT = frozenset({Kind.REMINDER, Kind.ACKNOWLEDGE_WITHDRAWAL})
#: Whoever asks for them gets courtesy rather than a refusal.
_COURTEOUS = frozenset({"elu", "employeur", "famille", "journaliste", "police_tel"})
_WITH_NOTES = frozenset({Kind.REFUSAL, Kind.LIMITED, Kind.DEMAND_EVIDENCE, Kind.PERSONS_OWN})
_DRAFTS: dict[Kind, Callable[[Case], Draft]] = {
    Kind.DEMAND_EVIDENCE: answers.demand_evidence,
    Kind.REFUSAL: answers.refusal,
    Kind.NEUTRAL: answers.neutral,
    Kind.LIMITED: answers.limited,
    Kind.TRANSFER: answers.transfer,
    Kind.TRANSFER_SLIP: follow_ups.transfer_slip,
    Kind.PERSONS_OWN: own_letters.persons_own,
    Kind.REMINDER: follow_ups.reminder,
    Kind.ACKNOWLEDGE_WITHDRAWAL: answers.withdrawal,
}


def compose(
    kind: Kind,
    verdict: Answer | None,
    decided: Mapping[str, str],
    particulars: Particulars,
    *,
    kept: Mapping[str, str] = _NOTHING,
    confirmed: Collection[str] = (),
    departs: bool = False,
    signed: int = 0,
) -> Letter:
    """The letter of that kind; raise LetterRefused with the field that is in the way.

    `decided` and `kept` map item codes to values; `kept` is only looked for, never written.
    `confirmed` holds `Basis.name`s; `departs`: a person departed from the verdict in writing;
    `signed`: how many people signed the decision.
    """
    if verdict is None and kind not in _WITHOUT_VERDICT:
        raise LetterRefused("Cette lettre demande un verdict.", field="kind")
    given = {code: clean_text(value) for code, value in decided.items()}
    case = Case(verdict or _NO_VERDICT, given, particulars, frozenset(confirmed), signed)
    refuse_items(kind, case, kept, departs=departs)
    refuse_words(kind, case)
    refuse_kept(case, kept)
    return _assembled(kind, case, _DRAFTS[kind](case))


def suggested(verdict: Answer) -> tuple[Kind, ...]:
    """The letters that fit a verdict, the likeliest first.

    Reads neither an agreement nor a protected address: the choice of a letter tells as much as
    the letter.
    """
    away: dict[str, tuple[Kind, ...]] = {
        "institution": (Kind.TRANSFER, Kind.TRANSFER_SLIP),
        "person": (Kind.PERSONS_OWN,),
    }
    others = away.get(verdict.answered_by, ())
    if verdict.missing:
        return (Kind.DEMAND_EVIDENCE, *others, Kind.NEUTRAL, Kind.REFUSAL)
    if verdict.status != "no":
        return (Kind.LIMITED, *others, Kind.REFUSAL, Kind.NEUTRAL)
    if verdict.rule is None or verdict.rule in _COURTEOUS:
        return (Kind.NEUTRAL, *others, Kind.REFUSAL)
    return (Kind.REFUSAL, *others, Kind.NEUTRAL)


def _assembled(kind: Kind, case: Case, draft: Draft) -> Letter:
    """The letter around its body."""
    told = case.particulars
    own = kind is Kind.PERSONS_OWN
    greeting = draft.greeting and (told.recipient.greeting or draft.greeting)
    notes = doubts(case.verdict, case.confirmed, also=draft.noted) if kind in _WITH_NOTES else ()
    return Letter(
        kind=kind,
        sender=author_lines(told) if own else _sender(told),
        recipient=draft.recipient or recipient_lines(told),
        place_and_date=place_and_date(told),
        references=() if own else _references(told),
        subject=draft.subject,
        greeting=f"{greeting}," if greeting else "",
        blocks=(*draft.blocks, *typed_blocks(told)),
        closing=draft.closing.format(greeting=greeting) if greeting else "",
        signatures=((told.author.name or BLANK,),) if own else _signatures(told),
        notes=(*draft.notes, *notes),
    )


def _sender(told: Particulars) -> tuple[str, ...]:
    who = told.sender
    phone = f"Téléphone : {who.phone}" if who.phone else ""
    lines = filled([who.organisation, who.service, *who.address, phone, who.email])
    return lines or (f"Organisation : {BLANK}", f"Service : {BLANK}", f"Adresse : {BLANK}")


def _references(told: Particulars) -> tuple[tuple[str, str], ...]:
    pairs = (
        ("Vos références", told.their_reference),
        ("Nos références", told.our_reference),
    )
    return tuple((label, value) for label, value in pairs if value)


def _signatures(told: Particulars) -> tuple[tuple[str, ...], ...]:
    if not told.signatories:
        return ((f"Fonction : {BLANK}", f"Nom : {BLANK}"),)
    return tuple(filled([each.function, each.name]) for each in told.signatories)
