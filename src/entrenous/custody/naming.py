"""Name the custodians, and say who stops: the key then has to change."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.custody.codes import Keeps
from entrenous.custody.models import Custodian, Terms
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act


@transaction.atomic
def name_custodian(
    organisation: UUID, *, name: str, title: str, keeps: Keeps, since: date, by: UUID | None
) -> Custodian:
    """Add someone who keeps a sheet. The name twice, still in charge, changes nothing."""
    known = Custodian.objects.filter(
        organisation_id=organisation, name=name, keeps=keeps.value, until=None
    ).first()
    if known is not None:
        return known
    made = Custodian.objects.create(
        organisation_id=organisation, name=name, title=title, keeps=keeps.value, since=since
    )
    Terms.objects.get_or_create(
        organisation_id=organisation, defaults={"split_on": timezone.localdate()}
    )
    journal.record(Act.CUSTODY_CHANGED, organisation=organisation, actor=by)
    return made


@transaction.atomic
def end(custodian: Custodian, *, on: date, by: UUID) -> None:
    """Someone keeps no sheet any more; a second time changes nothing."""
    row = Custodian.objects.select_for_update().get(pk=custodian.pk)
    if row.until is None:
        row.until = on
        row.save(update_fields=["until"])
        journal.record(Act.CUSTODY_CHANGED, organisation=row.organisation_id, actor=by)
