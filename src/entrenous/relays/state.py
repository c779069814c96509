"""Where does a relay stand, what may come next, what may still leave? Pure: `today` is given."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from entrenous.consents.contents import Agreement
from entrenous.relays.codes import Stage, StepKind
from entrenous.relays.contents import Relay, Step, Told

_K = StepKind
_STAGES: Final = {
    _K.SENT: Stage.AWAITED,
    _K.REMINDED: Stage.AWAITED,
    _K.ACKNOWLEDGED: Stage.ACKNOWLEDGED,
    _K.ACCEPTED: Stage.ACCEPTED,
    _K.REFUSED: Stage.REFUSED,
    _K.TAKEN_UP: Stage.TAKEN_UP,
    _K.CAME_BACK: Stage.CAME_BACK,
    _K.WITHDRAWN: Stage.WITHDRAWN,
    _K.CLOSED: Stage.CLOSED,
    _K.ENDED: Stage.CLOSED,
}
_ANSWERS: Final = frozenset({_K.ACCEPTED, _K.REFUSED, _K.TAKEN_UP, _K.CAME_BACK})
_STOPS: Final = frozenset({_K.WITHDRAWN, _K.CLOSED})
_NEXT: Final = {
    Stage.PREPARED: _STOPS | {_K.SENT, _K.ENDED},
    Stage.AWAITED: _ANSWERS | _STOPS | {_K.REMINDED, _K.ACKNOWLEDGED, _K.ENDED},
    Stage.ACKNOWLEDGED: _ANSWERS | _STOPS | {_K.REMINDED, _K.ENDED},
    Stage.ACCEPTED: frozenset({_K.TAKEN_UP, _K.CAME_BACK, _K.WITHDRAWN}),
    Stage.TAKEN_UP: frozenset({_K.CAME_BACK, _K.WITHDRAWN}),
}
#: The partner said yes: what an ending may name as a relay.
ACCEPTED: Final = frozenset({Stage.ACCEPTED, Stage.TAKEN_UP})
#: Nobody answered yet: the ball is in the air.
WAITING: Final = frozenset({Stage.AWAITED, Stage.ACKNOWLEDGED})


class StepRefused(Exception):
    """This cannot come next. `already`: it was said before, and nothing changes."""

    def __init__(self, sentence: str, *, already: bool = False) -> None:
        super().__init__(sentence)
        self.sentence, self.already = sentence, already


def stage(relay: Relay) -> Stage:
    """Where it stands: its last step tells."""
    return _STAGES[relay.steps[-1].kind] if relay.steps else Stage.PREPARED


def may_come(relay: Relay) -> frozenset[StepKind]:
    """The steps that may come next; none once it is over."""
    return _NEXT.get(stage(relay), frozenset())


def is_over(relay: Relay) -> bool:
    """Tell whether nothing more is awaited of it, nor can be."""
    return not may_come(relay)


def answer_by(relay: Relay) -> date | None:
    """The day until which an answer is waited for; None when none is."""
    if stage(relay) not in WAITING:
        return None
    return relay.steps[-1].answer_by_on


def has_come_back(relay: Relay, today: date) -> bool:
    """Nobody answered in time: it is the service's again, until someone says what next."""
    until = answer_by(relay)
    return until is not None and until < today


def may_leave(relay: Relay, agreement: Agreement | None, on: date) -> tuple[Told, ...]:
    """What may still be told that day: nothing that she took back, nothing once it has ended."""
    agreed = agreement.items_on(on) if agreement else ()
    return tuple(each for each in relay.told if each.item in agreed)


def has_left(relay: Relay) -> tuple[Step, ...]:
    """Each time something left: the days, and what was told."""
    return tuple(each for each in relay.steps if each.told)


def followed_by(relay: Relay, step: Step) -> Relay:
    """The relay with one step more, and a new wait where an answer is due. StepRefused."""
    known = next((each for each in relay.steps if each.kind is step.kind), None)
    if step.kind not in may_come(relay):
        if known is not None:
            raise StepRefused(f"C’était déjà noté le {known.on:%d/%m/%Y}.", already=True)
        raise StepRefused("Cela ne peut plus être noté ici : relisez où en est l’orientation.")
    if relay.steps and step.on < relay.steps[-1].on:
        raise StepRefused("Ce jour précède ce qui est déjà noté : vérifiez la date.")
    if _STAGES[step.kind] in WAITING:
        step = replace(step, answer_by_on=step.on + timedelta(days=relay.days))
    return replace(relay, steps=(*relay.steps, step))
