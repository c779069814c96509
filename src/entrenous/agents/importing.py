"""A file of streets, checked before it is written: what it would change, line by line.

`check` reads and writes nothing of the map; `apply` writes all of it or nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.db import transaction

from entrenous.agents import territory
from entrenous.agents.models import Circonscription, Organisation, Secteur, StreetRange
from entrenous.agents.sector_files import as_row, read_lines
from entrenous.agents.sector_rows import BadFile, Row, read_row
from entrenous.agents.sectors import SectorMap, SectorRange

_BATCH: Final = 2_000
_Key = tuple[str, tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to know about a line, in French. `line` is 0 when it is about no line."""

    line: int
    sentence: str


@dataclass
class Report:
    """What a file would do. Nothing is written as long as `errors` has something."""

    lines: int = 0
    new: int = 0
    same: int = 0
    corrected: int = 0
    removed: int = 0
    secteurs: list[str] = field(default_factory=list)
    errors: list[Finding] = field(default_factory=list)
    overlaps: list[Finding] = field(default_factory=list)
    gaps: list[Finding] = field(default_factory=list)

    @property
    def changes(self) -> int:
        """How many things would be written."""
        return self.new + self.corrected + self.removed + len(self.secteurs)


@dataclass
class Plan:
    """The report, and what it takes to carry it out."""

    report: Report
    to_add: list[tuple[str, Row]] = field(default_factory=list)
    to_remove: list[int] = field(default_factory=list)
    to_make: dict[str, tuple[str, Circonscription]] = field(default_factory=dict)


class MapChanged(Exception):
    """The map is not the one that the file was checked against: check again."""


def check(organisation: Organisation, text: str, *, replaces: bool) -> Plan:
    """What this file would change. BadFile: it is no table of streets at all.

    replaces  the file is the whole map: rows that it does not name go
    """
    lines = read_lines(text)
    plan = Plan(Report(lines=len(lines)))
    named = _Named(organisation, plan)
    held = _held(organisation)
    kept = dict(held)
    wanted: dict[_Key, int] = {}
    for number, cells in lines:
        try:
            secteur, row = named.secteur(cells), read_row(cells)
        except BadFile as wrong:
            plan.report.errors.append(Finding(number, str(wrong)))
            continue
        key = (secteur, row.key)
        if key in wanted:
            plan.report.same += 1
            continue
        wanted[key] = number
        _plan_row(plan, secteur, row, held.get(key))
        kept.pop(key, None)
    if replaces:
        plan.to_remove += [stored.pk for stored in kept.values()]
        plan.report.removed = len(kept)
    _look_at_the_map(plan, named.names, wanted, held, {} if replaces else kept)
    return plan


@transaction.atomic
def apply(organisation: Organisation, plan: Plan, *, version: str) -> None:
    """Write a plan whole. MapChanged when the map moved since; ValueError if the file has errors.

    version  the state of the map that was checked: `territory.version`
    """
    if plan.report.errors:
        raise ValueError("a file with errors is not written")
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if territory.version(organisation.pk) != version:
        raise MapChanged
    rows = Secteur.objects.filter(circonscription__organisation=organisation)
    secteurs = {row.name.casefold(): row for row in rows}
    for folded, (name, place) in plan.to_make.items():
        secteurs[folded] = Secteur.objects.create(circonscription=place, name=name)
    for start in range(0, len(plan.to_remove), _BATCH):
        StreetRange.objects.filter(pk__in=plan.to_remove[start : start + _BATCH]).delete()
    stored = [row.stored(secteurs[secteur]) for secteur, row in plan.to_add]
    StreetRange.objects.bulk_create(stored, batch_size=_BATCH)
    if plan.report.changes:
        territory.touch(organisation.pk)


def import_ranges(organisation: Organisation, text: str) -> Report:
    """Check and write at once, for the set-up of a server. BadFile names the first wrong line."""
    with transaction.atomic():
        version = territory.version(organisation.pk)
        plan = check(organisation, text, replaces=False)
        if plan.report.errors:
            first = plan.report.errors[0]
            raise BadFile(f"Ligne {first.line} : {first.sentence}")
        apply(organisation, plan, version=version)
    return plan.report


class _Named:
    """The secteurs of an organisation by name, and those that the file makes."""

    def __init__(self, organisation: Organisation, plan: Plan) -> None:
        self.plan = plan
        self.names: dict[str, str] = {}
        self._doubles: set[str] = set()
        for row in Secteur.objects.filter(circonscription__organisation=organisation):
            folded = row.name.casefold()
            if folded in self.names:
                self._doubles.add(folded)
            self.names[folded] = row.name
        places = Circonscription.objects.filter(organisation=organisation)
        self._places = {place.name.casefold(): place for place in places}

    def secteur(self, cells: dict[str, str]) -> str:
        """The folded name of the secteur of a line; made if its place is told. BadFile."""
        if cells.get(""):
            raise BadFile("cette ligne a plus de cases que la première.")
        name = " ".join(cells.get("secteur", "").split())
        folded = name.casefold()
        if not name:
            raise BadFile("indiquez le secteur.")
        if folded in self._doubles:
            raise BadFile(f"deux secteurs se nomment « {name} ». Renommez l’un des deux.")
        if folded in self.names:
            return folded
        place = self._places.get(" ".join(cells.get("lieu", "").split()).casefold())
        if place is None or len(name) > 80 or name.startswith(("=", "+", "-", "@")):  # noqa: PLR2004
            raise BadFile(
                f"le secteur « {name[:80]} » n’existe pas. Ajoutez-le, ou dites son lieu "
                "dans la colonne « lieu » pour qu’il soit créé."
            )
        self.names[folded] = name
        self.plan.to_make[folded] = (name, place)
        self.plan.report.secteurs.append(name)
        return folded


def _held(organisation: Organisation) -> dict[_Key, StreetRange]:
    rows = StreetRange.objects.filter(secteur__circonscription__organisation=organisation)
    return {
        (row.secteur.name.casefold(), as_row(row).key): row
        for row in rows.select_related("secteur")
    }


def _plan_row(plan: Plan, secteur: str, row: Row, stored: StreetRange | None) -> None:
    if stored is None:
        plan.report.new += 1
        plan.to_add.append((secteur, row))
    elif _says_more(row, stored):
        plan.report.corrected += 1
        plan.to_remove.append(stored.pk)
        plan.to_add.append((secteur, row))
    else:
        plan.report.same += 1


def _says_more(row: Row, stored: StreetRange) -> bool:
    """A spelling, a code or a former name that is not the one kept; what is left empty stays."""
    said = (row.commune, row.street, row.insee or stored.insee, row.former or stored.former)
    return said != (stored.commune, stored.street, stored.insee, stored.former)


def _look_at_the_map(
    plan: Plan,
    names: dict[str, str],
    wanted: dict[_Key, int],
    held: dict[_Key, StreetRange],
    kept: dict[_Key, StreetRange],
) -> None:
    """The overlaps and the gaps of the map as it would be."""
    lines: dict[SectorRange, int] = {}
    added = {(secteur, row.key): row for secteur, row in plan.to_add}
    for key, number in wanted.items():
        row = added.get(key) or as_row(held[key])
        lines[row.ranged(names[key[0]])] = number
    for key, stored in kept.items():
        lines.setdefault(as_row(stored).ranged(names[key[0]]), 0)
    known = SectorMap(lines)
    for one, other in known.conflicts():
        first, second = sorted((one, other), key=lambda row: lines[row] or _BATCH**3)
        plan.report.overlaps.append(Finding(lines[first], _overlap(first, second, lines[second])))
    plan.report.gaps += _gaps(known.gaps(), lines)


def _overlap(one: SectorRange, other: SectorRange, line: int) -> str:
    where = f"avec la ligne {line}" if line else "avec la carte d’aujourd’hui"
    return f"{words_of(one)} : « {one.secteur} », et « {other.secteur} » {where}."


def _gaps(rows: Iterable[SectorRange], lines: dict[SectorRange, int]) -> list[Finding]:
    found = [Finding(lines.get(row, 0), f"{_somewhere(row)} n’ont aucun secteur.") for row in rows]
    return sorted(found, key=lambda each: each.sentence)


def _somewhere(row: SectorRange) -> str:
    if row.street:
        return f"{row.commune}, {row.street} : certains numéros"
    return f"{row.commune} : les rues qui ne sont pas citées"


def words_of(row: SectorRange) -> str:
    """« Saint-Orme, rue des Tanneurs, numéros impairs, du 1 au 12 bis »."""
    if not row.street:
        return f"{row.commune}, toute la commune"
    side = {"odd": "numéros impairs", "even": "numéros pairs"}.get(row.parity, "")
    first = f"{row.first or 1} {row.first_repeat}".strip()
    last = f" au {row.last} {row.last_repeat}".rstrip() if row.last else ""
    numbers = f"du {first}{last}" if row.first or row.last else ""
    return ", ".join(part for part in (f"{row.commune}, {row.street}", side, numbers) if part)
