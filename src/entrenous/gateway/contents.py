"""What is sealed in a third-party request: the letter, the proposal, the decision, what left.

Codes are frozen once used (they are inside every seal). A new field needs a default, so that
records sealed before it still open. The register line holds codes, days and minutes only: it is
what the legal desk's register and the DPO's export are made of (ADR 0011).
"""

from dataclasses import dataclass, field
from datetime import date

from entrenous.keyring.records import sealed_kind
from entrenous.vault.containers import Compartment


@sealed_kind(200, Compartment.REQUESTS)
@dataclass(frozen=True)
class RequestLetter:
    """One request about one person, as it arrived. Codes are those of `law.vocabulary()`.

    requester        a rule of kind requester, or `UNKNOWN_REQUESTER`
    letter_on        the letter's own date, when it has one
    asked_free       what no code says: always withheld, a person decides
    evidence, facts  what was shown, not what was announced; what is known of the situation
    announced        proofs that the letter speaks of and does not show: they open nothing
    agreed           items of an agreement shown with the letter; unused once linked to a dossier
    same_letter_as   the request copied because one letter asks about two persons
    follows_up       the earlier request that this letter completes
    """

    requester: str
    channel: str
    received_on: date
    requester_name: str = ""
    requester_address: str = ""
    letter_on: date | None = None
    person_named: str = ""
    person_birth_on: date | None = None
    letter: str = ""
    asked: tuple[str, ...] = ()
    asked_free: str = ""
    evidence: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    basis_claimed: str = ""
    reference: str = ""
    deadline_claimed_on: date | None = None
    same_letter_as: str = ""
    follows_up: str = ""
    announced: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kept:
    """An item that is not given, and why: `law.Withheld` as it was that day."""

    item: str
    reason: str
    why: str


@dataclass(frozen=True)
class Cited:
    """A text of the proposal. A letter quotes it only if `quotable` (00-decisions 33)."""

    text: str
    article: str
    verification: str
    read_on: date
    version: str = ""
    url: str = ""
    unverified: str = ""
    is_quoted: bool = True
    confirmed_on: date | None = None

    @property
    def name(self) -> str:
        """Code and article as a letter cites them."""
        return f"{self.text}, {self.article}" if self.article else self.text

    @property
    def is_reference(self) -> bool:
        """Whether it names a text at all: « aucun texte trouvé » has no number."""
        return any(each.isdigit() for each in self.name)

    @property
    def quotable(self) -> bool:
        """Whether a letter that leaves may quote it: read in its text, or confirmed here."""
        return self.verification == "V1" or self.confirmed_on is not None


@sealed_kind(201, Compartment.REQUESTS)
@dataclass(frozen=True)
class Verdict:
    """What the law base proposed on a day, for what was known that day.

    agreement        the items agreed to that were taken into account
    facts            those of the letter and those of the dossier
    legal_may_give   what the legal desk alone may add, in writing and with two signatures:
                     held back by a protected address or by the organisation's own rule
    """

    on: date
    rule: str | None
    status: str
    give: tuple[str, ...] = ()
    withhold: tuple[Kept, ...] = ()
    missing: tuple[str, ...] = ()
    demands: tuple[tuple[str, ...], ...] = ()
    answered_by: str = "referent"
    inform: str = "after"
    due_on: date | None = None
    basis: tuple[Cited, ...] = ()
    to_verify: bool = True
    warnings: tuple[str, ...] = ()
    case: str = ""
    signatures: int = 1
    human_stop: bool = False
    chapter: str = ""
    agreement: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    legal_may_give: tuple[str, ...] = ()

    @property
    def references(self) -> tuple[str, ...]:
        """The names of the texts it rests on."""
        return tuple(cited.name for cited in self.basis if cited.is_reference)

    @property
    def under_embargo(self) -> bool:
        """Whether the person's information is deferred until the legal desk lifts it."""
        return self.inform == "embargo"


@dataclass(frozen=True)
class Signature:
    """Who stands behind a decision, in which function, since which day."""

    agent: str
    function: str
    on: date


@sealed_kind(202, Compartment.REQUESTS)
@dataclass(frozen=True)
class Decision:
    """What a person decided. `give` and `withhold` are together all that was asked.

    departure         the written reason, when it is not what was proposed
    not_held          what might be given, and that the service does not hold
    needs             how many signatures; `needs_institution`: one of them a lead's or legal's
    """

    follows: bool
    decided_on: date
    decided_by: str
    give: tuple[str, ...] = ()
    withhold: tuple[str, ...] = ()
    not_held: tuple[str, ...] = ()
    departure: str = ""
    needs: int = 1
    needs_institution: bool = False
    signatures: tuple[Signature, ...] = ()


@sealed_kind(203, Compartment.REQUESTS)
@dataclass(frozen=True)
class SentLetter:
    """A letter that left, or that was handed to the person. `kind`: a code of `letters`.

    items, values  what it says of the person: item code -> the words
    whole          the composed letter (`letters.Letter` in JSON), to print it again as it left
    """

    kind: str
    on: date
    to: str = ""
    subject: str = ""
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    values: dict[str, str] = field(default_factory=dict)
    minutes: int = 0
    whole: str = ""


@sealed_kind(204, Compartment.REQUESTS)
@dataclass(frozen=True)
class Information:
    """When and how the person was told; or why she is not told before something leaves."""

    informed_on: date | None = None
    how: str = ""
    not_told_because: str = ""


@sealed_kind(205, Compartment.REQUESTS)
@dataclass(frozen=True)
class Promise:
    """What the partner promised in return, by when, and whether it came (réciprocité)."""

    what: str
    by_whom: str = ""
    due_on: date | None = None
    came_on: date | None = None
    reminded_on: tuple[date, ...] = ()


@sealed_kind(206, Compartment.REQUESTS)
@dataclass(frozen=True)
class TransferNote:
    """A few words with a transfer: to the legal desk, back from it, or to a colleague."""

    on: date
    agent: str
    words: str = ""
    is_return: bool = False


@sealed_kind(207, Compartment.REQUESTS)
@dataclass(frozen=True)
class EvidenceDemand:
    """What was demanded of the requester before anything is given."""

    on: date
    wanted: tuple[str, ...] = ()


@sealed_kind(208, Compartment.REQUESTS)
@dataclass(frozen=True)
class Withdrawal:
    """The requester no longer asks."""

    on: date
    words: str = ""


@sealed_kind(210, Compartment.ADMINISTRATIVE_CARD)
@dataclass(frozen=True)
class RegisterLine:
    """One line of the register: codes, days and minutes. Never a name, never a text.

    follows    None until something is decided
    inform     before, after, embargo or none, as decided (before that, as proposed)
    """

    requester: str
    channel: str
    received_on: date
    chapter: str = ""
    rule: str = ""
    status: str = ""
    state: str = ""
    asked: tuple[str, ...] = ()
    has_free_words: bool = False
    evidence: tuple[str, ...] = ()
    give: tuple[str, ...] = ()
    withhold: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    to_verify: bool = True
    follows: bool | None = None
    signatures: int = 0
    inform: str = ""
    informed_on: date | None = None
    lifted_on: date | None = None
    decided_on: date | None = None
    answered_on: date | None = None
    answered_by: str = ""
    minutes: int = 0

    @property
    def under_embargo(self) -> bool:
        """Whether the person may not be told yet."""
        return self.inform == "embargo" and self.lifted_on is None


@sealed_kind(211, Compartment.ADMINISTRATIVE_CARD)
@dataclass(frozen=True)
class EmbargoLift:
    """The legal desk's decision that the person may be told: a day and a reason."""

    on: date
    reason: str
    lifted_by: str


@sealed_kind(220, Compartment.PERSON)
@dataclass(frozen=True)
class PersonTrace:
    """What a person reads of an answer about her, in her own dossier.

    request    the request it tells: journal entries about it may then be shown to her
    requester  the words of the rule, not a person's name
    """

    request: str
    on: date
    requester: str
    given: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    lifted_on: date | None = None
