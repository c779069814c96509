"""`workload`: acts in JSON on the standard input or in a file, the twelve means indicators out."""

import argparse
import json
import sys
from dataclasses import asdict, fields
from pathlib import Path
from typing import Final

from entrenous.workload.measures import TABLES, compute, share_not_stated
from entrenous.workload.work import Counted, Work, coarsened

_UNREADABLE: Final = 2
_NAMES: Final = {field.name for field in fields(Work)}
_TEXTS: Final = _NAMES - {"minutes", "delay", "people", "themes"}


def main(argv: list[str]) -> int:
    """Compute. 0; 2 when the acts cannot be read, with a sentence for each fault."""
    parser = argparse.ArgumentParser(
        prog="entrenous workload",
        description="Les douze indicateurs de moyens, avant toute protection : à ne pas publier.",
    )
    parser.add_argument("acts", nargs="?", default="-", help="fichier JSON, ou - (entrée)")
    asked = parser.parse_args(argv)
    raw = sys.stdin.read() if asked.acts == "-" else Path(asked.acts).read_text("utf-8")
    try:
        rows = read(json.loads(raw))
    except ValueError as fault:
        sys.stderr.write(f"{fault}\n")
        return _UNREADABLE
    sys.stdout.write(json.dumps(answer(rows), ensure_ascii=False, indent=2) + "\n")
    return 0


def read(told: object) -> list[Counted]:
    """Rows from a list of acts. ValueError with the place of what cannot be read."""
    if not isinstance(told, list):
        raise ValueError("Attendu : une liste d’actes en JSON.")  # noqa: TRY004  # a fault of data
    return [coarsened(_work(each, rank)) for rank, each in enumerate(told, start=1)]


def answer(rows: list[Counted]) -> dict[str, object]:
    """Every indicator with its cells and its share « non renseigné »."""
    found = [(measure, compute(measure, rows)) for measure in TABLES]
    return {
        "acts": len(rows),
        "aside": sum(row.aside for row in rows),
        "indicators": [
            {
                "code": measure.code,
                "title": measure.title,
                "counted": measure.counted,
                "limit": measure.limit,
                "not_stated": share_not_stated(cells)[0],
                "cells": [asdict(cell) for cell in cells],
            }
            for measure, cells in found
        ],
    }


def _work(told: object, rank: int) -> Work:
    if not isinstance(told, dict) or not told.get("act") or not told.get("month"):
        raise ValueError(f"Acte {rank} : « act » et « month » sont nécessaires.")
    if unknown := set(told) - _NAMES:
        raise ValueError(f"Acte {rank} : champ inconnu « {sorted(unknown)[0]} ».")
    for name, value in told.items():
        if name in _TEXTS and not isinstance(value, str):
            raise ValueError(f"Acte {rank} : « {name} » est un texte.")
        if name in {"minutes", "delay", "people"} and not isinstance(value, int | None):
            raise ValueError(f"Acte {rank} : « {name} » est un nombre entier, ou rien.")
    themes = told.get("themes", [])
    if not isinstance(themes, list) or not all(isinstance(t, str) for t in themes):
        raise ValueError(f"Acte {rank} : « themes » est une liste de codes.")
    return Work(**{**told, "themes": tuple(themes)})
