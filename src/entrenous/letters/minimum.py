"""The letters a person sends so that what must be left to her is left; she signs each of them.

None names the service. A figure comes with its day; an article is quoted only if it was read in
force or confirmed by the organisation: the rest is a note for the screen.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from entrenous.law import Basis, national_base
from entrenous.law.model import Dated
from entrenous.rights import (
    ProtectedBalance,
    Resource,
    Seizure,
    Stated,
    bank_fees,
    unseizable,
)

from . import minimum_words as words
from .citing import AMICABLE_COSTS, AMICABLE_MENTIONS, as_cited, may_quote
from .drafts import texts
from .errors import LetterRefused
from .heads import author_lines, place_and_date, recipient_lines, typed_blocks
from .model import BLANK, Block, Letter
from .own_letters import to_a_collector
from .particulars import Particulars
from .quoting import left_on_screen, quoted
from .words import CLOSING_OF_A_PERSON

_GREETING = "Madame, Monsieur"
_COLLECTOR = "recouvrement_amiable"


class Purpose(StrEnum):
    """Whom the letter goes to, and for what; the values name the pages, never renamed."""

    BANK = "banque"
    FEES = "frais"
    CREDITOR = "creancier"
    EMPLOYER = "employeur"
    COLLECTOR = "recouvrement"

    @property
    def label(self) -> str:
        """Its name on the screen."""
        return _LABELS[self]


_LABELS = {
    Purpose.BANK: "à la banque : la somme qui devait rester",
    Purpose.FEES: "à la banque : les frais d’incident",
    Purpose.CREDITOR: "au créancier : ce qui peut être saisi",
    Purpose.EMPLOYER: "à l’employeur : une retenue trop forte",
    Purpose.COLLECTOR: "à la société de recouvrement qui insiste",
}


@dataclass(frozen=True, slots=True)
class _Rests:
    """What a letter rests on: texts and figures of the law base."""

    texts: Sequence[Basis] = ()
    values: Sequence[Dated] = ()


def to_bank(
    told: Particulars,
    found: ProtectedBalance,
    *,
    left: Decimal | None = None,
    seized_on: date | None = None,
    paid_in: Sequence[Resource] = (),
    confirmed: Collection[str] = (),
) -> Letter:
    """The protected balance that a bank did not leave; LetterRefused when nothing is missing.

    left     what it left, None when unknown; paid_in  unseizable resources paid on that account
    """
    if not found.protected and not paid_in:
        raise LetterRefused(words.NOTHING_MORE, field="seized_within_month")
    if left is not None and left >= found.protected and not paid_in:
        raise LetterRefused(words.ALL_WAS_LEFT, field="left")
    kept = [each.stated for each in _with_their_follow_up(paid_in, found.sources.on)]
    blocks = [
        *texts(words.seized(seized_on)),
        *words.protected(found, left),
        *words.paid_in(paid_in),
    ]
    rests = _Rests(
        [*found.sources.basis, *(each.basis for each in kept if each.basis)],
        [*found.sources.values, *_textless(kept)],
    )
    return _letter(told, words.BANK_SUBJECT, blocks, rests, confirmed)


def to_creditor(
    told: Particulars,
    found: Seizure | None,
    *,
    resources: Sequence[Resource] = (),
    claimed: Decimal | None = None,
    offer: Decimal | None = None,
    says_income: bool = False,
    confirmed: Collection[str] = (),
) -> Letter:
    """What may be seized and what may not; her income is written only if she wants it to be.

    raises  LetterRefused: neither a computation nor a resource to speak of
    """
    if found is None and not resources:
        raise LetterRefused(words.NOTHING_TO_SAY, field="resources")
    kept = [each.stated for each in resources]
    blocks = [
        *texts(words.claimed(claimed)),
        *(words.seizable_part(found, says_income=says_income) if found else ()),
        *words.unseizable_resources(resources),
        *words.asked_of_a_creditor(offer),
    ]
    rests = _Rests(
        [*(found.sources.basis if found else ()), *(each.basis for each in kept if each.basis)],
        [*(found.sources.values if found else ()), *_textless(kept)],
    )
    return _letter(told, words.CREDITOR_SUBJECT, blocks, rests, confirmed)


def to_employer(
    told: Particulars,
    found: Seizure,
    *,
    dependants: int,
    withheld: Decimal | None = None,
    paid_on: date | None = None,
    confirmed: Collection[str] = (),
) -> Letter:
    """What was withheld above the scale; LetterRefused when the scale allows all of it."""
    if withheld is not None and withheld <= found.seizable:
        raise LetterRefused(words.WITHIN_THE_SCALE, field="withheld")
    blocks = [
        *texts(words.withheld(withheld, paid_on)),
        *words.scale(found, dependants),
        *words.asked_of_an_employer(found, withheld, dependants),
    ]
    rests = _Rests(found.sources.basis, found.sources.values)
    return _letter(told, words.EMPLOYER_SUBJECT, blocks, rests, confirmed)


def about_fees(
    told: Particulars,
    *,
    on: date,
    charged: Decimal | None = None,
    confirmed: Collection[str] = (),
) -> Letter:
    """Fees of an account in trouble: their detail, and what is above the caps given back.

    A cap is written only if its article may be quoted; NotInForce for a day without caps.
    """
    caps = bank_fees(on)
    blocks = [
        *texts(words.fees(charged)),
        words.ASKED_ABOUT_FEES,
        *words.caps(_sure(caps, confirmed)),
        *texts(words.FEES_ABOVE),
    ]
    rests = _Rests(
        list(dict.fromkeys(each.basis for each in caps if each.basis)),
        _textless(caps),
    )
    return _letter(told, words.FEES_SUBJECT, blocks, rests, confirmed)


def to_collector(
    told: Particulars, *, called: bool = False, confirmed: Collection[str] = ()
) -> Letter:
    """To whoever collects without a title and insists: write, prove, and stop calling."""
    rule = national_base().get(_COLLECTOR)
    sure = {each.name: as_cited(each) for each in rule.basis if may_quote(each, confirmed)}
    named = [each for each in rule.basis if each.name in (AMICABLE_COSTS, AMICABLE_MENTIONS)]
    blocks = [
        *texts(words.CALLED if called else ""),
        *to_a_collector(sure.get(AMICABLE_COSTS, ""), sure.get(AMICABLE_MENTIONS, "")),
    ]
    # Both are quoted inside the sentences: no line of references below.
    notes = left_on_screen(named, (), confirmed)
    return _letter(told, words.COLLECTOR_SUBJECT, blocks, _Rests(), confirmed, notes=notes)


def _with_their_follow_up(paid_in: Sequence[Resource], on: date) -> list[Resource]:
    """Those resources, and the rule that keeps them unseizable once on the account."""
    follows = [each for each in unseizable(on) if each.code == "report_sur_solde"]
    return [*paid_in, *follows] if paid_in else []


def _sure(lines: Sequence[Stated], confirmed: Collection[str]) -> list[Stated]:
    """The lines whose text may be quoted."""
    return [each for each in lines if each.basis and may_quote(each.basis, confirmed)]


def _textless(lines: Sequence[Stated]) -> list[Dated]:
    """The values that no text of the base stands behind: the others are noted with theirs."""
    return [each.dated for each in lines if each.basis is None]


def _letter(
    told: Particulars,
    subject: str,
    blocks: Sequence[Block],
    rests: _Rests,
    confirmed: Collection[str],
    *,
    notes: Sequence[str] = (),
) -> Letter:
    """The letter around its body: her name above and below, nobody else's."""
    own = (("Vos références", told.their_reference),) if told.their_reference else ()
    greeting = told.recipient.greeting or _GREETING
    return Letter(
        kind=None,
        sender=author_lines(told),
        recipient=recipient_lines(told),
        place_and_date=place_and_date(told),
        references=own,
        subject=subject,
        greeting=f"{greeting},",
        blocks=(
            *blocks,
            *typed_blocks(told),
            *texts(words.reference(quoted(rests.texts, confirmed))),
        ),
        closing=CLOSING_OF_A_PERSON.format(greeting=greeting),
        signatures=((told.author.name or BLANK,),),
        notes=(*notes, *left_on_screen(rests.texts, rests.values, confirmed)),
    )
