"""Short code lists of a collective action. Frozen once used: they are inside sealed records."""

from typing import Final

from entrenous.agents.coded import Coded


class Question(Coded):
    """What participants are asked, on paper, without a name: the moment, never the person."""

    EXPECTED = "expected", "Ce moment a-t-il répondu à ce que vous attendiez ?"
    SPEAK = "speak", "Avez-vous pu dire ce que vous vouliez, ou choisir de ne rien dire ?"
    PRACTICAL = "practical", "Le lieu et l’horaire vous convenaient-ils ?"
    USEFUL = "useful", "Repartez-vous avec quelque chose d’utile pour vous ?"
    AGAIN = "again", "Souhaitez-vous que cela continue, ou recommence ?"


class Answer(Coded):
    """The four answers of each question. Nothing ticked is « sans réponse », and is counted."""

    YES = "yes", "oui"
    PARTLY = "partly", "en partie"
    NO = "no", "non"
    UNSAID = "unsaid", "sans réponse"


MOST_PEOPLE: Final = 500
MOST_THEMES: Final = 3
