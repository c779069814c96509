"""Orientations of the stories: prepared with the person, told, still awaiting an answer."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from entrenous.consents.codes import Kind, Signed
from entrenous.consents.contents import Agreement
from entrenous.dossiers.models import Dossier
from entrenous.keyring.opening import Keyring
from entrenous.relays import actions
from entrenous.relays.codes import Means
from entrenous.relays.contents import Relay, Told


@dataclass(frozen=True, slots=True)
class Oriented:
    """A relay read with the person that day, and the day it left."""

    said: Relay
    until_on: date
    sent_on: date

    @property
    def on(self) -> date:
        """The day she read it."""
        return self.said.read_on


def keep(told: Oriented, *, by: Keyring, dossier: Dossier) -> None:
    """Prepare it with her agreement as the page does, then say that it left."""
    said = told.said
    agreed = Agreement(
        kind=Kind.ACCORD,
        items=tuple(each.item for each in said.told),
        purpose=said.asked,
        from_on=said.read_on,
        until_on=told.until_on,
        signed=Signed.PAPER,
        signed_on=said.read_on,
        partner=said.partner,
    )
    record = actions.prepare(by, dossier, said, agreed)
    actions.send(by, dossier, record, on=told.sent_on)


H3: Final = (
    Oriented(
        Relay(
            partner="Point conseil budget de Valmeuse (fictif)",
            contact="Mme Aubertin-Fictive",
            phone="01 99 00 61 20",
            address="3 place des Tanneurs\nValmeuse-sur-Orme",
            asked="Un rendez-vous pour préparer le dossier de surendettement",
            told=(
                Told("identite", "Ghislaine PORTAL"),
                Told("telephone", "01 99 00 44 33, avant 16 heures"),
                Told("besoins", "Être accompagnée pour remplir le dossier et réunir les papiers"),
            ),
            agreement="",
            read_on=date(2026, 5, 14),
            means=Means.LETTER,
            days=10,
        ),
        until_on=date(2026, 8, 14),
        sent_on=date(2026, 5, 15),
    ),
)
