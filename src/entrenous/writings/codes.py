"""Short code lists of our own writings. They describe the writing, never the person."""

from typing import Final

from entrenous.agents.coded import Coded


class Kind(Coded):
    """What is written."""

    REPORT = "report", "rapport social"
    NOTE = "note", "note sociale"
    ATTESTATION = "attestation", "attestation"
    CONCERN = "concern", "information préoccupante"
    ALERT = "alert", "alerte ou signalement"


# The person does not read of them before the legal desk says so (00-decisions 22).
APART: Final = (Kind.CONCERN, Kind.ALERT)


class Part(Coded):
    """What an alert is made of, when the rule names no item: facts first, nothing beyond them."""

    FACTS = "facts", "faits constatés, avec leurs dates"
    SAID = "said", "propos, entre guillemets"
    CONTEXT = "context", "contexte utile"
    HELPS = "helps", "aides en cours"
    TOLD = "told", "ce qui a été dit aux parents ou à la personne, et quand"


class Way(Coded):
    """How it left."""

    LETTER = "letter", "courrier"
    EMAIL = "email", "courriel"
    PORTAL = "portal", "téléservice"
    HAND = "hand", "remis en main propre"
    PERSON = "person", "remis à la personne, qui le transmet"


class State(Coded):
    """Where a writing stands."""

    DRAFT = "draft", "brouillon"
    READ = "read", "relu avec la personne"
    SENT = "sent", "envoyé"
