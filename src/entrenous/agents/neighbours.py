"""« Hors secteur »: which service receives the people of a territory that is not ours."""

import re
from dataclasses import dataclass
from uuid import UUID

from entrenous.agents import communes
from entrenous.agents.addresses import commune_key
from entrenous.agents.models import NeighbourService


@dataclass(frozen=True)
class Elsewhere:
    """Where someone may be received. `services` are the best known, `certain` when one is named.

    departments  of the communes so named, « 94 »: several when the name is borne twice
    """

    services: tuple[NeighbourService, ...] = ()
    certain: bool = False
    departments: tuple[str, ...] = ()


def service_of(organisation: UUID, commune: str) -> Elsewhere:
    """By the commune's name, else by its département, else those that serve everywhere else."""
    rows = list(NeighbourService.objects.filter(organisation=organisation))
    key = commune_key(commune)
    named = tuple(row for row in rows if key and key in _keys(row))
    codes = [code for code, _ in communes.named(commune)] if key else []
    departments = tuple(sorted({communes.department_of(code) for code in codes}))
    if named:
        return Elsewhere(named, len(named) == 1, departments)
    there = tuple(row for row in rows if row.department and row.department in departments)
    if there:
        return Elsewhere(there, len(there) == 1 and len(departments) == 1, departments)
    rest = tuple(row for row in rows if not row.department and not row.communes)
    return Elsewhere(rest, False, departments)  # noqa: FBT003  # as the fields say


def _keys(row: NeighbourService) -> set[str]:
    return {commune_key(name) for name in re.split(r"[,;]", row.communes) if name.strip()}
