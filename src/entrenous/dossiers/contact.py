"""May one print, call, write to this person? Read it before anything leaves for her.

A page that prints or sends asks `contact_rule` first (00-decisions 27): silence is never consent,
and « ne pas recontacter » closes every way (29). Reception, who holds no identity, asks
`left_alone`, which reads the same mark.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from entrenous.dossiers.codes import AskedBy, Carry, Safety
from entrenous.dossiers.contents import ContactMeans, PersonCard, ReceptionCard
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import OpenRecord, Reading

POST: Final = "courrier"
_USABLE = (Safety.SAFE, Safety.NO_MESSAGE, Safety.RULE)


@dataclass(frozen=True)
class ContactRule:
    """What the person allowed, as she said it.

    carry     what she may take with her; None: it was not asked, so nothing is printed yet
    usable    means that may be used, each with its own rule
    forbidden means never to be used, and those nobody asked about
    sentence  the rule in her words, when she gave one
    no_contact_on  since when nobody contacts her; nothing is then usable, nothing is printed
    """

    carry: Carry | None
    usable: tuple[OpenRecord[ContactMeans], ...]
    forbidden: tuple[OpenRecord[ContactMeans], ...]
    sentence: str
    is_protected: bool
    no_contact_on: date | None = None
    no_contact_by: AskedBy | None = None

    @property
    def may_contact(self) -> bool:
        """Tell whether anything at all may be proposed to her."""
        return self.no_contact_on is None

    @property
    def may_print(self) -> bool:
        """Tell whether any paper may leave with her."""
        return self.carry in (Carry.NEUTRAL, Carry.FULL)

    @property
    def post(self) -> ContactMeans | None:
        """Where a letter may be posted: only an address that she said was safe to write to."""
        allowed = (Safety.SAFE, Safety.RULE)
        said = (m.content for m in self.usable)
        return next((m for m in said if m.means == POST and m.safety in allowed), None)

    @property
    def may_write(self) -> bool:
        """Tell whether a letter that names the service may reach her: posted, or handed over."""
        return self.post is not None or self.carry is Carry.FULL

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
    alone = said is not None and said.content.no_contact_on is not None
    usable = () if alone else tuple(m for m in means if m.content.safety in _USABLE)
    carry = card.content.carry if card and reading.is_whole else None
    return ContactRule(
        carry=Carry.NOTHING if alone else carry,
        usable=usable if reading.is_whole else (),
        forbidden=tuple(m for m in means if m not in usable),
        sentence=said.content.safe_rule if said else "",
        is_protected=card is None or card.content.is_protected,
        no_contact_on=said.content.no_contact_on if said else None,
        no_contact_by=said.content.no_contact_by if said else None,
    )


def is_left_alone(by: Keyring, dossier: UUID) -> bool:
    """Whether nobody contacts this person, for who holds reception's part at least. KeyNotHeld."""
    opened = by.open(dossier, Act.CONTACT_RULE_READ)
    return is_alone_in(records.read(opened, ReceptionCard))


def left_alone(by: Keyring, dossiers: Iterable[UUID]) -> set[UUID]:
    """Those of these dossiers whose person nobody contacts: for pages that hold their names only.

    One journal entry; a dossier whose mark cannot be read whole counts as left alone.
    """
    wanted = list(dossiers)
    if not wanted:
        return set()
    return alone_among(by.open_list(wanted, Act.CONTACT_RULE_READ).values())


def alone_among(opened: Iterable[OpenContainer]) -> set[UUID]:
    """The same, among dossiers already opened for a list."""
    readings = records.read_many(opened, ReceptionCard)
    return {dossier for dossier, reading in readings.items() if is_alone_in(reading)}


def is_alone_in(reading: Reading) -> bool:
    """The mark in a reading that covers ReceptionCard; in doubt, nobody contacts her."""
    said = reading.one(ReceptionCard)
    if said is None or not reading.is_whole:
        return True
    return said.content.no_contact_on is not None
