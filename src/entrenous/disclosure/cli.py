"""`./entrenous disclosure …`: protect a table, attack a published one. JSON out, bad input is 2."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, NoReturn

from . import Interval, Progress, Refusal, Release, Watch, attack, protect
from .errors import DisclosureError
from .folders import files_of, read_history, read_published, write_release
from .requests import read_request

RELEASED: Final = 0
UNREADABLE: Final = 2
REFUSED: Final = 3


def main(argv: Sequence[str]) -> int:
    """Run one command; 0 released or attacked, 3 refused with reasons, 2 bad input."""
    try:
        options = _parser().parse_args(list(argv))
        return COMMANDS[options.command](options)
    except DisclosureError as error:
        _write({"error": error.sentence, "file": error.file, "line": error.line,
                "column": error.column})  # fmt: skip
        return UNREADABLE


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:  # noqa: ARG002 - argparse's own, in English
        usage = " ".join(self.format_usage().split()).removeprefix("usage: ")
        raise DisclosureError(f"commande non comprise. Elle s’écrit «\u00a0{usage}\u00a0».")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="entrenous disclosure", description="Ce qu’un tableau peut montrer.")
    commands = parser.add_subparsers(dest="command", required=True)
    asked = commands.add_parser("protect", help="cache ce qui doit l’être, ou refuse")
    asked.add_argument("spec", type=Path, help="la demande, en JSON")
    asked.add_argument("--out", type=Path, required=True, help="dossier de la publication")
    asked.add_argument(
        "--replace", action="store_true", help="remplace une publication jamais sortie du service"
    )
    attacked = commands.add_parser("attack", help="l’intervalle de chaque case cachée")
    attacked.add_argument("folder", type=Path, help="dossier d’une publication")
    return parser


def _protect(options: argparse.Namespace) -> int:
    request = read_request(options.spec)
    if options.out.resolve() in {folder.resolve() for folder in request.history}:
        raise DisclosureError("ce dossier est dans l’historique.", file=options.out.name)
    if options.out.exists() and not options.out.is_dir():
        raise DisclosureError("un fichier porte déjà ce nom.", file=options.out.name)
    history = read_history(request.history)
    found = protect(request.tables, parameters=request.parameters, history=history, watch=_watch())
    if isinstance(found, Refusal):
        _write(_refusal(found))
        return REFUSED
    write_release(found, options.out, replace=options.replace)
    _write(_released(found, options.out))
    return RELEASED


def _released(release: Release, folder: Path) -> dict[str, object]:
    kept = [each for table in release.audit.withheld for each in table]
    return {
        "decision": "released",
        "folder": str(folder),
        "files": sorted(files_of(release)),
        "cells": sum(len(table.cells) for table in release.tables),
        "primary": sum(each.is_primary for each in kept),
        "secondary": sum(not each.is_primary for each in kept),
        "flags": list(release.audit.flags),
        "programs": release.audit.programs,
    }


def _refusal(refusal: Refusal) -> dict[str, object]:
    would_pass = refusal.proposal
    return {
        "decision": "refused",
        "reasons": list(refusal.reasons),
        "proposal": would_pass
        and {
            "sentence": would_pass.sentence,
            "shown": would_pass.shown,
            "suppressed": would_pass.suppressed,
            "dimensions": [
                [
                    {
                        "name": each.name,
                        "hierarchy": {p: list(c) for p, c in each.hierarchy.items()},
                    }
                    for each in table.dimensions
                ]
                for table in would_pass.tables
            ],
        },
    }


def _attack(options: argparse.Namespace) -> int:
    if not options.folder.is_dir():
        raise DisclosureError("ce dossier n’existe pas.", file=options.folder.name)
    tables = read_published(options.folder)
    found = attack(tables, watch=_watch())
    _write({
        "suppressed": len(found),
        "cells": [
            {"cell": dict(zip((d.name for d in tables[each.table].dimensions), each.codes,
                              strict=True)), **_bounds(each)}
            for each in found
        ],
    })  # fmt: skip
    return RELEASED


def _bounds(interval: Interval) -> dict[str, object]:
    high = interval.high
    said: dict[str, object] = {
        "low": interval.low,
        "high": high,
        "width": None if high is None else round(high - interval.low, 6),
    }
    if interval.value_low is not None:
        said |= {"value_low": interval.value_low, "value_high": interval.value_high}
    return said


def _watch() -> Watch | None:
    """A line on a terminal, nothing in a log."""
    if not sys.stderr.isatty():
        return None

    def told(progress: Progress) -> None:
        sys.stderr.write(f"\r{progress.step:<40} {progress.done} / {progress.total}   ")

    return told


def _write(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


COMMANDS: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    "protect": _protect,
    "attack": _attack,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
