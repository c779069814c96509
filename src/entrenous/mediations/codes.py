"""Short code lists of a mediation. Codes are frozen once used: they are inside sealed records."""

from entrenous.agents.coded import Coded


class StepKind(Coded):
    """What happened, on a day."""

    SAID = "said", "dit au tiers"
    HEARD = "heard", "réponse du tiers"
    RENEWED = "renewed", "mandat redonné par la personne"
    WITHDRAWN = "withdrawn", "mandat retiré par la personne"
    DONE = "done", "résultat noté"
    ENDED = "ended", "laissée à la fin de l’accompagnement"


class Outcome(Coded):
    """What came of it, in neutral words: what was obtained, never who is to blame."""

    AGREED = "agreed", "accord trouvé"
    PARTLY = "partly", "accord en partie"
    NOT_AGREED = "not_agreed", "pas d’accord"
    NO_ANSWER = "no_answer", "pas de réponse du tiers"
    OTHERWISE = "otherwise", "réglé autrement"
    STOPPED = "stopped", "arrêtée à la demande de la personne"


class Stage(Coded):
    """Where a mediation stands on a day. `state.stage` tells it from steps and agreements."""

    CURRENT = "current", "mandat en cours"
    AHEAD = "ahead", "mandat pas encore commencé"
    EXPIRED = "expired", "mandat arrivé à son terme"
    WITHDRAWN = "withdrawn", "mandat retiré"
    DONE = "done", "terminée"
    ENDED = "ended", "laissée à la fin de l’accompagnement"
