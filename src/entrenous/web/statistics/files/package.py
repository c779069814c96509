"""The open-data package (Frictionless Data Package): figures, dictionary, what they do not say."""

import io
import json
import zipfile
from typing import Any, Final

from entrenous.disclosure.model import LEAST_AGENTS, THRESHOLD
from entrenous.statistics.models import Report
from entrenous.statistics.periods import label
from entrenous.web.statistics import words
from entrenous.web.statistics.files.tables import COLUMNS, dictionary, to_csv

#: Every entry is dated of a day that is nobody's: the same report gives the same bytes.
LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
_LIMITS: Final = """\
Ce que ces chiffres ne disent pas

« s » : la valeur est retirée parce que moins de {threshold} personnes ou moins de {agents} agents
sont derrière, ou parce qu’elle permettrait de retrouver par soustraction une valeur retirée.
Les deux ne sont pas distinguées. Une case « s » contient au moins une personne.
Aucune valeur n’est arrondie ni modifiée : ce qui est montré est vrai.
« Non renseigné » est une réponse : aucune case n’est obligatoire dans le travail.
Il n’y a pas d’indicateur de résultat des personnes (emploi, logement…) : le service ne suit pas
ce qu’elles deviennent, et ne les rappelle pas pour le savoir. Les tableaux disent des moyens.
Aucun chiffre n’est donné par travailleuse ou travailleur social.

Tableau par tableau :
"""


def to_package(report: Report) -> bytes:
    """The zip."""
    files = {
        "datapackage.json": _description(report),
        "donnees.csv": to_csv(report),
        "dictionnaire.csv": dictionary(),
        "LIMITES.txt": limits(report).encode(),
    }
    return zipped(files)


def zipped(files: dict[str, bytes], *, first: tuple[str, bytes] | None = None) -> bytes:
    """A zip whose bytes depend on nothing else than what is in it; `first` is not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        if first is not None:
            target.writestr(zipfile.ZipInfo(first[0], LONG_AGO), first[1], zipfile.ZIP_STORED)
        for name, raw in files.items():
            target.writestr(zipfile.ZipInfo(name, LONG_AGO), raw, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _description(report: Report) -> bytes:
    fields: list[dict[str, Any]] = [
        {"name": name, "description": said, "type": "integer" if name == "valeur" else "string"}
        for name, said in COLUMNS.items()
    ]
    told = {
        "profile": "tabular-data-package",
        "name": f"entre-nous-{report.what.slug}-{report.period.lower()}",
        "title": f"{report.what.label} – {label(report.period)}",
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "donnees",
                "path": "donnees.csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "quoteChar": '"'},
                "schema": {"fields": fields, "missingValues": [""]},
            }
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def limits(report: Report) -> str:
    """What these figures do not say, in words, one line each."""
    head = _LIMITS.format(threshold=THRESHOLD, agents=LEAST_AGENTS)
    lines = [
        f"- {words.title_of(table['code'])} : {words.limit_of(table['code'])}"
        for table in report.content["tables"]
    ]
    return head + "\n".join(lines) + "\n"
