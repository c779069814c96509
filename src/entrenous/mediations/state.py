"""Where does a mediation stand, what may be said, what may come next? Pure: `today` is given."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from entrenous.consents.contents import Agreement
from entrenous.mediations.codes import Outcome, Stage, StepKind
from entrenous.mediations.contents import Mediation, MediationStep
from entrenous.relays.contents import Told

_K = StepKind
_OVER: Final = {_K.WITHDRAWN: Stage.WITHDRAWN, _K.DONE: Stage.DONE, _K.ENDED: Stage.ENDED}
_OPEN: Final = frozenset({_K.SAID, _K.HEARD, _K.RENEWED, _K.WITHDRAWN, _K.DONE, _K.ENDED})
#: After she took it back: what was said all the same, what came in, and what came of it.
_AFTER_WITHDRAWAL: Final = frozenset({_K.SAID, _K.HEARD, _K.RENEWED, _K.DONE})
_NEXT: Final = {
    Stage.CURRENT: _OPEN,
    Stage.AHEAD: _OPEN,
    Stage.EXPIRED: _OPEN,
    Stage.WITHDRAWN: _AFTER_WITHDRAWAL,
}


class StepRefused(Exception):
    """This cannot come next. `already`: it was said before, and nothing changes."""

    def __init__(self, sentence: str, *, already: bool = False) -> None:
        super().__init__(sentence)
        self.sentence, self.already = sentence, already


class NoMandate(Exception):
    """Nothing may be said that day: it is noted as said outside the mandate, or not at all."""


def stage(said: Mediation, agreements: Sequence[Agreement], today: date) -> Stage:
    """Where it stands: a result, an ending or a withdrawal first, then the days of the mandate."""
    standing = _standing_step(said)
    if standing is not None:
        return _OVER[standing]
    if any(each.items_on(today) for each in agreements):
        return Stage.CURRENT
    is_ahead = any(each.remaining(today) and today < each.from_on for each in agreements)
    return Stage.AHEAD if is_ahead else Stage.EXPIRED


def may_come(found: Stage) -> frozenset[StepKind]:
    """The steps that may come next; none once it is over."""
    return _NEXT.get(found, frozenset())


def may_say(said: Mediation, agreements: Sequence[Agreement], on: date) -> tuple[Told, ...]:
    """What the mandate lets be said that day: nothing taken back, nothing outside its days."""
    agreed = {item for each in agreements for item in each.items_on(on)}
    return tuple(each for each in said.told if each.item in agreed)


def result(said: Mediation) -> MediationStep | None:
    """What came of it, or None."""
    return next((each for each in reversed(said.steps) if each.kind is _K.DONE), None)


def outcome(said: Mediation) -> Outcome | None:
    """The code of the result, or None."""
    done = result(said)
    return done.outcome if done else None


def followed_by(said: Mediation, step: MediationStep, found: Stage) -> Mediation:
    """The mediation with one step more, `found` being where it stands. StepRefused."""
    if step.kind not in may_come(found):
        known = next((each for each in said.steps if each.kind is step.kind), None)
        if known is not None:
            raise StepRefused(f"C’était déjà noté le {known.on:%d/%m/%Y}.", already=True)
        raise StepRefused("Cela ne peut plus être noté ici : relisez où en est la médiation.")
    if step.on < said.read_on:
        raise StepRefused("Ce jour précède le mandat : vérifiez la date.")
    return replace(said, steps=(*said.steps, step))


def _standing_step(said: Mediation) -> StepKind | None:
    """The last step that stops it, unless she gave her mandate again since."""
    for each in reversed(said.steps):
        if each.kind in _OVER:
            return each.kind
        if each.kind is _K.RENEWED:
            return None
    return None
