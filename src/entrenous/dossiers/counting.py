"""The fact of an act on a dossier: what is counted, once per person and per year."""

import os
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.dossiers.contents import CountingToken
from entrenous.dossiers.models import Dossier
from entrenous.keyring import records
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.vault.containers import Compartment

_TOKEN_BYTES = 16


def count(
    act: What,
    dossier: Dossier,
    opened: OpenContainer,
    *,
    by: Keyring,
    on: date | None = None,
    doing: str = "",
    mode: str = "",
    themes: Sequence[str] = (),
    minutes: int | None = None,
    outcome: str = "",
) -> None:
    """Record the fact of an act on a dossier, with the person's token of the year."""
    activity.record(
        act,
        by=by,
        secteur=dossier.secteur,
        person=counting_token(opened, year=(on or timezone.localdate()).year, by=by),
        on=on,
        doing=doing,
        mode=mode,
        themes=themes,
        minutes=minutes,
        outcome=outcome,
    )


def counting_token(opened: OpenContainer, *, year: int, by: Keyring) -> str:
    """The random token that counts this person once in a year; made when first needed.

    Without the key of the means compartment (or when it is damaged) the fact has no person.
    """
    if not opened.covers(Compartment.MEANS):
        return ""
    found = records.read(opened, CountingToken)
    if Compartment.MEANS in found.doubtful:
        return ""
    known = token_among((each.content for each in found.of(CountingToken)), year)
    if known is not None:
        return known.token
    token = new_token(year)
    records.write(opened, token, by=by)
    return token.token


def new_token(year: int) -> CountingToken:
    """A token to seal in a dossier that has none for that year."""
    return CountingToken(year, os.urandom(_TOKEN_BYTES).hex())


def token_among(contents: Iterable[object], year: int) -> CountingToken | None:
    """The token of a year among what a dossier holds."""
    tokens = (content for content in contents if isinstance(content, CountingToken))
    return next((token for token in tokens if token.year == year), None)
