"""The fact of an act on a dossier: what is counted, once per person and per year."""

import os
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.dossiers.contents import CountingToken, HouseholdMember, PersonCard
from entrenous.dossiers.models import Dossier
from entrenous.keyring import records
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.vault.containers import Compartment
from entrenous.workload import traits

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
    delay: int | None = None,
    people: int | None = None,
) -> None:
    """Record the fact of an act on a dossier, with the person's token of the year.

    The age band and the type of household go with it when the identity is held: coarse, or
    « non renseigné », never asked for the sake of counting.
    """
    day = on or timezone.localdate()
    band, household = _traits(opened, day)
    done = activity.Done(
        act,
        secteur=dossier.secteur,
        person=counting_token(opened, year=day.year, by=by),
        on=on,
        doing=doing,
        mode=mode,
        themes=themes,
        minutes=minutes,
        outcome=outcome,
        delay=delay,
        people=people,
        band=band,
        household=household,
    )
    activity.record_all([done], by=by)


def _traits(opened: OpenContainer, day: date) -> tuple[str, str]:
    """Age band and type of household, as coarse codes; nothing without the identity."""
    if not opened.covers(Compartment.IDENTITY):
        return "", ""
    reading = records.read(opened, PersonCard, HouseholdMember)
    card = reading.one(PersonCard)
    members = [m.content for m in reading.of(HouseholdMember) if not m.content.is_ended]
    known = card.content if card else PersonCard()
    return (
        traits.band(known.birth_on, known.birth_year, day),
        traits.household([(m.link, m.birth_year) for m in members], day.year),
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
