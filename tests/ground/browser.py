"""The browser of the tests, the site it visits, axe, and the screenshots."""

import os
import re
import shutil
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connections
from playwright.sync_api import Page

from tests.ground.databases import Database

SHOTS = Path(os.environ.get("ENTRENOUS_SHOTS") or Path(__file__).parents[2] / "build" / "shots")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Site:
    """A running server on a database of its own."""

    url: str
    database: Database


class _Server(ThreadedWSGIServer):
    """Closes the connections of a thread with it, so that the database can be dropped."""

    daemon_threads = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._open: set[socket.socket] = set()

    def get_request(self) -> tuple[socket.socket, Any]:
        request, address = super().get_request()
        self._open.add(request)
        return request, address

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """A browser left open by a test that failed keeps its lines: its threads would not end."""
        for request in self._open.copy():
            with suppress(OSError):
                request.shutdown(socket.SHUT_RDWR)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            connections.close_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is not an error."""


class _Silent(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Say nothing: the address could carry what must not be written."""


@pytest.fixture
def site(own_database: Database) -> Iterator[Site]:
    """The program, served to a browser on a database of its own. `site.url` has no final slash."""
    with serving() as url:
        yield Site(url, own_database)


@contextmanager
def serving() -> Iterator[str]:
    """Serve the program on the database of the moment; on exit, every line is hung up."""
    server = _Server(("127.0.0.1", 0), _Silent)
    server.set_app(WSGIHandler())
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.hang_up()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def base_url() -> None:
    """Each site has its own address: write `page.goto(site.url + …)`."""


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    found = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if not found:
        pytest.fail("Chromium est introuvable : installez-le, ou indiquez CHROMIUM=/chemin.")
    return {"executable_path": found, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "viewport": {"width": 1366, "height": 768},
        "locale": "fr-FR",
        "timezone_id": "Europe/Paris",
    }


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """`axe(page)` fails on any violation, and on a contrast that axe could not measure.

    `axe(page, only=["color-contrast"])` where nothing but the colours changed since the last one.
    """

    script = Axe().axe_script

    def check(page: Page, only: Sequence[str] = ()) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)
        kept = {"resultTypes": ["violations", "incomplete"]}
        found = page.evaluate("o => axe.run(o)", kept | ({"runOnly": [*only]} if only else {}))
        unsure = [i for i in found["incomplete"] if i["id"] == "color-contrast"]
        told = [
            f"{rule['id']}: {rule['help']}\n  "
            + "\n  ".join(f"{n['target']} {n['html'][:160]}" for n in rule["nodes"])
            for rule in [*found["violations"], *unsure]
        ]
        assert not told, "\n".join([page.url, *told])

    return check


@pytest.fixture(scope="session")
def shot() -> Callable[[Page, str], Path]:
    """`shot(page, "dossier-clair-390")` saves the whole page under build/shots."""

    def save(page: Page, name: str) -> Path:
        assert re.fullmatch(r"[a-z0-9-]+", name), "a-z, 0-9 and hyphens only"
        SHOTS.mkdir(parents=True, exist_ok=True)
        path = SHOTS / f"{name}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return save
