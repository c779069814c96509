"""Street ranges as a table of text: read from a CSV whatever its spreadsheet, written back."""

import csv
import io
from collections.abc import Mapping
from typing import Final

from entrenous.agents.models import Organisation, Secteur, StreetRange
from entrenous.agents.sector_rows import BadFile, Row, read_row

COLUMNS: Final = (
    "secteur", "lieu", "commune", "insee", "rue", "ancien_nom", "cote", "du", "au",
)  # fmt: skip
_SAID: Final = {"all": "", "odd": "impairs", "even": "pairs"}
_MOST_LINES: Final = 100_000
Line = tuple[int, dict[str, str]]


def read_lines(text: str) -> list[Line]:
    """The lines of a CSV (« ; », « , » or tabs) with their numbers. BadFile: no table at all."""
    text = text.lstrip("\ufeff")
    header = text.partition("\n")[0]
    separator = max(";", ",", "\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, restkey="")
    try:
        columns = {_column(name) for name in reader.fieldnames or ()}
        if not {"secteur", "commune"} <= columns:
            raise BadFile(
                f"La première ligne doit nommer les colonnes : {' ; '.join(COLUMNS)}. "
                "Seules « secteur » et « commune » sont obligatoires."
            )
        lines = [(reader.line_num, _cells(row)) for row in reader]
    except csv.Error:
        raise BadFile(
            f"Ligne {reader.line_num} : illisible. Enregistrez le tableau au format CSV, "
            "puis recommencez."
        ) from None
    if len(lines) > _MOST_LINES:
        raise BadFile(f"Ce fichier a plus de {_MOST_LINES} lignes : partagez-le en plusieurs.")
    return [(number, cells) for number, cells in lines if any(cells.values())]


def write_ranges(organisation: Organisation) -> str:
    """The whole map as a CSV that `read_lines` reads back."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    rows = StreetRange.objects.filter(secteur__circonscription__organisation=organisation)
    ordered = rows.select_related("secteur__circonscription").order_by(
        "secteur__name", "commune_key", "street_key", "first", "parity", "pk"
    )
    for row in ordered.iterator(chunk_size=2_000):
        place = row.secteur.circonscription.name
        first = f"{row.first or ''} {row.first_repeat}".strip()
        last = f"{row.last or ''} {row.last_repeat}".strip()
        writer.writerow([
            row.secteur.name, place, row.commune, row.insee, row.street, row.former,
            _SAID[row.parity], first, last,
        ])  # fmt: skip
    return written.getvalue()


def add_range(secteur: Secteur, told: Mapping[str, str], line: int) -> bool:
    """Add one row to a secteur; whether it was new. BadFile, with its line."""
    try:
        row = read_row(told)
    except BadFile as wrong:
        raise BadFile(f"Ligne {line} : {wrong}") from None
    if row.key in {as_row(other).key for other in secteur.ranges.all()}:
        return False
    row.stored(secteur).save()
    return True


def as_row(stored: StreetRange) -> Row:
    """A row of the database as a line says it."""
    return Row(
        stored.commune, stored.street, stored.parity, stored.first, stored.last,
        stored.first_repeat, stored.last_repeat, stored.insee, stored.former,
    )  # fmt: skip


def _column(name: str | None) -> str:
    return (name or "").strip().lower().replace(" ", "_").replace("ô", "o")


def _cells(row: Mapping[str, str | list[str] | None]) -> dict[str, str]:
    """`""` holds the cells that no column names; a blank one is nothing."""
    extra = row.get("") or []
    cells = {_column(k): v.strip() for k, v in row.items() if k and isinstance(v, str)}
    if isinstance(extra, list) and any(cell.strip() for cell in extra):
        cells[""] = "trop"
    return cells
