"""Who answers a command: a pure package, the server, or Django. Loads only the one asked for."""

import importlib
import json
import os
import sys
from collections.abc import Callable
from typing import Final

from entrenous.cli.help import HELP

# What works without Django, without a database and without SECRET_KEY.
PACKAGES: Final = {
    "vault": "entrenous.vault.cli:main",
    "quorum": "entrenous.vault.quorum_cli:main",
    "law": "entrenous.law.cli:main",
    "letter": "entrenous.letters.cli:main",
    "aid": "entrenous.law.aid.cli:main",
    "deadlines": "entrenous.law.deadlines.cli:main",
    "rights": "entrenous.rights.cli:main",
    "workload": "entrenous.workload.cli:main",
    "disclosure": "entrenous.disclosure.cli:main",
    "new_secret": "entrenous.cli.new_secret:main",
}
WITH_DJANGO: Final = {
    "serve": "entrenous.cli.serve:main",
    "demo": "entrenous.cli.demo:main",
    "bench": "entrenous.cli.bench:main",
    "statistics": "entrenous.cli.statistics:main",
}
UNREADABLE: Final = 2


def main(argv: list[str]) -> int:
    """Run one command and return its exit code; 2 for what could not be understood."""
    if not argv or argv[0] in {"help", "--help", "-h"}:
        sys.stdout.write(HELP)
        return 0
    name, *rest = argv
    if name in PACKAGES:
        return _package(name, rest)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entrenous.config.settings")
    if name in WITH_DJANGO:
        return _quietly(lambda: _load(WITH_DJANGO[name])(rest))
    return _quietly(lambda: _django([name.replace("-", "_"), *rest]))


def _load(target: str) -> Callable[[list[str]], int]:
    module, _, function = target.partition(":")
    found: Callable[[list[str]], int] = getattr(importlib.import_module(module), function)
    return found


def _package(name: str, argv: list[str]) -> int:
    try:
        return _load(PACKAGES[name])(argv)
    except ModuleNotFoundError as absent:
        if not (absent.name or "").startswith("entrenous."):
            raise
        return _refuse("absent", f"La commande « {name} » n’est pas dans cette version.")
    except (ValueError, KeyError, OSError) as error:
        return _refuse(type(error).__name__, f"La commande « {name} » n’a pas pu lire sa demande.")


def _refuse(code: str, sentence: str) -> int:
    answer = {"error": {"code": code, "message": sentence}}
    sys.stderr.write(json.dumps(answer, ensure_ascii=False) + "\n")
    return UNREADABLE


def _django(argv: list[str]) -> int:
    from django.core.management import execute_from_command_line  # noqa: PLC0415  # slow to load

    execute_from_command_line(["entrenous", *argv])
    return 0


def _quietly(run: Callable[[], int]) -> int:
    """Turn a setting that cannot be read into its sentence, without a traceback."""
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415  # slow to load

    try:
        return run()
    except ImproperlyConfigured as unsafe:
        sys.stderr.write(f"{unsafe}\n")
        return UNREADABLE
