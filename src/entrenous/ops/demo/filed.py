"""A paper of someone else’s, as the demonstration tells it: printed, sealed, kept in a dossier."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from entrenous.documents import actions
from entrenous.documents.arriving import Arriving
from entrenous.dossiers.models import Dossier
from entrenous.keyring.opening import Keyring
from entrenous.letters import Block, Letter, to_pdf


@dataclass(frozen=True, slots=True)
class Filed:
    """A letter that the person brought, and the day written on it. `name`: of the file."""

    on: date
    by: str
    label: str
    name: str
    dated_on: date
    dated: str
    sender: tuple[str, ...]
    subject: str
    text: tuple[str, ...]


def file(told: Filed, *, by: Keyring, dossier: Dossier) -> None:
    """Print the letter and attach it as the page does."""
    coming = Arriving(by.organisation, told.name)
    coming.write(_printed(told))
    actions.attach(by, dossier.pk, coming.finish(), label=told.label, on=told.dated_on)


def _printed(told: Filed) -> bytes:
    return to_pdf(
        Letter(
            kind=None,
            sender=told.sender,
            recipient=(),
            place_and_date=told.dated,
            references=(),
            subject=told.subject,
            greeting="Madame,",
            blocks=tuple(Block("text", paragraph) for paragraph in told.text),
            closing="Nous vous prions d’agréer, Madame, nos salutations distinguées.",
            signatures=(),
        )
    )


H1_NOTICE: Final = Filed(
    on=date(2026, 1, 15),
    by="odile.pradier",
    label="Avis de la Caf",
    name="avis-caf.pdf",
    dated_on=date(2026, 1, 6),
    dated="Saint-Orme, le {day 2026-01-06}",
    sender=("Caisse d’allocations familiales (fictive)", "1 place des Essais, Saint-Orme"),
    subject="Votre dossier est à compléter",
    text=(
        "Nous avons suspendu l’étude de votre demande de RSA : il nous manque la déclaration de "
        "vos ressources des trois derniers mois.",
        "Vos droits pourront être étudiés à partir du mois de votre demande.",
    ),
)
H1_BILL: Final = Filed(
    on=date(2026, 2, 24),
    by="odile.pradier",
    label="Facture détaillée d’énergie",
    name="facture-energie.pdf",
    dated_on=date(2026, 2, 18),
    dated="Le {day 2026-02-18}",
    sender=("Lumière des Trois Rivières (fournisseur fictif)", "Service solidarité"),
    subject="Facture détaillée et échéancier",
    text=(
        "Montant dû à ce jour : 412,60 €, en trois échéances de 137,53 €.",
        "La première échéance est fixée au {day 2026-03-10}. La puissance de votre compteur est "
        "rétablie depuis le {day 2026-01-13}.",
    ),
)
