"""The organisation as its administrator changes it: its name, places, secteurs and streets.

Every change is journaled. None of it is about an accompanied person.
"""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction

from entrenous.agents import sector_files, territory
from entrenous.agents.models import Circonscription, Organisation, Secteur, StreetRange
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act


class NameTaken(ValueError):
    """A place, a secteur or an organisation already has this name."""


@transaction.atomic
def rename(
    organisation: Organisation,
    *,
    name: str,
    unit_label: str,
    commune: str,
    objection_days: int,
    relay_days: int,
    complaint_days: int,
    by: UUID,
) -> None:
    """Change the organisation's name, its commune, its words and its periods. NameTaken.

    objection_days  how long a person may object to an ending that was told to her
    relay_days      how long a partner's answer is waited for before it is the service's again
    complaint_days  how long the service has to answer a complaint
    """
    if Organisation.objects.filter(name__iexact=name).exclude(pk=organisation.pk).exists():
        raise NameTaken
    organisation.name, organisation.unit_label = name, unit_label
    organisation.commune, organisation.objection_days = commune, objection_days
    organisation.relay_days, organisation.complaint_days = relay_days, complaint_days
    days = ["objection_days", "relay_days", "complaint_days"]
    organisation.save(update_fields=["name", "unit_label", "commune", *days])
    _note(organisation.pk, by)


@transaction.atomic
def keep_place(place: Circonscription, *, by: UUID) -> None:
    """Add a circonscription, or change what letters say of it. NameTaken."""
    same = Circonscription.objects.filter(
        organisation=place.organisation_id, name__iexact=place.name
    )
    if same.exclude(pk=place.pk).exists():
        raise NameTaken
    place.save()
    _note(place.organisation_id, by)


@transaction.atomic
def keep_secteur(secteur: Secteur, *, by: UUID) -> None:
    """Add a secteur, or change its name. NameTaken: names are unique in the whole organisation,
    so that a file of streets says which one it means."""
    organisation = secteur.circonscription.organisation_id
    same = Secteur.objects.filter(
        circonscription__organisation=organisation, name__iexact=secteur.name
    )
    if same.exclude(pk=secteur.pk).exists():
        raise NameTaken
    secteur.save()
    _note(organisation, by)


@transaction.atomic
def add_range(secteur: Secteur, row: Mapping[str, str], *, by: UUID) -> bool:
    """Add a commune or a street to a secteur; whether it was new. sector_files.BadFile."""
    organisation = secteur.circonscription.organisation_id
    new = sector_files.add_range(secteur, row, 1)
    territory.touch(organisation)
    _note(organisation, by)
    return new


@transaction.atomic
def remove_range(row: StreetRange, *, by: UUID) -> None:
    """Take a commune or a street out of its secteur."""
    organisation = row.secteur.circonscription.organisation_id
    row.delete()
    territory.touch(organisation)
    _note(organisation, by)


@transaction.atomic
def import_ranges(
    organisation: Organisation, rows: Iterable[Mapping[str, str]], *, by: UUID
) -> int:
    """Add the rows of a file; how many were new. sector_files.BadFile: nothing is then added."""
    added = sector_files.import_ranges(organisation, rows)
    _note(organisation.pk, by)
    return added


def _note(organisation: UUID, by: UUID) -> None:
    journal.record(Act.ORGANISATION_CHANGED, organisation=organisation, actor=by)
