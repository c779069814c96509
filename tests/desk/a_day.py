"""A day at reception on loopback: eight agents at once, visits and calls, forms sent as hands do.

One request in five is sent twice, as a double click does; nothing waits between two of them.
"""

import http.client
import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from tests.browsing import client_of
from tests.people import House

TWICE_EVERY = 5
LOOKS_EVERY = 4


@dataclass
class Told:
    """What one agent did: the requests by id with the name typed, the calls promised, counted.

    slips  what a platform dropped meanwhile: the name typed by receipt
    """

    names: dict[UUID, str] = field(default_factory=dict)
    promised: set[datetime] = field(default_factory=set)
    counted: int = 0
    slips: dict[str, str] = field(default_factory=dict)


@dataclass
class Desk:
    """One agent at her browser: a line of her own to the server."""

    url: str
    cookies: dict[str, str]
    token: str = ""
    told: Told = field(default_factory=Told)

    def __post_init__(self) -> None:
        self.line = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=60)
        status, page = self._ask("GET", reverse("reception:arrival", args=[uuid4()]))
        assert status == 200
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert found
        self.token = found[1]

    def send(self, path: str, typed: dict[str, str], *, times: int) -> None:
        """Send a form, once or as a double click does."""
        for _ in range(times):
            status, page = self._ask("POST", path, typed | {"csrfmiddlewaretoken": self.token})
            assert status == 302, (status, re.findall(r'class="erreur"[^<]*<[^>]*>([^<]*)', page))

    def look(self, path: str) -> None:
        """Read a page."""
        status, _ = self._ask("GET", path)
        assert status == 200, status

    def _ask(self, method: str, path: str, typed: dict[str, str] | None = None) -> tuple[int, str]:
        sent = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if typed is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        self.line.request(method, path, urlencode(typed or {}), sent)
        answer = self.line.getresponse()
        for header in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = header.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return answer.status, answer.read().decode()


def live(
    url: str, house: House, names: list[str], *, visits: int, calls: int, token: str, slips: int
) -> list[Told]:
    """A whole day: so many visits and calls shared among these agents, all at once.

    Meanwhile the platform of this token drops its slips, one in five sent twice too; and every
    agent reads the list of the slips now and then: several take the same letter in.
    """
    worker = str(house.agents["Camille"].pk)
    desks = [Desk(url, _cookies(house, name)) for name in names]
    turns = [(turn, turn < visits) for turn in range(visits + calls)]
    with ThreadPoolExecutor(len(desks) + 1) as hands:
        platform = hands.submit(_drop_all, url, token, slips)
        shared = [turns[place :: len(desks)] for place in range(len(desks))]
        list(hands.map(lambda both: _work(*both, worker), zip(desks, shared, strict=True)))
        dropped = platform.result()
    for desk in desks:
        desk.line.close()
    return [*(desk.told for desk in desks), dropped]


def _drop_all(url: str, token: str, slips: int) -> Told:
    """A platform at work: a slip, its receipt; the same receipt for the same slip."""
    line, told = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60), Told()
    for turn in range(slips):
        name = f"Fiche{turn}-Fictif"
        body = {
            "family_name": name, "given_name": "Jo", "number": "01 99 00 00 01",
            "commune": "Saint-Orme", "street": "12 rue des Tanneurs",
        }  # fmt: skip
        sent = {
            "Authorization": f"Bearer {token}", "Content-Type": "application/json",
            "Idempotency-Key": uuid4().hex,
        }  # fmt: skip
        for _ in range(2 if turn % TWICE_EVERY == 0 else 1):
            line.request("POST", reverse("slips:api-drop"), json.dumps(body), sent)
            answer = line.getresponse()
            said = json.loads(answer.read())
            assert answer.status == 201, said
            told.slips[said["receipt"]] = name
    line.close()
    return told


def _work(desk: Desk, turns: list[tuple[int, bool]], worker: str) -> None:
    for turn, is_visit in turns:
        if turn % LOOKS_EVERY == 0:
            desk.look(reverse("slips:list"))
        times = 2 if turn % TWICE_EVERY == 0 else 1
        if is_visit:
            _visit(desk, turn, times)
        elif turn % 3:
            typed = {"what": "call", "once": str(uuid4())}
            desk.send(reverse("desk:count"), typed, times=times)
            desk.told.counted += 1
        else:
            _promise(desk, turn, times, worker)


def _visit(desk: Desk, turn: int, times: int) -> None:
    pk, name = uuid4(), f"Visite{turn}-Fictif"
    typed = {
        "channel": "walk_in", "family_name": name, "words": "Le courant est coupé.",
        "signs": "energy", "decision": "duty",
    }  # fmt: skip
    desk.send(reverse("reception:arrival", args=[pk]), typed, times=times)
    desk.told.names[pk] = name


def _promise(desk: Desk, turn: int, times: int, worker: str) -> None:
    pk, name = uuid4(), f"Appel{turn}-Fictif"
    day = timezone.localtime() + timedelta(days=1)
    at = day.replace(hour=8 + turn // 60 % 10, minute=turn % 60, second=0, microsecond=0)
    typed = {
        "channel": "phone", "family_name": name, "decision": "call_back", "worker": worker,
        "on": f"{at:%d %m %Y}", "at": f"{at:%H:%M}",
    }  # fmt: skip
    desk.send(reverse("reception:arrival", args=[pk]), typed, times=times)
    desk.told.names[pk] = name
    desk.told.promised.add(at)


def _cookies(house: House, name: str) -> dict[str, str]:
    held = client_of(house, name).cookies
    kept = (settings.SESSION_COOKIE_NAME, settings.ENTRENOUS_UNLOCK_COOKIE)
    return {cookie: held[cookie].value for cookie in kept}
