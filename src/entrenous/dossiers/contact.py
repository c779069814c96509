"""May one print, call, write to this person? Read it before anything leaves for her.

A page that prints or sends asks `contact_rule` first (00-decisions 27): silence is never consent.
"""

from dataclasses import dataclass

from entrenous.dossiers.codes import Carry, Safety
from entrenous.dossiers.contents import ContactMeans, PersonCard, ReceptionCard
from entrenous.keyring.records import OpenRecord, Reading

_USABLE = (Safety.SAFE, Safety.NO_MESSAGE, Safety.RULE)


@dataclass(frozen=True)
class ContactRule:
    """What the person allowed, as she said it.

    carry     what she may take with her; None: it was not asked, so nothing is printed yet
    usable    means that may be used, each with its own rule
    forbidden means never to be used, and those nobody asked about
    sentence  the rule in her words, when she gave one
    """

    carry: Carry | None
    usable: tuple[OpenRecord[ContactMeans], ...]
    forbidden: tuple[OpenRecord[ContactMeans], ...]
    sentence: str
    is_protected: bool

    @property
    def may_print(self) -> bool:
        """Tell whether any paper may leave with her."""
        return self.carry in (Carry.NEUTRAL, Carry.FULL)

    @property
    def must_ask(self) -> bool:
        """Tell whether the question was never put to her."""
        return self.carry is None


def contact_rule(reading: Reading) -> ContactRule:
    """The rule of a dossier. `reading` covers PersonCard, ContactMeans and ReceptionCard.

    An identity in doubt (a row missing or altered) gives the strictest rule: nothing leaves.
    """
    card = reading.one(PersonCard)
    said = reading.one(ReceptionCard)
    means = [m for m in reading.of(ContactMeans) if not m.content.is_ended]
    usable = tuple(m for m in means if m.content.safety in _USABLE)
    return ContactRule(
        carry=card.content.carry if card and reading.is_whole else None,
        usable=usable if reading.is_whole else (),
        forbidden=tuple(m for m in means if m not in usable),
        sentence=said.content.safe_rule if said else "",
        is_protected=card is None or card.content.is_protected,
    )
