"""A dossier whose term is passed: what surrounds one, and an end of long ago."""

from datetime import date, timedelta

from django.utils import timezone

from entrenous.continuity.codes import Told
from entrenous.dossiers.codes import Mode
from entrenous.dossiers.contents import ThreadEntry
from entrenous.dossiers.models import Dossier
from entrenous.dossiers.thread import write_entry
from entrenous.keyring import groups, models
from entrenous.retention import archiving, deciding, erasing
from entrenous.retention.contents import Archiving
from entrenous.retention.deciding import Visa
from entrenous.retention.models import Archived, Destruction, Terms
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


ARCHIVE_WHY = "Un recours contre l’aide reste possible."


def with_archives(house: House, *others: str, months: int = 60) -> models.Group:
    """The archives group, with Lou and others in it, and how long a dossier stays there."""
    made = groups.create(models.Group.Kind.ARCHIVES, None, by=house.keyring("Lou"))
    lead = house.keyring("Ines")
    groups.countersign(made, by=lead)
    for name in others:
        admission = groups.authorise(made, house.agents[name], by=lead)
        groups.admit(admission, by=house.keyring("Lou"))
    terms = Terms(archive_months=months, archive_why="La prescription des actions (fictif).")
    deciding.set_terms(house.keyring("Lou"), terms)
    return made


def archived(house: House, dossier: Dossier, by: str = "Camille") -> Archived:
    """The dossier put in the archives by its référente."""
    said = Archiving(timezone.localdate(), ARCHIVE_WHY, Told.TALK)
    return archiving.archive(house.keyring(by), dossier, said)
