"""The communes of France by name: the official list that an administrator imported.

No maintained package ships that list; INSEE publishes it each year (« code officiel
géographique », v_commune). Without it, the list of the engine of estimates serves, when it is
installed; it is older, and says so nowhere: import the official one.
"""

import csv
import io
from typing import Final

from django.db import transaction

from entrenous.agents.addresses import commune_key
from entrenous.agents.models import Commune
from entrenous.agents.sector_rows import BadFile
from entrenous.rights.estimates import communes as engine

_CODES: Final = ("com", "insee", "code_insee", "codgeo", "code_commune_insee")
_NAMES: Final = ("libelle", "commune", "nom", "libgeo", "nom_de_la_commune")
# Of INSEE's file: communes and the arrondissements of the three towns that have some.
_TYPES: Final = frozenset({"", "COM", "ARM"})
_BATCH: Final = 2_000


def read_communes(text: str) -> list[Commune]:
    """The rows of an official list, not saved. BadFile: it is another table."""
    text = text.lstrip("\ufeff")
    header = text.partition("\n")[0]
    separator = max(";", ",", "\t", key=header.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        columns = [name.strip().lower().replace(" ", "_") for name in next(rows, [])]
        code = next((columns.index(name) for name in _CODES if name in columns), None)
        label = next((columns.index(name) for name in _NAMES if name in columns), None)
        if code is None or label is None:
            raise BadFile(
                "Ce n’est pas une liste de communes : il faut une colonne COM (ou insee) et une "
                "colonne LIBELLE (ou commune), comme dans le fichier v_commune de l’INSEE."
            )
        kind = columns.index("typecom") if "typecom" in columns else None
        found = {
            row[code].strip().upper(): row[label].strip()
            for row in rows
            if len(row) > max(code, label, kind or 0)
            and (kind is None or row[kind].strip() in _TYPES)
        }
    except csv.Error:
        raise BadFile("Ce fichier n’est pas lisible : enregistrez-le au format CSV.") from None
    named = {insee: name for insee, name in found.items() if engine.is_code(insee) and name}
    if not named:
        raise BadFile("Ce fichier ne contient aucun code de commune.")
    return [Commune(insee=i, name=n[:80], key=commune_key(n)[:80]) for i, n in named.items()]


@transaction.atomic
def replace(rows: list[Commune]) -> int:
    """Put this list in the place of the former one. Returns how many communes it has."""
    Commune.objects.all().delete()
    Commune.objects.bulk_create(rows, batch_size=_BATCH)
    return len(rows)


def named(text: str) -> list[tuple[str, str]]:
    """(code, name) of the communes so named; of the engine's list when none was imported."""
    found = list(Commune.objects.filter(key=commune_key(text)).values_list("insee", "name"))
    if found or Commune.objects.exists():
        return found
    return engine.named(text)


def department_of(insee: str) -> str:
    """« 94 » of « 94028 », « 974 » of « 97411 »."""
    return insee[:3] if insee.startswith(("97", "98")) else insee[:2]
