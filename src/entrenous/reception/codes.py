"""Short code lists of the front desk. They describe the contact and what was done, not the person.

Every list has « autre » or « non renseigné » where an answer can be missing.
"""

from enum import IntEnum
from typing import Final

from entrenous.agents.coded import Coded
from entrenous.dossiers.codes import Theme


class Channel(Coded):
    """How the request arrived."""

    WALK_IN = "walk_in", "sur place"
    PHONE = "phone", "téléphone"
    PLATFORM = "platform", "plateforme téléphonique"
    LETTER = "letter", "courrier"
    EMAIL = "email", "courriel"
    PARTNER = "partner", "partenaire"
    OUTREACH = "outreach", "aller-vers"
    ONLINE = "online", "demande en ligne"


class Origin(Coded):
    """Who thought of asking here (02-practice §3.2 E)."""

    PERSON = "person", "la personne ou un proche"
    PLATFORM = "platform", "accueil, plateforme"
    INTERNAL = "internal", "un service interne"
    HEALTH = "health", "santé"
    SCHOOL = "school", "école"
    WORK = "work", "emploi"
    LANDLORD = "landlord", "bailleur, énergie"
    ASSOCIATION = "association", "CCAS, association"
    JUSTICE = "justice", "justice, police"
    ELECTED = "elected", "élu"
    OUTREACH = "outreach", "aller-vers"
    NOT_STATED = "not_stated", "non renseigné"


class Urgency(IntEnum):
    """How soon someone must act. The sign that told it is not kept (00-decisions 26)."""

    NONE = 0
    THIS_WEEK = 1
    TODAY = 2
    NOW = 3

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _URGENCY_WORDS[self]


_URGENCY_WORDS: Final = {
    Urgency.NONE: "pas d’urgence dite",
    Urgency.THIS_WEEK: "dans la semaine",
    Urgency.TODAY: "aujourd’hui",
    Urgency.NOW: "tout de suite",
}


class Sign(Coded):
    """The fixed urgency grid. What is ticked gives a level and is then forgotten."""

    CHILD = "child", "un enfant est en danger"
    ADULT = "adult", "un adulte est en danger"
    LIFE = "life", "des mots de fin de vie, de suicide"
    SHELTER = "shelter", "pas d’abri ce soir"
    FOOD = "food", "rien à manger"
    ENERGY = "energy", "énergie coupée ou réduite"
    EVICTION = "eviction", "une date d’expulsion"
    RIGHTS = "rights", "fin de droits, plus de ressources"


LEVEL_OF: Final = {
    Sign.CHILD: Urgency.NOW,
    Sign.ADULT: Urgency.NOW,
    Sign.LIFE: Urgency.NOW,
    Sign.SHELTER: Urgency.TODAY,
    Sign.FOOD: Urgency.TODAY,
    Sign.ENERGY: Urgency.TODAY,
    Sign.EVICTION: Urgency.THIS_WEEK,
    Sign.RIGHTS: Urgency.THIS_WEEK,
}


class UrgencyAction(Coded):
    """What was done about it at the desk."""

    NONE = "none", "rien de particulier"
    DUTY = "duty", "permanence prévenue"
    EMERGENCY = "emergency", "secours appelés (15, 17, 18, 112, 114)"
    SHELTER = "shelter", "115 appelé avec la personne"
    CHILD_LINE = "child_line", "119 ou cellule enfance appelée"
    LEAD = "lead", "responsable prévenu ou prévenue"
    REFERENT = "referent", "référent ou référente prévenue"
    FOOD = "food", "aide alimentaire remise"


class Decision(Coded):
    """The one thing decided at the end of the first listening."""

    ANSWERED = "answered", "répondu sur place"
    APPOINTMENT = "appointment", "rendez-vous fixé"
    DUTY = "duty", "permanence, maintenant"
    OTHER_SERVICE = "other_service", "orientation vers un autre service"
    CALL_BACK = "call_back", "rappel promis"
    NO_SUITE = "no_suite", "sans suite"


CLOSING: Final = frozenset({Decision.ANSWERED, Decision.OTHER_SERVICE, Decision.NO_SUITE})


class NoSuite(Coded):
    """Why nothing follows."""

    LEFT = "left", "la personne est repartie"
    WITHDRAWN = "withdrawn", "la personne ne souhaite pas de suite"
    DUPLICATE = "duplicate", "demande déjà enregistrée"
    UNREACHABLE = "unreachable", "pas de moyen de répondre"
    OTHER = "other", "autre raison"


# `VIO` is never proposed at reception (00-decisions 26).
OFFERED_THEMES: Final = [(t.value, t.label) for t in Theme if t is not Theme.VIO]
MAX_THEMES: Final = 3


def level_of(signs: list[str]) -> Urgency:
    """The level of the most pressing sign; NONE when nothing was ticked."""
    return max((LEVEL_OF[Sign(s)] for s in signs), default=Urgency.NONE)
