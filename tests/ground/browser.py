"""The browser of the tests, the site it visits, axe, and the screenshots."""

import itertools
import os
import re
import shutil
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe as AxeScript
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connections
from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import TimeoutError as Timeout

from tests import settings
from tests.ground.databases import Database

Axe = Callable[..., None]
Shot = Callable[[Page, str], None]
Look = Callable[[Page, str], None]
WIDE, NARROW, HEIGHT = 1366, 390, 820
SETTLED_MS = 5_000
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
READ = ((WIDE, "light"), (NARROW, "dark"))
WIDER = "document.documentElement.scrollWidth - window.innerWidth"
# A page that is being left says so: what is read next is then read on the page that comes.
LEAVING = """addEventListener('beforeunload', () => { window.leaving = true })
addEventListener('pageshow', () => { window.leaving = false })"""
STAYING = "() => new Promise(done => setTimeout(() => done(!window.leaving)))"
SHOTS = Path(os.environ["ENTRENOUS_SHOTS"]) if os.environ.get("ENTRENOUS_SHOTS") else None
# What is right is thousands of lines: it stays in the page.
_FOUND = """o => axe.run(o).then(found => [
    ...found.violations, ...found.incomplete.filter(rule => rule.id === 'color-contrast')])"""
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


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """Every page of it says when it is being left, for `settled`."""
    context.add_init_script(LEAVING)
    return context


def settled(page: Page) -> None:
    """Wait for the page that a click, or Enter, asked for; a download leaves the same page.

    Playwright waits so before it acts, not before it is asked to count or to evaluate.
    """
    with suppress(Timeout):
        page.wait_for_function(STAYING, timeout=SETTLED_MS)
    page.wait_for_load_state()


@pytest.fixture(scope="session")
def axe() -> Axe:
    """`axe(page)` fails on any violation, and on a contrast that axe could not measure.

    `axe(page, only=["color-contrast"])` where nothing but the colours changed since the last one.
    The pages are the same on both databases: axe reads them once, on SQLite.
    """

    script = AxeScript().axe_script

    def check(page: Page, only: Sequence[str] = ()) -> None:
        if settings.ON_POSTGRESQL:
            return
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)
        kept = {"resultTypes": ["violations", "incomplete"]}
        found = page.evaluate(_FOUND, kept | ({"runOnly": [*only]} if only else {}))
        told = [
            f"{rule['id']}: {rule['help']}\n  "
            + "\n  ".join(f"{n['target']} {n['html'][:160]}" for n in rule["nodes"])
            for rule in found
        ]
        assert not told, "\n".join([page.url, *told])

    return check


@pytest.fixture(scope="session")
def shot() -> Shot:
    """`shot(page, "dossier-clair-390")` saves the whole page in the folder of ENTRENOUS_SHOTS.

    Nothing is saved when no folder is named: half the time of a page would go there.
    """

    def save(page: Page, name: str) -> None:
        assert re.fullmatch(r"[a-z0-9-]+", name), "a-z, 0-9 and hyphens only"
        if SHOTS:
            SHOTS.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=SHOTS / f"{name}.png", full_page=True)

    return save


@pytest.fixture(scope="session")
def look(axe: Axe, shot: Shot) -> Look:
    """`look(page, "dossier")`: nothing that axe refuses, nothing to scroll sideways, pictures.

    Wide and light, then narrow and dark: every rule sees both widths and both schemes. Pictures,
    when they are asked for, are of all four. The page is left wide and light.
    """

    def see(page: Page, name: str) -> None:
        settled(page)
        for width, scheme in itertools.product((WIDE, NARROW), SCHEMES):
            if (width, scheme) in READ or SHOTS:
                page.set_viewport_size({"width": width, "height": HEIGHT})
                page.emulate_media(color_scheme=scheme)
                assert page.evaluate(WIDER) <= 0, f"{name} is too wide at {width}: {page.url}"
                shot(page, f"{name}-{width}-{scheme}")
            if (width, scheme) in READ:
                axe(page)
        page.set_viewport_size({"width": WIDE, "height": HEIGHT})
        page.emulate_media(color_scheme="light")

    return see
