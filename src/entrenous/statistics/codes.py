"""Short lists of the published figures: which reports there are, and where a report stands."""

from enum import Enum, StrEnum


class Kind(StrEnum):
    """A report that people use."""

    ACTIVITY = "activity"
    MEANS = "means"
    BILL = "bill"
    FOLLOW_UP = "follow_up"

    @property
    def label(self) -> str:
        """Its name on the screen."""
        return _KINDS[self]

    @property
    def slug(self) -> str:
        """Its name in the names of files."""
        return _SLUGS[self]


_SLUGS = {
    Kind.ACTIVITY: "rapport-activite",
    Kind.MEANS: "indicateurs-de-moyens",
    Kind.BILL: "sollicitations-de-tiers",
    Kind.FOLLOW_UP: "apres-la-fin",
}
_KINDS = {
    Kind.ACTIVITY: "Rapport d’activité",
    Kind.MEANS: "Les douze indicateurs de moyens",
    Kind.BILL: "Ce que les tiers nous ont demandé",
    Kind.FOLLOW_UP: "Après la fin : ce que disent les formulaires",
}


class State(StrEnum):
    """Where a report stands."""

    ASKED = "asked"
    COMPUTING = "computing"
    RELEASED = "released"
    REFUSED = "refused"
    EMPTY = "empty"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """Its words on the screen."""
        return _STATES[self]


_STATES = {
    State.ASKED: "en attente du moteur",
    State.COMPUTING: "en cours de vérification",
    State.RELEASED: "publié",
    State.REFUSED: "refusé : des personnes pourraient être retrouvées",
    State.EMPTY: "rien n’a été compté dans cette période",
    State.FAILED: "le calcul s’est arrêté",
}
#: Asked again, these start again.
AGAIN = frozenset({State.REFUSED, State.EMPTY, State.FAILED})
#: The share of the progress that counting takes; the attack and its repairs are the rest.
READ_SHARE = 60
WAITING = frozenset({State.ASKED, State.COMPUTING})


class Question(Enum):
    """The six questions of the paper form: of the service, never of the person’s employment."""

    LISTENED = "q1", "J’ai pu dire ce que j’avais à dire."
    UNDERSTOOD = "q2", "On m’a expliqué ce qui était fait, et pourquoi."
    AGREED = "q3", "Rien n’a été dit à d’autres sans mon accord."
    WAITED = "q4", "J’ai eu une réponse dans un délai qui me convenait."
    HELPED = "q5", "Ce que nous avions prévu ensemble a été fait."
    AGAIN = "q6", "J’ai de nouveau besoin d’aide."

    def __init__(self, code: str, words: str) -> None:
        self.code = code
        self.words = words


ANSWERS = {"yes": "oui", "partly": "en partie", "no": "non", "NR": "sans réponse"}
#: What is typed by whoever was made to call, and how the order came.
ORDERS = {"written": "ordre écrit", "oral": "ordre oral"}
