"""Some three hundred credible dossiers, the same for the same seed, so that lists feel real."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final

from entrenous.dossiers.codes import ActionState, Doer, Doing, Mode, Rhythm, Theme, Voice
from entrenous.ops.demo.calendar import TOLD_ON, typeset
from entrenous.ops.demo.fillers import Filler, fillers
from entrenous.ops.demo.people import Cast, cast
from entrenous.ops.demo.shapes import (
    Agreed,
    Assessed,
    Attributed,
    Booked,
    Ended,
    Event,
    Goal,
    Moved,
    PersonTold,
    Requested,
    Reviewed,
    Said,
    Step,
    SyntheticDossier,
    ToDo,
    View,
    Written,
)
from entrenous.ops.demo.situations import Scene, Situation, situations
from entrenous.reception.codes import Channel, Decision

_GAPS: Final = {
    Rhythm.FORTNIGHT: (14, 21),
    Rhythm.MONTH: (21, 28, 35),
    Rhythm.TWO_MONTHS: (35, 56),
    Rhythm.ON_DEMAND: (21, 42, 63),
}
_LONGEST_AGO: Final = 75  # weeks
_USUALLY_AGO: Final = 15  # weeks
_MARKED: Final = 0.45  # chances, from here down
_WITH_THEMES: Final = 0.8
_WITH_MINUTES: Final = 0.75
_ENDS_WHEN_DUE: Final = 0.8
_PROTECTED_TOO: Final = 0.03
_HOURS: Final = (
    "9 h 00",
    "9 h 30",
    "10 h 15",
    "11 h 00",
    "14 h 00",
    "14 h 45",
    "15 h 30",
    "16 h 30",
)
_CHANNELS: Final = (Channel.WALK_IN, Channel.PHONE, Channel.PHONE, Channel.EMAIL)
_ELIDED: Final = re.compile(r"\b([Ss]i(?= il\b)|[Qq]ue(?= (?:il|elle)\b)) ")


@dataclass(frozen=True, slots=True)
class _Team:
    """Who receives, attributes and follows in one secteur."""

    secteur: str
    reception: tuple[str, ...]
    lead: str
    referents: tuple[str, ...]
    place: str


_VAL_DESK: Final = ("bruno.talec", "nadia.kessler")
_VAL: Final = ("helene.marchetti", "MDS Val-des-Saules")
_HAUTS: Final = ("emile.garance", "MDS Hauts-de-Vière")
_TEAMS: Final = tuple(
    _Team(secteur, desk, lead, referents, place)
    for secteur, desk, (lead, place), referents in (
        ("07", _VAL_DESK, _VAL, ("odile.pradier", "odile.pradier", "yasmine.ferhat")),
        ("08", _VAL_DESK, _VAL, ("samuel.brochard", "samuel.brochard", "yasmine.ferhat")),
        ("09", _VAL_DESK, _VAL, ("lien.hoang",)),
        ("10", _VAL_DESK, _VAL, ("maryse.coulon",)),
        ("21", ("pascale.viret",), _HAUTS, ("gwenael.morvan", "gwenael.morvan", "emile.garance")),
        ("22", ("pascale.viret",), _HAUTS, ("fatou.ndour",)),
    )
)
_CARSAT: Final = _Team(
    "orme", ("rachid.belloc",), "anne.desportes", ("lucie.armand",), "Unité de l’Orme"
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that no one has been given yet: for the attribution page."""

    organisation: str
    secteur: str
    person: PersonTold
    requested: Requested


def synthetic(seed: int, n: int, today: date = TOLD_ON) -> list[SyntheticDossier]:
    """`n` dossiers, as they stand on `today`; nothing in them happens later but what is planned.

    Names are unique, every situation appears, about one in three is over and one in ten protected.
    """
    draw = Random(seed)  # noqa: S311 - the same demonstration each time, nothing secret
    taken: set[tuple[str, str]] = set()
    told = situations()
    order = [told[i % len(told)] for i in range(n)]
    draw.shuffle(order)
    return [_dossier(draw, i, situation, today, taken) for i, situation in enumerate(order)]


def waiting(seed: int, n: int, today: date = TOLD_ON) -> list[Waiting]:
    """`n` requests of the last three weeks that wait to be given to someone."""
    draw = Random(seed + 1)  # noqa: S311 - same
    taken: set[tuple[str, str]] = set()
    open_to_all = [told for told in situations() if not told.protected]
    asked = []
    for situation in draw.sample(open_to_all, k=min(n, len(open_to_all))):
        team = _team(draw, situation)
        person = cast(draw, situation, team.secteur, today.year, taken)
        day = _working_day(today - timedelta(draw.randint(1, 20)))
        asked.append(
            Waiting(
                situation.organisation,
                team.secteur,
                person.person,
                _request(draw, situation, person, team, on=day),
            )
        )
    return sorted(asked, key=lambda waiting_one: waiting_one.requested.on)


def _dossier(
    draw: Random, rank: int, situation: Situation, today: date, taken: set[tuple[str, str]]
) -> SyntheticDossier:
    team = _team(draw, situation)
    referent = draw.choice(team.referents)
    weeks = min(_LONGEST_AGO, 1 + int(draw.expovariate(1 / _USUALLY_AGO)))
    opened = _working_day(today - timedelta(weeks=weeks, days=draw.randint(0, 4)))
    person = cast(draw, situation, team.secteur, opened.year, taken)
    is_marked = draw.random() < _MARKED
    teller = _Teller(draw, situation, person, team, referent, today, is_marked=is_marked)
    return SyntheticDossier(
        key=f"s{rank:03}-{situation.id}",
        organisation=situation.organisation,
        secteur=team.secteur,
        referent=referent,
        opened_on=opened,
        person=person.person,
        events=tuple(teller.events(opened)),
        protected=situation.protected or draw.random() < _PROTECTED_TOO,
    )


def _team(draw: Random, situation: Situation) -> _Team:
    return _CARSAT if situation.organisation == "carsat" else draw.choice(_TEAMS)


def _working_day(day: date) -> date:
    return day - timedelta(max(0, day.weekday() - 4))


def _fill(text: str, slots: Mapping[str, str]) -> str:
    return typeset(_ELIDED.sub(lambda word: word[1][:-1] + "’", text.format_map(slots)))


def _request(
    draw: Random, situation: Situation, person: Cast, team: _Team, *, on: date, duty: str = ""
) -> Requested:
    """What reception wrote. `duty`: who received the person at once, when someone did."""
    walks_in = situation.scenes[0].mode is Mode.WALK_IN
    return Requested(
        on=on,
        at=draw.choice(_HOURS),
        by=draw.choice(team.reception),
        channel=Channel.WALK_IN if walks_in else draw.choice(_CHANNELS),
        words=_fill(draw.choice(situation.ask), person.slots),
        themes=tuple(theme for theme in situation.themes if theme is not Theme.VIO),
        decision=Decision.DUTY if duty else Decision.APPOINTMENT,
        to=duty,
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells one dossier, from the request to the last thing that happened before today."""

    draw: Random
    situation: Situation
    person: Cast
    team: _Team
    referent: str
    today: date
    is_marked: bool
    told: set[Filler] = field(default_factory=set)

    def events(self, opened: date) -> Iterator[Event]:
        """Request, attribution, scenes with small contacts between them, then end or next date."""
        days = self._days(opened)
        yield from self._arrival(opened)
        for place, (scene, day) in enumerate(zip(self.situation.scenes, days, strict=False)):
            if day > self.today:
                yield self._booked(day)
                return
            follows = days[place + 1] if place + 1 < len(days) else None
            yield from self._scene(scene, day, place, follows)
            if place + 1 < len(self.situation.scenes):
                yield from self._between(day, follows)
        yield from self._after(days[len(self.situation.scenes) - 1])

    def _days(self, opened: date) -> list[date]:
        days = [opened]
        while len(days) <= len(self.situation.scenes):
            gap = self.draw.choice(_GAPS[self.situation.rhythm])
            days.append(_working_day(days[-1] + timedelta(gap + self.draw.randint(-1, 1))))
        return days

    def _arrival(self, opened: date) -> Iterator[Event]:
        walks_in = self.situation.scenes[0].mode is Mode.WALK_IN
        asked = opened if walks_in else _working_day(opened - timedelta(self.draw.randint(4, 12)))
        duty = self.referent if walks_in else ""
        yield _request(self.draw, self.situation, self.person, self.team, on=asked, duty=duty)
        if not walks_in:
            yield Attributed(
                _working_day(asked + timedelta(2)), self.team.lead, self.referent, "secteur"
            )

    def _scene(self, scene: Scene, day: date, place: int, follows: date | None) -> Iterator[Event]:
        if scene.doing is Doing.REVIEW and place > 0:
            yield self._reviewed(scene, day, follows)
            return
        yield self._written(scene, day, follows)
        if place == min(1, len(self.situation.scenes) - 1):
            yield self._assessed(day)
            yield self._agreed(day, follows)

    def _written(self, scene: Scene, day: date, follows: date | None) -> Written:
        voices = (
            (scene.facts, Voice.FACTS),
            (scene.third_party, Voice.THIRD_PARTY),
            (scene.person, Voice.PERSON),
            (scene.reading, Voice.READING),
        )
        drawn = [(self._one_of(texts), voice) for texts, voice in voices]
        due = min(follows or day + timedelta(21), day + timedelta(28))
        steps = ((Doer.PERSON, scene.person_does), (Doer.SERVICE, scene.service_does))
        return Written(
            on=day,
            by=self.referent,
            mode=scene.mode,
            passages=tuple(
                Said(text, voice if self.is_marked else None) for text, voice in drawn if text
            ),
            at=self.draw.choice(_HOURS),
            doing=scene.doing,
            themes=self.situation.themes if self.draw.random() < _WITH_THEMES else (),
            minutes=scene.minutes if self.draw.random() < _WITH_MINUTES else None,
            decided=self._filled(scene.decided),
            next_steps=tuple(ToDo(doer, self._filled(what), due) for doer, what in steps if what),
        )

    def _between(self, day: date, follows: date | None) -> Iterator[Event]:
        """Up to two small contacts before the next scene; never towards someone protected."""
        if follows is None or self.situation.protected:
            return
        room = (min(follows, self.today) - day).days
        for at in sorted(self.draw.sample(range(3, 33), k=self.draw.choice((0, 0, 1, 2)))):
            if at < room - 1:
                known = fillers(self.situation.organisation)
                filler = self.draw.choice([one for one in known if one not in self.told])
                self.told.add(filler)
                yield Written(
                    on=_working_day(day + timedelta(at)),
                    by=self.referent,
                    mode=filler.mode,
                    passages=(Said(self._filled(filler.text)),),
                    doing=filler.doing,
                    minutes=filler.minutes,
                    decided=self._filled(filler.decided),
                )

    def _assessed(self, day: date) -> Assessed:
        views = tuple(
            View(
                outline.domain,
                self._filled(outline.facts),
                self._filled(outline.person),
                self._filled(outline.reading),
                not_discussed=not (outline.facts or outline.person or outline.reading),
            )
            for outline in self.situation.outlines
        )
        told = [text for view in views for text in (view.facts, view.reading) if text]
        return Assessed(day, self.referent, views, " ".join(told), read_together_on=day)

    def _agreed(self, day: date, follows: date | None) -> Agreed:
        goals = tuple(
            Goal(
                self._filled(aim.words),
                tuple(
                    Step(
                        f"{rank}-{number}",
                        self._filled(what),
                        doer,
                        day + timedelta(14 * (number + 1)),
                        self._filled(partner),
                    )
                    for number, (doer, partner, what) in enumerate(aim.actions)
                ),
            )
            for rank, aim in enumerate(self.situation.aims)
        )
        return Agreed(
            day,
            self.referent,
            goals,
            self.situation.rhythm,
            follows,
            self._filled(self.situation.why),
            self._filled(self.situation.next),
        )

    def _reviewed(self, scene: Scene, day: date, follows: date | None) -> Reviewed:
        keys = [
            f"{rank}-{number}"
            for rank, aim in enumerate(self.situation.aims)
            for number in range(len(aim.actions))
        ]
        return Reviewed(
            on=day,
            by=self.referent,
            done=self._one_of(scene.facts),
            remaining=self._filled(scene.decided),
            person_words=self._one_of(scene.person),
            moves=tuple(
                Moved(key, ActionState.DONE if place < len(keys) - 1 else ActionState.UNDER_WAY)
                for place, key in enumerate(keys)
            ),
            next_review_on=follows,
            next=self._filled(self.situation.next),
        )

    def _after(self, last: date) -> Iterator[Event]:
        """The end when it is due and wished; otherwise the next appointment."""
        ending = _working_day(last + timedelta(self.draw.choice((14, 21, 28))))
        if ending <= self.today and self.draw.random() < _ENDS_WHEN_DUE:
            summary = self._filled(self.situation.ending_summary)
            yield Ended(ending, self.referent, self.situation.ending, summary)
        elif self.situation.rhythm is not Rhythm.ON_DEMAND:
            soon = self.today + timedelta(self.draw.randint(1, 24))
            yield self._booked(_working_day(soon) if _working_day(soon) > self.today else soon)

    def _booked(self, day: date) -> Booked:
        minutes = self.draw.choice((30, 45, 45, 60))
        return Booked(day, self.draw.choice(_HOURS), self.referent, minutes, self.team.place)

    def _one_of(self, texts: tuple[str, ...]) -> str:
        return self._filled(self.draw.choice(texts)) if texts else ""

    def _filled(self, text: str) -> str:
        return _fill(text, self.person.slots)
