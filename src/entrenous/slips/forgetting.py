"""A slip that was dealt with is forgotten: its keys, then what they opened. Its row stays."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import models
from entrenous.slips.models import Slip

KEPT: Final = timedelta(days=30)
_AT_ONCE: Final = 200


@transaction.atomic
def forget(organisation: UUID) -> int:
    """Erase the content of the slips settled more than thirty days ago. Returns how many.

    The request that followed, if there was one, is kept apart, as requests are.
    """
    old = Slip.objects.filter(
        circonscription__organisation=organisation,
        status=Slip.Status.SETTLED,
        settled_at__lt=timezone.now() - KEPT,
    )
    here = models.Container.objects.filter(kind=models.Container.Kind.SLIP, erased_on=None)
    gone = list(here.filter(pk__in=old.values("pk")).values_list("pk", flat=True)[:_AT_ONCE])
    if not gone:
        return 0
    models.Grant.objects.filter(container__in=gone).update(box=None)
    models.Epoch.objects.filter(container__in=gone).update(previous=None)
    models.Record.objects.filter(container__in=gone).delete()
    models.HeadRow.objects.filter(container__in=gone).delete()
    here.filter(pk__in=gone).update(erased_on=timezone.localdate())
    lines = [journal.Line(Act.SLIP_FORGOTTEN, container=pk) for pk in gone]
    journal.record_all(lines, organisation=organisation, actor=None)
    return len(gone)
