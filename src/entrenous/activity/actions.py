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

from entrenous.activity.codes import What
from entrenous.activity.models import Fact, MonthToken
from entrenous.agents.keyfiles import keys_of
from entrenous.agents.models import Circonscription, Secteur
from entrenous.keyring.opening import Keyring
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened, pad, unpad

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,31}")
_TOKEN_BYTES = 16


@dataclass(frozen=True)
class FactContent:
    """What a fact says once the statistics key opened it. Codes and numbers only.

    month   first day of the month of the act: a day could be matched with the journal
    agent   random token of the agent for that month: counts « at least three agents », no more
    person  random token of the person for that year: counts persons once
    """

    act: What
    month: date
    organisation: UUID
    circonscription: UUID | None = None
    secteur: UUID | None = None
    agent: str = ""
    person: str = ""
    doing: str = ""
    mode: str = ""
    themes: tuple[str, ...] = ()
    minutes: int | None = None
    outcome: str = ""


@dataclass(frozen=True)
class Done:
    """An act to count. A place is a circonscription, or a secteur and the one it is in.

    person   the dossier's yearly token (`dossiers.counting`), or nothing
    on       day of the act, today by default; kept as its month only
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
) -> Fact:
    """Record one act: `record_all` for one."""
    done = Done(
        act, circonscription, secteur, person, on, doing, mode, themes, minutes, outcome
    )  # fmt: skip
    return record_all([done], by=by)[0]


def record_all(acts: Sequence[Done], *, by: Keyring) -> list[Fact]:
    """Record acts of one agent. Call it inside the transaction of the acts.

    raises   ValueError: something that is not a code; VaultClosed
    """
    today = timezone.localdate()
    agent = _month_token(by, today.replace(day=1))
    statistics = keys_of(by.organisation).statistics
    facts = [
        Fact(
            organisation_id=by.organisation,
            batch_on=today,
            box=statistics.seal(pad(msgspec.json.encode(_content(done, today, agent, by=by)))),
        )
        for done in acts
    ]
    return Fact.objects.bulk_create(facts)


def _content(done: Done, today: date, agent: str, *, by: Keyring) -> FactContent:
    place = done.circonscription or (done.secteur.circonscription if done.secteur else None)
    return FactContent(
        act=done.act,
        month=(done.on or today).replace(day=1),
        organisation=by.organisation,
        circonscription=place.pk if place else None,
        secteur=done.secteur.pk if done.secteur else None,
        agent=agent,
        person=done.person,
        doing=_code(done.doing),
        mode=_code(done.mode),
        themes=tuple(_code(theme) for theme in done.themes),
        minutes=done.minutes,
        outcome=_code(done.outcome),
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
