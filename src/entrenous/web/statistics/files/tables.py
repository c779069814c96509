"""A released report as rows: one per cell, of every place, in the order of the report."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from entrenous.statistics.models import Report
from entrenous.web.statistics import words
from entrenous.web.statistics.reading import numbers

COLUMNS: Final = {
    "tableau": "Code du tableau.",
    "titre": "Titre du tableau.",
    "periode": "Année (2026) ou trimestre (2026-T1) de l’acte ; les ajouts tardifs comptent dans la"
    " période suivante.",
    "territoire": "Circonscription, ou « Tout le service ».",
    "modalite": "Code de la ligne ; « total » pour l’ensemble, « NR » pour non renseigné.",
    "libelle": "La ligne, en mots.",
    "compte": "Ce qui est compté dans le tableau.",
    "valeur": "Le nombre ; vide quand il est secret. Un zéro est un vrai zéro.",
    "secret": "« s » quand la valeur est retirée pour que personne ne soit retrouvé.",
}
Row = tuple[str, ...]


def rows_of(report: Report) -> Iterator[Row]:
    """Every cell, hidden ones with no value."""
    places = report.content.get("places", {}) | {"total": "Tout le service"}
    for table in report.content["tables"]:
        code, cut = table["code"], table["dimensions"][1]
        title, counted = words.title_of(code), words.counted_of(code)
        for place in table["dimensions"][0]["codes"]:
            found = numbers(table, place)
            for line in words.in_order(cut["name"], cut["codes"]):
                number = found.get(line, 0)
                label = words.label_of(code, cut["name"], line, report.organisation_id)
                name = places.get(place, "lieu non renseigné")
                value, mark = ("", "s") if number is None else (str(number), "")
                yield code, title, report.period, name, line, label, counted, value, mark


def to_csv(report: Report) -> bytes:
    """UTF-8 with its mark, commas, quotes where needed (RFC 4180)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(rows_of(report))
    return out.getvalue().encode("utf-8-sig")


def dictionary() -> bytes:
    """What each column says."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["colonne", "definition"])
    writer.writerows(COLUMNS.items())
    return out.getvalue().encode("utf-8-sig")
