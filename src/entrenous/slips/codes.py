"""Short lists of a slip: why one should call back, what came of it. Never of the person."""

from typing import Final

from entrenous.agents.coded import Coded


class Reason(Coded):
    """What the call is about, as the platform understood it. Sealed with the rest."""

    RIGHTS = "rights", "droits, ressources"
    WORK_STOP = "work_stop", "arrêt de travail, retour au travail"
    CARE = "care", "accès aux soins"
    MONEY = "money", "dettes, budget"
    HOUSING = "housing", "logement, énergie"
    FAMILY = "family", "famille, enfants"
    OTHER = "other", "autre"
    NOT_STATED = "not_stated", "non dit"


class Outcome(Coded):
    """What came of a call back."""

    REACHED = "reached", "la personne a été jointe"
    DECLINED = "declined", "jointe : elle ne souhaite pas de suite"
    NO_ANSWER = "no_answer", "pas de réponse"
    MESSAGE = "message", "message neutre laissé"
    WRONG_NUMBER = "wrong_number", "le numéro n’est pas le sien"
    GIVEN_UP = "given_up", "injoignable après plusieurs essais"


# The others leave the slip waiting for another try.
SETTLES: Final = frozenset(
    {Outcome.REACHED, Outcome.DECLINED, Outcome.WRONG_NUMBER, Outcome.GIVEN_UP}
)
