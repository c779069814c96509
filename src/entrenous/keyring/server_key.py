"""The server's own key: a file beside the database, never in it nor in its backups.

It seals second factors and hides whom failed log-ins were about. It opens no agent's keys.
"""

import os
from pathlib import Path
from typing import Final

from django.conf import settings

from entrenous.keyring import models
from entrenous.vault.primitives import KEY_BYTES, fresh_key

NAME: Final = "server.key"


class ServerKeyMissing(Exception):
    """The file is not there, though second factors were sealed under it: restore it."""


def server_key() -> bytes:
    """Read the key; make it if nothing was ever sealed under it. ServerKeyMissing otherwise."""
    try:
        raw = _path().read_bytes()
    except FileNotFoundError:
        if models.SecondFactor.objects.exists():
            raise ServerKeyMissing from None
        return create_server_key()
    if len(raw) != KEY_BYTES:
        raise ServerKeyMissing
    return raw


def create_server_key() -> bytes:
    """Write a new key at set-up, whole or not at all; an existing one is kept."""
    path = _path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{NAME}.{os.getpid()}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(fresh_key())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)  # fails if another process was first: its key is the one
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return path.read_bytes()


def _path() -> Path:
    return Path(settings.ENTRENOUS_KEYS) / NAME
