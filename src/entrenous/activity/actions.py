"""Record a fact in the transaction of the act it counts (00-decisions 31)."""

import os
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import msgspec
from django.utils import timezone

from entrenous.activity import own
from entrenous.activity.codes import What
from entrenous.activity.contents import FactContent
from entrenous.activity.models import Fact, MonthToken
from entrenous.agents.keyfiles import keys_of
from entrenous.agents.models import Circonscription, Secteur
from entrenous.keyring.opening import Keyring
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened, pad, unpad

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,31}")
_TOKEN_BYTES = 16


@dataclass(frozen=True)
class Done:
    """An act to count. A place is a circonscription, or a secteur and the one it is in.

    person    the dossier's yearly token (`dossiers.counting`), or nothing
    on        day of the act, today by default; kept as its month only
    is_anyone what a paper said: kept without the token of whoever typed it
    """

    act: What
    circonscription: Circonscription | None = None
    secteur: Secteur | None = None
    person: str = ""
    on: date | None = None
    doing: str = ""
    mode: str = ""
    themes: Sequence[str] = ()
    minutes: int | None = None
    outcome: str = ""
    delay: int | None = None
    people: int | None = None
    band: str = ""
    household: str = ""
    is_anyone: bool = False


def record(
    act: What,
    *,
    by: Keyring,
    circonscription: Circonscription | None = None,
    secteur: Secteur | None = None,
    person: str = "",
    on: date | None = None,
    doing: str = "",
    mode: str = "",
    themes: Sequence[str] = (),
    minutes: int | None = None,
    outcome: str = "",
    delay: int | None = None,
    people: int | None = None,
) -> Fact:
    """Record one act: `record_all` for one."""
    done = Done(
        act, circonscription, secteur, person, on, doing, mode, themes, minutes, outcome,
        delay, people,
    )  # fmt: skip
    return record_all([done], by=by)[0]


def record_all(acts: Sequence[Done], *, by: Keyring) -> list[Fact]:
    """Record acts of one agent. Call it inside the transaction of the acts.

    raises   ValueError: something that is not a code; VaultClosed
    """
    today = timezone.localdate()
    agent = _month_token(by, today.replace(day=1))
    statistics = keys_of(by.organisation).statistics
    placed = all(done.circonscription or done.secteur for done in acts)
    usual = None if placed else _usual_place(by)
    contents = [_content(done, today, agent, usual, by=by) for done in acts]
    facts = [
        Fact(
            organisation_id=by.organisation,
            batch_on=today,
            box=statistics.seal(pad(msgspec.json.encode(content))),
        )
        for content in contents
    ]
    own.add([content for content in contents if content.agent], by=by)
    return Fact.objects.bulk_create(facts)


def _usual_place(by: Keyring) -> UUID | None:
    """Where she works, for an act that says no place: known when it is one place only."""
    found = {f.circonscription_id for f in by.agent.functions.all() if f.circonscription_id}
    return found.pop() if len(found) == 1 else None


def _content(
    done: Done, today: date, agent: str, usual: UUID | None, *, by: Keyring
) -> FactContent:
    place = done.circonscription or (done.secteur.circonscription if done.secteur else None)
    return FactContent(
        act=done.act,
        month=(done.on or today).replace(day=1),
        organisation=by.organisation,
        circonscription=place.pk if place else usual,
        secteur=done.secteur.pk if done.secteur else None,
        agent="" if done.is_anyone else agent,
        person=done.person,
        doing=_code(done.doing),
        mode=_code(done.mode),
        themes=tuple(_code(theme) for theme in done.themes),
        minutes=done.minutes,
        outcome=_code(done.outcome),
        delay=done.delay,
        people=done.people,
        band=_code(done.band),
        household=_code(done.household),
    )


def read(box: bytes, *, opened_by: bytes) -> FactContent:
    """A fact as the report engine reads it. NotOpened for any other key.

    opened_by  the statistics secret key, as `SecretKeys.read` takes it: never on the server
    """
    clear = unpad(SecretKeys.read(opened_by).open(box))
    return msgspec.json.decode(clear, type=FactContent)


def _month_token(by: Keyring, month: date) -> str:
    """The agent's token of a month; a new one when hers was made with keys she has no more."""
    row = MonthToken.objects.filter(agent=by.agent, month=month).first()
    if row is not None:
        with suppress(NotOpened):
            return by.secret.open(bytes(row.box)).hex()
    token = os.urandom(_TOKEN_BYTES)
    box = by.secret.public.seal(token)
    MonthToken.objects.update_or_create(agent=by.agent, month=month, defaults={"box": box})
    return token.hex()


def _code(value: str) -> str:
    """Refuse whatever could be words: a fact holds no text."""
    if value and not _CODE.fullmatch(value):
        raise ValueError("a fact holds codes, never words")
    return str(value)
