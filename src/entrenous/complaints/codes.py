"""Short code lists of a complaint. Codes are frozen once used: they are inside sealed records."""

from entrenous.agents.coded import Coded


class Wish(Coded):
    """What the person asks for."""

    CHANGE = "change", "une autre personne référente"
    COMPLAINT = "complaint", "une réponse à une réclamation"
    BOTH = "both", "les deux"


class ReplyBy(Coded):
    """How she wants to be answered."""

    IN_PERSON = "in_person", "au service, de vive voix"
    PHONE = "phone", "au téléphone"
    LETTER = "letter", "par courrier"


class Outcome(Coded):
    """What was decided, in neutral words. `KEPT` is never without its reasons."""

    CHANGED = "changed", "changement de référente ou référent"
    MEDIATION = "mediation", "rencontre avec une tierce personne"
    KEPT = "kept", "pas de changement, avec les raisons"
    ANSWERED = "answered", "réponse donnée"
    WITHDRAWN = "withdrawn", "retirée par la personne"
