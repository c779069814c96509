"""`bench`: what the seal costs, as ratios taken in one run. JSON with --json, else a table."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from entrenous.ops.bench.house import BenchHouse
    from entrenous.ops.bench.pairing import Ratio

_PARTS: Final = (
    "sealing",
    "directory",
    "pages",
    "served",
    "journal",
    "law",
    "rights",
    "continuity",
    "statistics",
    "reception",
    "disclosure",
)
#: Minutes of calculation: measured when asked for by name.
_LONG: Final = ("disclosure-large",)
_UNREADABLE: Final = 2


def main(argv: list[str]) -> int:
    """Measure the parts asked for, all by default. 0 even if a target is missed: it is said."""
    parser = argparse.ArgumentParser(prog="entrenous bench", description="Mesure, en rapports.")
    parser.add_argument("parts", nargs="*", help=f"parmi : {', '.join((*_PARTS, *_LONG))}")
    parser.add_argument("--json", action="store_true", help="une ligne JSON par mesure")
    parser.add_argument("--postgresql", action="store_true", help="sur PostgreSQL embarqué")
    asked = parser.parse_args(argv)
    if unknown := set(asked.parts) - {*_PARTS, *_LONG}:
        sys.stderr.write(f"Mesure inconnue : {', '.join(sorted(unknown))}.\n")
        return _UNREADABLE
    from entrenous.ops.bench.database import thrown_away  # noqa: PLC0415 - before Django

    with thrown_away(on_postgresql=asked.postgresql):
        ratios = _measure(asked.parts or list(_PARTS))
    sys.stdout.write(_as_json(ratios) if asked.json else _as_table(ratios))
    return 0


def _measure(parts: list[str]) -> "list[Ratio]":
    import django  # noqa: PLC0415 - the environment is set just before

    django.setup()
    import logging  # noqa: PLC0415

    from django.core.management import call_command  # noqa: PLC0415

    from entrenous.ops.bench import (  # noqa: PLC0415
        continuity,
        directory,
        disclosure,
        house,
        law,
        pages,
        queue,
        reception,
        rights,
        sealing,
        served,
        statistics,
    )

    logging.disable(logging.INFO)
    call_command("migrate", verbosity=0, interactive=False)
    made = house.build()
    measures: dict[str, Callable[[BenchHouse], list[Ratio]]] = {
        "sealing": sealing.measures,
        "directory": lambda m: [directory.searching(m)],
        "pages": lambda m: [pages.unsealing(m)],
        "served": served.measures,
        "journal": lambda m: [queue.journaling(m)],
        "law": lambda _: law.measures(),
        "rights": rights.measures,
        "continuity": continuity.measures,
        "statistics": lambda _: statistics.measures(),
        "reception": reception.measures,
        "disclosure": lambda _: disclosure.measures(),
        "disclosure-large": lambda _: disclosure.large_measures(),
    }
    return [ratio for part in parts for ratio in measures[part](made)]


def _as_json(ratios: "list[Ratio]") -> str:
    return "".join(
        json.dumps(asdict(r) | {"met": r.is_met}, ensure_ascii=False) + "\n" for r in ratios
    )


def _as_table(ratios: "list[Ratio]") -> str:
    lines = []
    for r in ratios:
        verdict = {None: "", True: "  tenu", False: "  NON TENU"}[r.is_met]
        target = f" (cible ≤ {r.target:g} ×)" if r.target else ""
        lines.append(
            f"{r.ratio:6.2f} ×  {r.name}{target}{verdict}\n"
            f"          [{r.low:.2f} – {r.high:.2f}]  {r.ours:.2f} / {r.theirs:.2f} {r.unit}"
            f"  étalon : {r.yardstick}\n"
        )
    return "".join(lines)
