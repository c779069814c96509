"""A letter of the person, so that what must be left to her is left: made, kept with her files."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from entrenous.documents import actions
from entrenous.documents.making import made_here
from entrenous.dossiers.contents import PersonCard
from entrenous.dossiers.models import Dossier
from entrenous.gateway.confirmations import quotable_names
from entrenous.keyring import records
from entrenous.keyring.opening import Keyring
from entrenous.law import NotInForce
from entrenous.letters import Author, Letter, Particulars, Recipient, to_pdf
from entrenous.letters.minimum import Purpose, to_bank, to_creditor
from entrenous.rights import protected_balance, seizable, unseizable


@dataclass(frozen=True, slots=True)
class HerLetter:
    """A letter of hers: to whom, with which figures. `seized_on` also dates the calculation."""

    on: date
    by: str
    purpose: Purpose
    recipient: tuple[str, ...]
    reference: str = ""
    seized_on: date | None = None
    balance: Decimal = Decimal(0)
    left: Decimal | None = None
    net: Decimal = Decimal(0)
    dependants: int = 0
    claimed: Decimal | None = None
    offer: Decimal | None = None
    kept: tuple[str, ...] = ()


def keep(told: HerLetter, *, by: Keyring, dossier: Dossier) -> None:
    """Make it as the page does and keep its PDF; nothing for a year without its table."""
    known = records.read(by.writing(dossier.pk), PersonCard).one(PersonCard)
    card = known.content if known else PersonCard()
    particulars = Particulars(
        recipient=Recipient(told.recipient[0], told.recipient[1:]),
        place=card.commune,
        written_on=told.on,
        their_reference=told.reference,
        author=Author(card.name, tuple(line for line in (card.street, card.commune) if line)),
    )
    with suppress(NotInForce):
        letter = _MAKE[told.purpose](told, particulars, quotable_names(by.organisation))
        with made_here(by, "lettre.pdf", to_pdf(letter)) as upload:
            label = f"Lettre {told.purpose.label}".replace(" :", "\N{NO-BREAK SPACE}:")
            actions.attach(by, dossier.pk, upload, label=label, on=told.on)


def _to_bank(told: HerLetter, particulars: Particulars, confirmed: frozenset[str]) -> Letter:
    found = protected_balance(told.balance, on=told.seized_on or told.on)
    return to_bank(
        particulars, found, left=told.left, seized_on=told.seized_on, confirmed=confirmed
    )


def _to_creditor(told: HerLetter, particulars: Particulars, confirmed: frozenset[str]) -> Letter:
    found = seizable([told.net], dependants=told.dependants, on=told.on)
    kept = [each for each in unseizable(told.on) if each.code in told.kept]
    return to_creditor(
        particulars, found, resources=kept, claimed=told.claimed, offer=told.offer,
        confirmed=confirmed,
    )  # fmt: skip


_MAKE: Final[dict[Purpose, Callable[[HerLetter, Particulars, frozenset[str]], Letter]]] = {
    Purpose.BANK: _to_bank,
    Purpose.CREDITOR: _to_creditor,
}

H2: Final = HerLetter(
    on=date(2025, 12, 18),
    by="samuel.brochard",
    purpose=Purpose.CREDITOR,
    recipient=("Habitat des Trois-Rivières (bailleur fictif)", "service recouvrement"),
    net=Decimal(1310),
    dependants=1,
    claimed=Decimal(3184),
    offer=Decimal(60),
    kept=("prime_activite",),
)
H3: Final = HerLetter(
    on=date(2025, 10, 9),
    by="lien.hoang",
    purpose=Purpose.BANK,
    recipient=("Banque de la Confluence (fictive)", "agence de Valmeuse-sur-Orme"),
    seized_on=date(2025, 10, 7),
    balance=Decimal(1430),
    left=Decimal(212),
)
