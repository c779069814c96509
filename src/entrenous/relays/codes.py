"""Short code lists of a relay. Codes are frozen once used: they are inside sealed records."""

from typing import Final

from entrenous.agents.coded import Coded


class Means(Coded):
    """How the partner is reached. Accompanied: the service goes, or calls, with the person."""

    LETTER = "letter", "par courrier"
    PHONE = "phone", "par téléphone"
    ACCOMPANIED = "accompanied", "en accompagnant la personne"


class StepKind(Coded):
    """What happened to a relay, on a day."""

    SENT = "sent", "transmise"
    REMINDED = "reminded", "rappelée au partenaire"
    ACKNOWLEDGED = "acknowledged", "reçue par le partenaire"
    ACCEPTED = "accepted", "acceptée par le partenaire"
    REFUSED = "refused", "refusée par le partenaire"
    TAKEN_UP = "taken_up", "commencée chez le partenaire"
    CAME_BACK = "came_back", "revenue au service"
    WITHDRAWN = "withdrawn", "accord retiré par la personne"
    CLOSED = "closed", "refermée par le service"
    ENDED = "ended", "laissée à la fin de l’accompagnement"


class Stage(Coded):
    """Where a relay stands, in words. `state.stage` tells it from the steps."""

    PREPARED = "prepared", "à transmettre"
    AWAITED = "awaited", "réponse attendue"
    ACKNOWLEDGED = "acknowledged", "reçue, décision attendue"
    ACCEPTED = "accepted", "acceptée"
    TAKEN_UP = "taken_up", "commencée chez le partenaire"
    REFUSED = "refused", "refusée"
    CAME_BACK = "came_back", "revenue au service"
    WITHDRAWN = "withdrawn", "accord retiré"
    CLOSED = "closed", "refermée"


#: Steps that a partner's word makes.
HEARD: Final = (
    StepKind.ACKNOWLEDGED,
    StepKind.ACCEPTED,
    StepKind.REFUSED,
    StepKind.TAKEN_UP,
    StepKind.CAME_BACK,
)
