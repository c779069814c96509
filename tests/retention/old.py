"""A dossier whose term is passed: what surrounds one, and an end of long ago."""

from datetime import date, timedelta

from django.utils import timezone

from entrenous.dossiers.codes import Mode
from entrenous.dossiers.contents import ThreadEntry
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.thread import write_entry
from entrenous.retention import deciding, erasing
from entrenous.retention.deciding import Visa
from entrenous.retention.models import Destruction
from tests.documents.papers import attached
from tests.dossiers.opened import dossier_of
from tests.people import House

TEXT = "Elle a dit que le loyer était payé."
RAW = b"une quittance de loyer"
LONG_AGO = timedelta(days=3 * 365)


def lived(house: House, *, closed_on: date | None = None, file: bool = True) -> Dossier:
    """A dossier with an entry and a file, ended three years ago unless said."""
    dossier = dossier_of(house, "Camille")
    closed_on = closed_on or timezone.localdate() - LONG_AGO
    entry = ThreadEntry(closed_on - timedelta(days=3), Mode.PHONE, text=TEXT)
    write_entry(house.keyring("Camille"), dossier, entry)
    if file:
        attached(house, dossier.pk, RAW, "quittance.txt")
    opened_on = closed_on - timedelta(days=300)
    dossier.accompagnements.update(opened_on=opened_on, closed_on=closed_on)
    Dossier.objects.filter(pk=dossier.pk).update(opened_on=opened_on)
    dossier.refresh_from_db()
    return dossier


def proposed(house: House, dossier: Dossier) -> Destruction:
    """Its destruction, proposed by Camille and stamped by the archivist."""
    row = deciding.propose(house.keyring("Camille"), dossier)
    visa = Visa("Archives départementales (fictif)", "ADF-2026-12", timezone.localdate())
    return deciding.record_visa(house.keyring("Ines"), row.pk, visa)


def destroyed(house: House, dossier: Dossier) -> Destruction:
    """The same, done by her lead."""
    return erasing.erase(house.keyring("Ines"), proposed(house, dossier).pk)
