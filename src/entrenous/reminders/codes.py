"""Short code lists of reminders: the way they go, what became of them."""

from entrenous.agents.coded import Coded


class Way(Coded):
    """How a reminder goes."""

    MAIL = "mail", "courriel"
    SMS = "sms", "SMS"


class State(Coded):
    """What became of a reminder. `sending` that stays so was interrupted: it is not sent again."""

    SENDING = "sending", "envoi interrompu"
    SENT = "sent", "envoyé"
    FAILED = "failed", "non parti"
    REHEARSED = "rehearsed", "essai, rien n’est parti"
