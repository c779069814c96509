"""Mediations of the stories: a mandate read with the person, what was said and answered."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from entrenous.consents.codes import Kind, Signed
from entrenous.consents.contents import Agreement
from entrenous.dossiers.codes import Mode
from entrenous.dossiers.models import Dossier
from entrenous.keyring.opening import Keyring
from entrenous.mediations import actions
from entrenous.mediations.actions import Exchange
from entrenous.mediations.contents import Mediation
from entrenous.relays.contents import Told


@dataclass(frozen=True, slots=True)
class Mediated:
    """A mandate read that day, its last day, what was said and answered under it."""

    said: Mediation
    until_on: date
    spoken: Exchange
    answer: Exchange

    @property
    def on(self) -> date:
        """The day she read it."""
        return self.said.read_on


def keep(told: Mediated, *, by: Keyring, dossier: Dossier) -> None:
    """Take the mandate with her agreement as the page does, then say what was exchanged."""
    said = told.said
    agreed = Agreement(
        kind=Kind.MANDAT,
        items=tuple(each.item for each in said.told),
        purpose=said.about,
        from_on=said.read_on,
        until_on=told.until_on,
        signed=Signed.MANDATE,
        signed_on=said.read_on,
        partner=said.partner,
        limits=said.not_said,
    )
    record = actions.mandate(by, dossier, said, agreed)
    actions.say(by, dossier, record, told.spoken)
    actions.hear(by, dossier, record, told.answer)


H3: Final = (
    Mediated(
        Mediation(
            partner="Banque de l’Orme (fictive)",
            contact="M. Castel-Fictif, service des relations avec les particuliers",
            phone="01 99 00 62 40",
            about="les frais d’incident prélevés depuis mars",
            told=(
                Told("identite", "Ghislaine PORTAL"),
                Told("besoins", "Que les frais soient arrêtés le temps du dossier, et une partie "
                     "rendue"),
                Told("demarches", "Un dossier de surendettement se prépare"),
            ),
            agreements=(),
            read_on=date(2026, 5, 12),
            wanted="« Qu’ils arrêtent de prendre, le temps que je me retourne. »",
            not_said="L’arrêt de travail de son mari, et sa raison",
        ),
        until_on=date(2026, 7, 10),
        spoken=Exchange(
            date(2026, 5, 13),
            "Demandé l’arrêt des frais et le remboursement des trois derniers mois.",
            Mode.PHONE,
            20,
        ),
        answer=Exchange(
            date(2026, 5, 18),
            "La banque propose de rendre 60 €, et de ne plus rien prélever pendant trois mois.",
            Mode.PHONE,
            10,
        ),
    ),
)  # fmt: skip
