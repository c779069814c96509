"""Tables for the tests: what a service could count, invented."""

from collections.abc import Mapping, Sequence

from entrenous.disclosure import Cell, Dimension, PublishedTable, Release, Table, protect
from entrenous.disclosure.outcome import Past

TERRITORY = Dimension("secteur", {"Total": ("A", "B"), "A": ("a1", "a2", "a3"), "B": ("b1", "b2")})
THEME = Dimension("theme", {"Tous": ("logement", "budget", "sante")})
LEAVES = [
    (sector, theme)
    for sector in ("a1", "a2", "a3", "b1", "b2")
    for theme in ("logement", "budget", "sante")
]


def table(
    persons: Mapping[tuple[str, ...], int] | Sequence[int],
    dimensions: tuple[Dimension, ...] = (TERRITORY, THEME),
    agents: int | None = None,
    **others: object,
) -> Table:
    """A table of persons; a bare list fills the fifteen leaves in their order."""
    if not isinstance(persons, Mapping):
        persons = dict(zip(LEAVES, persons, strict=True))
    cells = tuple(
        Cell(codes, count, agents=agents if count else None) for codes, count in persons.items()
    )
    return Table("Essai", dimensions, cells, **others)  # type: ignore[arg-type]


def released(*tables: Table, **asked: object) -> Release:
    found = protect(tables, **asked)  # type: ignore[arg-type]
    assert isinstance(found, Release), found
    return found


def past(release: Release, digest: str = "1") -> Past:
    return Past(release.tables, release.audit.withheld, digest)


def hidden(shown: PublishedTable) -> set[tuple[str, ...]]:
    return {cell.codes for cell in shown.cells if cell.is_suppressed}
