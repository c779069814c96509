"""`demo`: a database of fictitious people on this machine, and the server that shows it."""

import argparse
import gc
import os
import socket
import sys
from typing import Final

_HOST: Final = "127.0.0.1"
_PORTS_TRIED: Final = 100


def main(argv: list[str]) -> int:
    """Prepare the demonstration (again without harm), say how to enter, serve."""
    parser = argparse.ArgumentParser(prog="entrenous demo", description="Lance la démonstration.")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--prepare-only", action="store_true", help="prépare sans servir")
    asked = parser.parse_args(argv)
    os.environ["ENTRENOUS_DEMO"] = "1"
    for unwanted in ("ENTRENOUS_DEBUG", "ENTRENOUS_TEST", "ENTRENOUS_HOSTS"):
        os.environ.pop(unwanted, None)
    if not _prepare():
        _say(
            "ENTRENOUS_HOME contient déjà autre chose qu’une démonstration : rien n’a été changé.",
            "Indiquez un dossier neuf, ou retirez cette variable.",
        )
        return 1
    if asked.prepare_only:
        return 0
    port = free_port(asked.port)
    if port is None:
        _say(f"Aucun port n’est libre à partir de {asked.port}.", "Indiquez-en un : --port N.")
        return 1
    if port != asked.port:
        _say(
            f"Le port {asked.port} est pris : la démonstration démarre sur le port {port}.",
            f"La prochaine fois : ./entrenous demo --port {port}",
        )
    _say(f"\n  http://{_HOST}:{port}/   données fictives ; Ctrl+C pour arrêter.\n")
    from django.conf import settings  # noqa: PLC0415  # needs the environment above

    from entrenous.cli.beside import keep_reports  # noqa: PLC0415
    from entrenous.cli.serve import run_server  # noqa: PLC0415

    keep_reports(settings.ENTRENOUS_HOME)
    run_server(host=_HOST, port=port, workers=1)
    return 0


def free_port(wanted: int) -> int | None:
    """Give the first port at or after `wanted` that nobody listens on; None after a hundred."""
    for port in range(wanted, min(wanted + _PORTS_TRIED, 65_536)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind((_HOST, port))
            except OSError:
                continue
            return port
    return None


def _prepare() -> bool:
    """Migrate and fill the state folder; False, with nothing changed, when it is not ours."""
    import django  # noqa: PLC0415  # the environment is set just before

    gc.disable()  # nothing here lives in circles, and this process ends with the preparation
    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    from entrenous.config.environment import DEMO_MARK  # noqa: PLC0415
    from entrenous.ops.new_database import create_tables  # noqa: PLC0415

    home = settings.ENTRENOUS_HOME
    mark = home / DEMO_MARK
    if not mark.exists() and any(found.name != "secret_key" for found in home.iterdir()):
        return False
    mark.touch()
    create_tables()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("seed_demo")
    return True


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()
