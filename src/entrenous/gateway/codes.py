"""Short lists of the desk: where a request stands, and what one cannot do with it yet."""

from typing import Final

from entrenous.agents.coded import Coded
from entrenous.agents.models import Function

#: A requester that no rule knows: nothing is given without a human decision (00-decisions 32).
UNKNOWN_REQUESTER: Final = "inconnu"

#: Those who keep a request that they enter, and decide; the others pass it on, or sign.
KEEPERS: Final = (Function.Kind.SOCIAL_WORKER, Function.Kind.LEGAL_DESK)


class State(Coded):
    """Where a request stands."""

    RECEIVED = "received", "à traiter"
    WAITING_EVIDENCE = "waiting", "pièces demandées"
    WITH_LEGAL_DESK = "legal_desk", "au service juridique"
    TO_SIGN = "to_sign", "à signer"
    DECIDED = "decided", "décidée, réponse à envoyer"
    ANSWERED = "answered", "répondue"
    WITHDRAWN = "withdrawn", "retirée par le demandeur"


#: Nothing is decided yet: a proposal can be made and a decision taken.
UNDECIDED: Final = frozenset({State.RECEIVED, State.WAITING_EVIDENCE, State.WITH_LEGAL_DESK})
#: Someone still has something to do.
ONGOING: Final = UNDECIDED | {State.TO_SIGN, State.DECIDED}
ENDED: Final = frozenset({State.ANSWERED, State.WITHDRAWN})


class Why(Coded):
    """Why a request is in someone's list of the day."""

    LATE = "late", "délai dépassé"
    DUE = "due", "à répondre avant cette date"
    TO_SIGN = "to_sign", "votre signature est demandée"
    TRANSFERRED = "transferred", "transmise au service juridique"
    TO_SEND = "to_send", "décidée : la réponse reste à envoyer"
    TO_TREAT = "to_treat", "à traiter"
    PROMISE = "promise", "un engagement du partenaire arrive à échéance"
