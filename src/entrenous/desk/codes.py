"""Short code lists of the work of the desk. They describe what was done, never someone."""

from typing import Final

from entrenous.agents.coded import Coded
from entrenous.dossiers.codes import Mode


class Outcome(Coded):
    """What came of one try to call someone back."""

    REACHED = "reached", "personne jointe"
    NO_ANSWER = "no_answer", "pas de réponse"
    MESSAGE_LEFT = "message_left", "message laissé, comme elle l’a permis"
    WRONG_NUMBER = "wrong_number", "numéro qui ne répond plus"
    CAME = "came", "elle est venue, ou a rappelé"
    NOT_NEEDED = "not_needed", "elle n’en a plus besoin"


#: What ends a promise; anything else leaves it waiting.
KEEPS: Final = frozenset({Outcome.REACHED, Outcome.CAME})
ENDS: Final = frozenset({*KEEPS, Outcome.NOT_NEEDED})


class Keeping(Coded):
    """Whether a promised hour was kept."""

    AHEAD = "ahead", "à venir"
    KEPT = "kept", "tenu"
    LATE = "late", "tenu en retard"
    NOT_KEPT = "not_kept", "pas encore tenu"


class TaskKind(Coded):
    """What a référente entrusts to reception."""

    PIECE = "piece", "une pièce à réclamer"
    ALLOWANCE = "allowance", "des indemnités en retard"
    APPOINTMENT = "appointment", "un rendez-vous à prendre"
    PARTNER = "partner", "un appel à un partenaire"
    LETTER = "letter", "un courrier, un formulaire"
    OTHER = "other", "autre chose"


#: How the return of a task reads in the thread.
MODE_OF: Final = {
    TaskKind.PIECE: Mode.THIRD_PARTY,
    TaskKind.ALLOWANCE: Mode.THIRD_PARTY,
    TaskKind.APPOINTMENT: Mode.PHONE,
    TaskKind.PARTNER: Mode.THIRD_PARTY,
    TaskKind.LETTER: Mode.LETTER,
    TaskKind.OTHER: Mode.OFFICE,
}


class Counted(Coded):
    """What is counted without a name. The last four defend a desk where one is received."""

    VISIT = "visit", "passage : simple renseignement"
    CALL = "call", "appel : simple renseignement"
    UNANSWERED = "unanswered", "appel qui n’a pas pu être pris"
    PARTNER = "partner", "appel d’un partenaire"
    INTERVIEW = "interview", "entretien d’information"
    NOT_RECEIVED = "not_received", "personne qui n’a pas pu être reçue"
    SENT_TO_PHONE = "sent_to_phone", "personne renvoyée vers le téléphone"
    SENT_ONLINE = "sent_online", "personne renvoyée vers internet"
    HOURS_LOST = "hours_lost", "ouverture perdue"


#: One click at the desk.
ONE_CLICK: Final = (Counted.VISIT, Counted.CALL, Counted.PARTNER)
#: Typed at the end of a day.
TYPED: Final = (
    Counted.UNANSWERED,
    Counted.NOT_RECEIVED,
    Counted.SENT_TO_PHONE,
    Counted.SENT_ONLINE,
    Counted.HOURS_LOST,
)
