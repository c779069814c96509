"""What the desk does besides receiving: a task entrusted, a call promised, sheets, counts."""

from datetime import timedelta
from typing import Final
from uuid import uuid4

from django.utils import timezone

from entrenous.desk import counting, sheets, tasks
from entrenous.desk.codes import Counted, TaskKind
from entrenous.desk.contents import TaskAsk
from entrenous.dossiers.codes import Theme
from entrenous.dossiers.contents import ReceptionMessage
from entrenous.dossiers.models import Dossier
from entrenous.ops.demo.house import DemoHouse
from entrenous.reception import actions

WHO: Final = "h2-bastien"
_ASKED: Final = tasks.Asked(
    TaskKind.PIECE,
    TaskAsk(
        "Réclamer l’attestation de reprise du paiement du loyer, à renvoyer au FSL.",
        "M. Ourcival",
        "Habitat des Trois-Rivières (fictif), 01 99 00 71 00",
    ),
)
_SHEETS: Final = (
    (
        "Être domicilié sans logement stable",
        Theme.LOG,
        "Qui n’a pas d’adresse stable peut demander une domiciliation à la mairie de sa commune, "
        "au CCAS, ou à une association agréée. Elle sert à recevoir son courrier et à demander ses "
        "droits. Apportez ce que vous avez : aucun papier ne manque pour demander.",
        "CASF, L264-1 et suivants (à vérifier)",
    ),
    (
        "Électricité coupée ou réduite",
        Theme.ENE,
        "Appelez le fournisseur, numéro sur la facture, et demandez un échéancier : dites ce que "
        "vous pouvez payer chaque mois. Le service peut appeler avec vous.",
        "Fiche du service, relue en équipe",
    ),
)
_COUNTED: Final = (
    (Counted.VISIT, 4, None), (Counted.CALL, 9, None), (Counted.PARTNER, 2, None),
    (Counted.NOT_RECEIVED, 1, None), (Counted.HOURS_LOST, 1, 45),
)  # fmt: skip


def entrust(house: DemoHouse, dossier: Dossier) -> None:
    """One task for reception, and a call promised in half an hour with the words left."""
    by = house.keyring(dossier.referent.login)
    tasks.give(by, dossier, _ASKED, once=uuid4())
    at = timezone.now() + timedelta(minutes=30)
    said = ReceptionMessage("Il a reçu la réponse du bailleur, il voudrait la lire avec vous.")
    reception = house.receptionist(dossier.secteur.circonscription)
    actions.leave_message(dossier.pk, said, by=reception, promised_at=at)


def tell_and_count(house: DemoHouse) -> None:
    """The sheets of the house, and a day of counts in its first place."""
    place = house.organisation.circonscriptions.order_by("name").last()
    assert place is not None  # noqa: S101
    by, today = house.receptionist(place), timezone.localdate()
    checked, review = today - timedelta(days=40), today + timedelta(days=140)
    for title, theme, body, source in _SHEETS:
        said = sheets.Said(title, body, source, checked, review, theme.value)
        sheets.keep(by, said, sheet=uuid4())
    for what, number, minutes in _COUNTED:
        counting.count(by, place, what, once=uuid4(), number=number, minutes=minutes)
