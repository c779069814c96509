"""From DATABASE_URL to Django's settings, for the two databases the program supports."""

from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BUSY_SECONDS: Final = 10
# The content of temporary tables stays in memory: a temporary file would outlive the request.
_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
    "PRAGMA temp_store=MEMORY; PRAGMA secure_delete=FAST;"
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000};"
)
_LOCAL_HOSTS: Final = ("", "localhost", "127.0.0.1", "::1")


def parse(url: str, *, home: Path) -> dict[str, Any]:
    """Turn a database address into one entry of DATABASES.

    url     postgres://user:secret@host:port/name?sslmode=…, a socket folder in `?host=`,
            sqlite:////absolute/path, or empty for `db.sqlite3` in `home`
    raises  ImproperlyConfigured without repeating the address, which holds a secret
    """
    if not url:
        return _sqlite(home / "db.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path[1:])))
    if parts.scheme in {"postgres", "postgresql"} and len(parts.path) > 1:
        options = dict(parse_qsl(parts.query))
        host = options.pop("host", None) or unquote(parts.hostname or "")
        if host not in _LOCAL_HOSTS and not host.startswith("/"):
            options.setdefault("sslmode", "require")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": host,
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
    raise ImproperlyConfigured(
        "DATABASE_URL commence par postgres://, nomme une base, ou commence par sqlite://."
    )


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": BUSY_SECONDS,
            "init_command": _PRAGMAS,
        },
    }
