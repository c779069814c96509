"""The organisation as its administrator changes it: its name, places, secteurs and streets.

Every change is journaled. None of it is about an accompanied person.
"""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from entrenous.agents import communes, importing, sector_files, territory
from entrenous.agents.models import (
    Circonscription,
    Commune,
    NeighbourService,
    Organisation,
    Secteur,
    SectorFile,
    StreetRange,
)
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
    message_days: int,
    by: UUID,
) -> None:
    """Change the organisation's name, its commune, its words and its periods. NameTaken.

    objection_days  how long a person may object to an ending that was told to her
    relay_days      how long a partner's answer is waited for before it is the service's again
    complaint_days  how long the service has to answer a complaint
    message_days    how many working days it has to open what a person writes in her space
    """
    if Organisation.objects.filter(name__iexact=name).exclude(pk=organisation.pk).exists():
        raise NameTaken
    organisation.name, organisation.unit_label = name, unit_label
    organisation.commune, organisation.objection_days = commune, objection_days
    organisation.relay_days, organisation.complaint_days = relay_days, complaint_days
    organisation.message_days = message_days
    days = ["objection_days", "relay_days", "complaint_days", "message_days"]
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
def check_file(
    organisation: Organisation, *, name: str, text: str, replaces: bool, by: UUID
) -> importing.Plan:
    """What a file of streets would change; kept until `apply_file` if it has no wrong line.

    raises  sector_rows.BadFile: it is no table of streets
    """
    SectorFile.objects.filter(organisation=organisation).delete()
    version = territory.version(organisation.pk)
    plan = importing.check(organisation, text, replaces=replaces)
    if not plan.report.errors:
        SectorFile.objects.create(
            organisation=organisation,
            name=name,
            text=text,
            replaces=replaces,
            version=version,
            read_by=by,
        )
    return plan


@transaction.atomic
def apply_file(organisation: Organisation, *, by: UUID) -> importing.Report | None:
    """Write the file that was checked, whole. None when none waits any more.

    raises  importing.MapChanged: nothing is written, the file still waits
    """
    kept = SectorFile.objects.select_for_update().filter(organisation=organisation).first()
    if kept is None:
        return None
    plan = importing.check(organisation, kept.text, replaces=kept.replaces)
    importing.apply(organisation, plan, version=kept.version)
    kept.delete()
    if plan.report.changes:
        _note(organisation.pk, by)
    return plan.report


def drop_file(organisation: Organisation) -> None:
    """Give up the file that was checked."""
    SectorFile.objects.filter(organisation=organisation).delete()


@transaction.atomic
def keep_neighbour(service: NeighbourService, *, by: UUID) -> None:
    """Add a service of a neighbouring territory, or change it. NameTaken."""
    same = NeighbourService.objects.filter(
        organisation=service.organisation_id, name__iexact=service.name
    )
    if same.exclude(pk=service.pk).exists():
        raise NameTaken
    service.save()
    _note(service.organisation_id, by)


@transaction.atomic
def remove_neighbour(service: NeighbourService, *, by: UUID) -> None:
    """Take a neighbouring service out of the table."""
    organisation = service.organisation_id
    service.delete()
    _note(organisation, by)


@transaction.atomic
def replace_communes(rows: list[Commune], *, organisation: Organisation, by: UUID) -> int:
    """Put an official list of communes in the place of the former one; how many it has."""
    count = communes.replace(rows)
    _note(organisation.pk, by)
    return count


def _note(organisation: UUID, by: UUID) -> None:
    journal.record(Act.ORGANISATION_CHANGED, organisation=organisation, actor=by)
