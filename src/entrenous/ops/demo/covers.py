"""The référente of story H2 is away from today: a colleague covers what is due."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.utils import timezone

from entrenous.continuity import covers
from entrenous.continuity.codes import Scope, Told
from entrenous.dossiers.models import Dossier
from entrenous.ops.demo.house import DemoHouse

ABSENT: Final = "samuel.brochard"
COLLEAGUE: Final = "odile.pradier"
_FOR: Final = timedelta(days=11)


def plan(house: DemoHouse, dossiers: Sequence[Dossier]) -> None:
    """Two weeks for the stories that are under way; one person knows already."""
    hers = Dossier.objects.filter(
        pk__in=[d.pk for d in dossiers], referent__login=ABSENT, merged_into=None,
        accompagnements__closed_on=None,
    ).distinct()  # fmt: skip
    if not hers:
        return
    by, today = house.keyring(ABSENT), timezone.localdate()
    said = covers.Plan(house.agent(COLLEAGUE), Scope.DATES, today, today + _FOR)
    made = covers.plan(by, said, [d.pk for d in hers])
    while covers.carry_on(by):
        pass
    told = made.covered.order_by("pk").values_list("pk", flat=True)[:1]
    covers.tell(by, made, told, Told.TALK, on=today)
