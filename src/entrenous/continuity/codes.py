"""The short lists of continuity, with the words a colleague would use."""

from typing import Final

from entrenous.agents.coded import Coded

# How far a cover may reach, and how long its cover may still leave a word afterwards.
MOST_COVER_DAYS: Final = 200
WORD_DAYS: Final = 14
# How long a request to join waits for an answer.
JOIN_DAYS: Final = 15
# How long a second agent has to confirm, how long the access lasts, how soon others are told.
CONFIRM_HOURS: Final = 2
DANGER_HOURS: Final = 12
NOTICE_HOURS: Final = 24


class Scope(Coded):
    """What a cover is given."""

    DATES = "dates", "les échéances et les prochains rendez-vous seulement"
    WHOLE = "whole", "le dossier entier"


class Told(Coded):
    """How a person was told."""

    TALK = "talk", "dit de vive voix"
    HAND = "hand", "remis en main propre"
    LETTER = "letter", "envoyé par courrier"
    IMPOSSIBLE = "impossible", "pas pu être dit : plus de moyen sûr de la joindre"


class JoinDecision(Coded):
    """What became of a request to join."""

    ACCEPTED = "accepted", "acceptée"
    REFUSED = "refused", "refusée"
    WITHDRAWN = "withdrawn", "retirée"


class Side(Coded):
    """Which half of what is read in danger a group holds."""

    DUTY = "duty", "la permanence"
    LEAD = "lead", "les responsables ou le service juridique"


class DangerDecision(Coded):
    """What the second agent said of an access, or its asker."""

    CONFIRMED = "confirmed", "confirmé"
    REFUSED = "refused", "refusé"
    WITHDRAWN = "withdrawn", "retiré"


class DangerState(Coded):
    """Where an access stands now."""

    WAITING = "waiting", "attend la confirmation"
    OPEN = "open", "ouvert"
    LAPSED = "lapsed", "éteint sans confirmation"
    OVER = "over", "terminé"
    REFUSED = "refused", "refusé ou retiré"


class CoverState(Coded):
    """Where a cover stands today."""

    PLANNED = "planned", "prévue"
    RUNNING = "running", "en cours"
    OVER = "over", "terminée"
    CANCELLED = "cancelled", "annulée"
