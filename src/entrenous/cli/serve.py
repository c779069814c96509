"""`serve`: the web server, with the settings that keep an access log from existing."""

import argparse
import os
import resource
import sys
from typing import Final

import django
from django.conf import settings
from django.core.management import call_command, execute_from_command_line

from entrenous.benefits.keeping import keep_beside
from entrenous.config.refusals import refusals

DEFAULT_PORT: Final = 8000
_REFUSED: Final = 2


def main(argv: list[str]) -> int:
    """Serve until stopped. Returns 2, with the reasons, when the deployment is not safe."""
    parser = argparse.ArgumentParser(prog="entrenous serve", description="Lance le serveur.")
    parser.add_argument("--host", default="127.0.0.1", help="adresse d’écoute")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    parser.add_argument("--workers", type=int, default=2, help="nombre de processus")
    asked = parser.parse_args(argv)
    django.setup()
    if reasons := _reasons_not_to():
        sys.stderr.write("".join(f"{sentence}\n" for sentence in reasons))
        return _REFUSED
    if settings.DEBUG:
        keep_beside(settings.ENTRENOUS_HOME)
        execute_from_command_line(["entrenous", "runserver", f"{asked.host}:{asked.port}"])
        return 0
    if settings.STATIC_ROOT:
        call_command("collectstatic", interactive=False, verbosity=0)
    run_server(host=asked.host, port=asked.port, workers=asked.workers)
    return 0


def _reasons_not_to() -> list[str]:
    from entrenous.gateway.base import own_rules_faults  # noqa: PLC0415 - after Django
    from entrenous.web.aid.sheets import sheets_faults  # noqa: PLC0415

    unsafe = [refusal.sentence for refusal in refusals(settings.ENTRENOUS_ENVIRONMENT)]
    return [*unsafe, *own_rules_faults(), *sheets_faults()]


def run_server(*, host: str, port: int, workers: int) -> None:
    """Become the server: this process is replaced, so that signals reach it directly."""
    keep_beside(settings.ENTRENOUS_HOME)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core file would hold open keys
    command = [sys.executable, "-m", "granian", "entrenous.config.wsgi:application"]
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": str(workers),
        "--blocking-threads": "2",
        "--backpressure": "64",
        # A stop that comes while a worker starts is lost by it: it is then ended from outside.
        "--workers-kill-timeout": "5",
        "--log-level": "warning",
    }
    flags = ["--no-ws", "--no-access-log"]
    words = [word for pair in options.items() for word in pair]
    os.execv(sys.executable, [*command, *words, *flags])  # noqa: S606  # our own fixed words
