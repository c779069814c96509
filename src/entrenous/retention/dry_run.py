"""What is past its term in an organisation, and what destroying it would take away. Numbers only.

Shown by the page and by `./entrenous retention`: nothing is changed, nothing is opened.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from entrenous.retention import clock, erasing
from entrenous.retention.clock import Standing
from entrenous.retention.codes import Stage
from entrenous.retention.erasing import Count
from entrenous.retention.models import Terms

#: Past a term, and waiting for someone to decide.
UNDECIDED: Final = (Stage.REACHED, Stage.ARCHIVE_OVER)
SHOWN: Final = (
    Stage.NEAR, Stage.REACHED, Stage.KEPT, Stage.ARCHIVED, Stage.ARCHIVE_OVER, Stage.PROPOSED,
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A circonscription, and how many of its ended dossiers stand where."""

    name: str
    stages: Mapping[Stage, int]

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many, beside the words of each stage of `SHOWN`."""
        return [(stage.label, self.stages.get(stage, 0)) for stage in SHOWN]


@dataclass(frozen=True)
class DryRun:
    """An organisation on a day.

    undecided  what waits for a decision, the oldest term first
    goes       what would go with all of it, and with what is proposed
    """

    on: date
    terms: Terms
    places: tuple[Place, ...]
    undecided: tuple[Standing, ...]
    goes: Count

    @property
    def totals(self) -> list[tuple[str, int]]:
        """The same, of all places."""
        return [(s.label, sum(place.stages.get(s, 0) for place in self.places)) for s in SHOWN]


def dry_run(organisation: UUID, today: date) -> DryRun:
    """Count every ended dossier against the terms of its organisation, on a day."""
    found = clock.every(organisation, today)
    stages: dict[str, Counter[Stage]] = {}
    for each in found:
        place = each.dossier.secteur.circonscription.name
        stages.setdefault(place, Counter())[each.stage] += 1
    undecided = [each for each in found if each.stage in UNDECIDED]
    proposed = [each for each in found if each.stage is Stage.PROPOSED]
    return DryRun(
        today,
        clock.terms_of(organisation),
        tuple(Place(name, stages[name]) for name in sorted(stages)),
        tuple(sorted(undecided, key=lambda each: each.may_go_on)),
        erasing.count(*(each.dossier.pk for each in (*undecided, *proposed))),
    )
