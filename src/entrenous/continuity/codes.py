"""The short lists of continuity, with the words a colleague would use."""

from typing import Final

from entrenous.agents.coded import Coded

# How far a cover may reach, and how long its cover may still leave a word afterwards.
MOST_COVER_DAYS: Final = 200
WORD_DAYS: Final = 14
# How long a request to join waits for an answer.
JOIN_DAYS: Final = 15


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


class CoverState(Coded):
    """Where a cover stands today."""

    PLANNED = "planned", "prévue"
    RUNNING = "running", "en cours"
    OVER = "over", "terminée"
    CANCELLED = "cancelled", "annulée"
