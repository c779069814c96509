"""« Vérifiez » : what was described, question by question, and the step that changes each."""

from dataclasses import dataclass

from entrenous.law import vocabulary
from entrenous.web.asking import journey as steps
from entrenous.web.asking.forms import SEVERAL_PERSONS, SEVERAL_REQUESTERS, capital
from entrenous.web.asking.groups import group_of, requester_label
from entrenous.web.asking.journey import Description, Journey
from entrenous.web.common.templatetags.look import jour_long

_SEVERAL = {
    SEVERAL_REQUESTERS: "Plusieurs demandeurs écrivent ensemble",
    SEVERAL_PERSONS: "Il est question de plusieurs personnes",
}


@dataclass(frozen=True)
class Line:
    """One question, its answers, and the step to change it."""

    question: str
    answers: tuple[str, ...]
    step: str


def lines(journey: Journey) -> tuple[Line, ...]:
    """The whole description; what was not answered is left out, or said when it matters."""
    told, words = journey.description(), vocabulary()
    items = tuple(capital(words.items[code]) for code in told.asked)
    free = (told.asked_free,) if told.asked_free else ()
    proofs = tuple(capital(words.evidence[code]) for code in told.evidence)
    said = (
        Line("Qui demande", _who(journey, told), steps.REQUESTER),
        Line("Par", (capital(words.channels[told.channel]),), steps.HOW),
        Line("Demande reçue le", (jour_long(told.received_on),), steps.HOW),
        Line("Réponse exigée pour le", _day(told), steps.HOW),
        Line("Dans la même lettre", tuple(_SEVERAL[each] for each in told.several), steps.HOW),
        Line("Ce qui est demandé", (*items, *free), steps.WHAT),
        Line("Montré", proofs or ("Rien",), steps.PROOFS),
        Line("Annoncé seulement", _labels(told.mentioned, words.evidence), steps.PROOFS),
        Line("Accord de la personne", _labels(told.agreed, words.items), steps.AGREEMENT),
        Line("Ce qui est certain", _labels(told.facts, words.facts), steps.SITUATION),
        Line("Employeur", _employer(journey, told), steps.SITUATION),
    )
    return tuple(line for line in said if line.answers)


def _who(journey: Journey, told: Description) -> tuple[str, ...]:
    return (group_of(told.requester).label, requester_label(journey.base, told.requester))


def _day(told: Description) -> tuple[str, ...]:
    return (jour_long(told.deadline_claimed_on),) if told.deadline_claimed_on else ()


def _employer(journey: Journey, told: Description) -> tuple[str, ...]:
    asked = journey.employer is None and steps.SITUATION in journey.steps
    return _labels((told.employer,), vocabulary().employers) if asked and told.employer else ()


def _labels(codes: tuple[str, ...], labels: dict[str, str]) -> tuple[str, ...]:
    return tuple(capital(labels[code]) for code in codes)
