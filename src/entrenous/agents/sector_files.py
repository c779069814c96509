"""Street ranges as rows of text: a line of a CSV, a line typed. Read kindly, refused by line."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Final

from django.db import transaction

from entrenous.agents import territory
from entrenous.agents.addresses import commune_key, street_key
from entrenous.agents.models import Organisation, Secteur, StreetRange

COLUMNS: Final = ("secteur", "commune", "insee", "rue", "cote", "du", "au")
_SIDES: Final = {"": "all", "tous": "all", "impairs": "odd", "pairs": "even"}
_MAX_NUMBER: Final = 99_999
_LONGEST: Final = {"commune": 80, "street": 120}


class BadFile(ValueError):
    """The file cannot be used as it is; the text says where and what to do, in French."""


def import_ranges(organisation: Organisation, rows: Iterable[Mapping[str, str]]) -> int:
    """Add street ranges from rows of text; returns how many were new. BadFile names the line."""
    secteurs: dict[str, list[Secteur]] = {}
    for row in Secteur.objects.filter(circonscription__organisation=organisation):
        secteurs.setdefault(row.name.casefold(), []).append(row)
    added = 0
    with transaction.atomic():
        for line, told in enumerate(rows, start=2):
            named = secteurs.get((told.get("secteur") or "").strip().casefold(), [])
            if not named:
                raise BadFile(f"Ligne {line} : le secteur « {told.get('secteur')} » n’existe pas.")
            if len(named) > 1:
                raise BadFile(
                    f"Ligne {line} : deux secteurs se nomment « {named[0].name} ». "
                    "Renommez l’un des deux, puis recommencez."
                )
            added += add_range(named[0], told, line)
        territory.touch(organisation.pk)
    return added


def read_ranges(text: str) -> list[dict[str, str]]:
    """The rows of a CSV (« ; » or « , »). BadFile when a column is missing."""
    first = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ",")
    columns = {name.strip().lower() for name in reader.fieldnames or ()}
    if not {"secteur", "commune"} <= columns:
        raise BadFile(
            f"La première ligne doit nommer les colonnes : {' ; '.join(COLUMNS)}. "
            "Seules « secteur » et « commune » sont obligatoires."
        )
    return [
        {(k or "").strip().lower(): v.strip() for k, v in row.items() if isinstance(v, str)}
        for row in reader
    ]


def add_range(secteur: Secteur, row: Mapping[str, str], line: int) -> bool:
    """Add one row to a secteur; whether it was new. BadFile, with its line."""
    commune = row.get("commune", "").strip()
    side = row.get("cote", row.get("parity", "")).strip().lower()
    parity = _SIDES.get(side, side)
    if not commune:
        raise BadFile(f"Ligne {line} : indiquez la commune.")
    if len(commune) > _LONGEST["commune"] or len(row.get("rue", "")) > _LONGEST["street"]:
        raise BadFile(f"Ligne {line} : ce nom de commune ou de rue est trop long.")
    if parity not in StreetRange.Parity.values:
        raise BadFile(f"Ligne {line} : le côté se dit « pairs », « impairs » ou rien.")
    street = row.get("rue", row.get("street", "")).strip()
    first = _number(row.get("du", row.get("first", "")), line)
    last = _number(row.get("au", row.get("last", "")), line)
    if not street and (first or last or parity != "all"):
        raise BadFile(f"Ligne {line} : des numéros sans rue ne désignent rien, indiquez la rue.")
    if first is not None and last is not None and last < first:
        raise BadFile(f"Ligne {line} : le premier numéro doit précéder le dernier.")
    _, new = StreetRange.objects.get_or_create(
        secteur=secteur,
        commune_key=commune_key(commune),
        street_key=street_key(street) if street else "",
        parity=parity,
        first=first,
        last=last,
        defaults={"commune": commune, "street": street, "insee": row.get("insee", "")[:5]},
    )
    return new


def _number(text: str, line: int) -> int | None:
    if not text or text == "None":
        return None
    if not text.isdecimal() or int(text) > _MAX_NUMBER:
        raise BadFile(f"Ligne {line} : « {text} » n’est pas un numéro.")
    return int(text)
