"""`statistics`: the commands of the report engine, run under its own account, never by the web."""

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from entrenous.agents.models import Organisation
    from entrenous.statistics.engine.store import Store

_PRIVATE: Final = 0o077
_UNREADABLE: Final = 2
_BUSY: Final = 3
_LOOK_SECONDS: Final = 2.0


def main(argv: list[str]) -> int:
    """Aggregate, compute reports, or both. 0; 2: cannot be read, or by too many; 3: busy."""
    asked = _parser().parse_args(argv)
    os.umask(_PRIVATE)
    import django  # noqa: PLC0415 - after the arguments, which need nothing

    django.setup()
    from entrenous.statistics.engine.store import StoreBusy, StoreTooOpen  # noqa: PLC0415

    try:
        while True:
            for organisation in _organisations(asked.organisation):
                _turn(asked, organisation)
            if asked.what != "work" or asked.once:
                return 0
            time.sleep(_LOOK_SECONDS)
    except StoreTooOpen as name:
        return _refuse(f"« {name} » peut être lu par d’autres comptes : faites « chmod go-rwx ».")
    except StoreBusy:
        sys.stderr.write("Un autre moteur travaille déjà dans ce dossier.\n")
        return _BUSY
    except OSError as fault:
        return _refuse(f"Fichier illisible : {Path(str(fault.filename or '')).name or 'inconnu'}.")


def _turn(asked: argparse.Namespace, organisation: "Organisation") -> None:
    from entrenous.statistics.engine import working  # noqa: PLC0415

    store = _store(asked.store, organisation)
    if asked.what != "work":
        _aggregate(store, organisation, asked.key)
    if asked.what != "aggregate":
        working.work(store, organisation)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="entrenous statistics", description="Le moteur.")
    parser.add_argument("what", choices=["aggregate", "work", "run"])
    parser.add_argument("--key", type=Path, help="clé secrète des statistiques, hors du serveur")
    parser.add_argument("--store", type=Path, help="dossier des faits")
    parser.add_argument("--organisation", help="nom exact ; toutes sinon")
    parser.add_argument("--once", action="store_true", help="work : s’arrêter après les demandes")
    return parser


def _organisations(named: str | None) -> "list[Organisation]":
    from entrenous.agents.models import Organisation  # noqa: PLC0415

    found = Organisation.objects.order_by("pk")
    return list(found.filter(name=named) if named else found)


def _store(given: Path | None, organisation: "Organisation") -> "Store":
    """The organisation's folder; the demonstration's is filled with invented acts at first."""
    from django.conf import settings  # noqa: PLC0415

    from entrenous.statistics.engine.store import Store  # noqa: PLC0415

    store = Store(given or Path(settings.ENTRENOUS_STORE), organisation.pk)
    if settings.ENTRENOUS_DEMO:
        from entrenous.ops.demo import filled_store  # noqa: PLC0415

        filled_store.fill(store, organisation)
    return store


def _aggregate(store: "Store", organisation: "Organisation", key: Path | None) -> None:
    from django.utils import timezone  # noqa: PLC0415

    from entrenous.statistics.engine import aggregating  # noqa: PLC0415

    found, today = _key(key, organisation), timezone.localdate()
    _say(aggregating.aggregate(store, organisation, found, today=today))


def _key(given: Path | None, organisation: "Organisation") -> Path:
    from django.conf import settings  # noqa: PLC0415

    return given or Path(settings.ENTRENOUS_KEYS) / organisation.pk.hex / "statistics.key"


def _say(done: object) -> None:
    from dataclasses import asdict  # noqa: PLC0415

    told = asdict(done)  # type: ignore[call-overload]
    sys.stdout.write(
        f"{told['facts']} faits rangés, dont {told['late']} tardifs ; "
        f"{told['aside']} nombres impossibles comptés « non renseigné », "
        f"{told['unreadable']} faits illisibles.\n"
        f"Mois clos : {told['closed']}. Jetons d’agents détruits : {told['tokens_destroyed']}.\n"
    )


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return _UNREADABLE
