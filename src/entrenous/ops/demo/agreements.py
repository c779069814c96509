"""What the people of the stories agreed to: to whom, for what, until when; and what they took back.

Partners of no rule of the law base are named in words; « banque » is one of its requesters.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from entrenous.consents import actions
from entrenous.consents.codes import Kind, Signed
from entrenous.consents.contents import Agreement, Withdrawal
from entrenous.dossiers.models import Dossier
from entrenous.keyring.opening import Keyring


@dataclass(frozen=True, slots=True)
class Consented:
    """An agreement given that day; `taken_back`, each by an act of its own."""

    said: Agreement
    taken_back: tuple[Withdrawal, ...] = ()

    @property
    def on(self) -> date:
        """The day it was given."""
        return self.said.signed_on


def keep(told: Consented, *, by: Keyring, dossier: Dossier) -> None:
    """Note it as the page does, then what was taken back."""
    record = actions.note(by, dossier, told.said)
    for each in told.taken_back:
        actions.withdraw(by, dossier, record, on=each.on, items=each.items)


H1: Final = (
    Consented(
        Agreement(
            kind=Kind.ACCORD,
            items=("connu_du_service", "plan_apurement"),
            purpose="Rétablir la puissance et obtenir un échéancier",
            from_on=date(2026, 1, 13),
            until_on=date(2026, 4, 13),
            signed=Signed.ORAL,
            signed_on=date(2026, 1, 13),
            partner="Lumière des Trois Rivières (fournisseur fictif)",
            limits="Rien sur les enfants.",
        )
    ),
    Consented(
        Agreement(
            kind=Kind.ACCORD,
            items=("demarches", "aides_percues"),
            purpose="Savoir où en est la demande de RSA",
            from_on=date(2026, 1, 22),
            until_on=date(2026, 4, 22),
            signed=Signed.PAPER,
            signed_on=date(2026, 1, 22),
            partner="Caf des Trois-Rivières (fictive), service RSA",
        )
    ),
    Consented(
        Agreement(
            kind=Kind.ACCORD,
            items=("ages_enfants", "composition_foyer"),
            purpose="Inscrire Ilan et Maïssa aux vacances",
            from_on=date(2026, 1, 22),
            until_on=date(2026, 7, 22),
            signed=Signed.PAPER,
            signed_on=date(2026, 1, 22),
            partner="Centre social des Saules (fictif)",
        ),
        taken_back=(Withdrawal(("composition_foyer",), date(2026, 2, 10)),),
    ),
)
H3: Final = (
    Consented(
        Agreement(
            kind=Kind.MANDAT,
            items=("piece_listee",),
            purpose="Obtenir que la banque laisse le solde insaisissable après la saisie",
            from_on=date(2025, 10, 9),
            until_on=date(2026, 1, 9),
            signed=Signed.MANDATE,
            signed_on=date(2025, 10, 9),
            requester="banque",
            partner="Banque de la Vière (fictive), agence de Valmeuse",
            limits="La date de la saisie, le solde laissé et la somme due. Rien sur le foyer.",
        )
    ),
    Consented(
        Agreement(
            kind=Kind.ACCORD,
            items=("budget", "charges"),
            purpose="Demander le FSL énergie",
            from_on=date(2026, 3, 17),
            until_on=date(2026, 5, 29),
            signed=Signed.PAPER,
            signed_on=date(2026, 3, 17),
            partner="Fonds de solidarité pour le logement (fictif)",
        )
    ),
)
