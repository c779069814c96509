"""Agents at their browser: a test client or a real page, logged in with an open vault."""

import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from entrenous.agents.models import Agent
from entrenous.keyring import unlocking
from entrenous.keyring.backend import PhraseBackend
from tests.ground.browser import Site
from tests.people import House

BACKEND = f"{PhraseBackend.__module__}.{PhraseBackend.__qualname__}"


def client_of(house: House, name: str, *, locked: bool = False) -> Client:
    """The client of an agent, her vault open (or shut by the idle lock when `locked`)."""
    client = Client()
    agent = Agent.objects.get(pk=house.agents[name].pk)
    client.force_login(agent, backend=BACKEND)
    key = client.session.session_key or ""
    cookie = unlocking.start(agent, house.secrets[name], session_key=key)
    client.cookies[settings.ENTRENOUS_UNLOCK_COOKIE] = cookie.hex()
    if locked:
        unlocking.shut(unlocking.Browser(agent, key, cookie))
    return client


def sign_in(page: Page, site: Site, house: House, name: str) -> None:
    """Log an agent in this browser, vault open. The house must be committed in `site`'s base."""
    client = client_of(house, name)
    page.context.add_cookies(
        [
            {"name": cookie, "value": client.cookies[cookie].value, "url": site.url}
            for cookie in (settings.SESSION_COOKIE_NAME, settings.ENTRENOUS_UNLOCK_COOKIE)
        ]
    )


def time_stands_still() -> time_machine.travel:
    """For what must be tried within a second: a slow machine would have waited by itself."""
    return time_machine.travel(timezone.now(), tick=False)
