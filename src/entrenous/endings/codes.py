"""Short code lists of an ending: how it was told, what she answered, where it stands."""

from typing import Final

from entrenous.agents.coded import Coded
from entrenous.dossiers.codes import EndingReason

#: Two attempts by two ways, then a letter, before an ending without news (02-practice §2.15).
ATTEMPTS: Final = 2
#: Nobody is left to tell, to object, or to ask.
UNTOLD: Final = frozenset({EndingReason.DEATH})


class Told(Coded):
    """How the person was told."""

    INTERVIEW = "interview", "en entretien, de vive voix"
    LETTER = "letter", "par une lettre, postée ou remise"
    KEPT = "kept", "par une lettre gardée au service, faute de pouvoir lui écrire sans risque"


class Outcome(Coded):
    """What was decided together after an objection."""

    GOES_ON = "goes_on", "l’accompagnement continue"
    ENDS = "ends", "la fin est maintenue, un nouveau délai commence"


class Later(Coded):
    """Whether she agrees to an anonymous questionnaire later. Asked once, never assumed."""

    NOT_ASKED = "not_asked", "pas demandé"
    YES = "yes", "oui"
    NO = "no", "non"


class Stage(Coded):
    """Where an ending stands on a day."""

    PROPOSED = "proposed", "proposée, à dire à la personne"
    WAITING = "waiting", "délai d’opposition en cours"
    OBJECTED = "objected", "suspendue : la personne s’y oppose"
    READY = "ready", "peut être prononcée"
    CLOSED = "closed", "terminée"
    GIVEN_UP = "given_up", "abandonnée"
