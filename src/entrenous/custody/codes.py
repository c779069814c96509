"""The short lists of the custodians' ceremony, with the words a colleague would use."""

from typing import Final

from entrenous.agents.coded import Coded
from entrenous.vault.quorum_files import Ground
from entrenous.vault.quorum_words import GROUNDS

# A rehearsal has its own page.
ASKED_FOR: Final = tuple((g.value, GROUNDS[g].capitalize()) for g in Ground if g != "rehearsal")


class Keeps(Coded):
    """What a custodian keeps."""

    SHARE = "share", "une part de la clé"
    PIECE = "piece", "la pièce de procédure"


class Audience(Coded):
    """Who is told that dossiers are to be opened again."""

    REFERENT = "referent", "la personne qui suivait les dossiers"
    DPO = "dpo", "la personne déléguée à la protection des données"
    PERSON = "person", "la personne accompagnée"


class Way(Coded):
    """How a notice was given."""

    HAND = "hand", "remis en main propre"
    LETTER = "letter", "envoyé par courrier"
    TALK = "talk", "dit de vive voix"
    IMPOSSIBLE = "impossible", "impossible : décès, ou plus d’adresse connue"


class State(Coded):
    """Where a ceremony stands."""

    NOTICES = "notices", "avis à donner"
    DELAY = "delay", "délai en cours"
    READY = "ready", "peut se tenir"
    DONE = "done", "terminée"
    WITHDRAWN = "withdrawn", "retirée"
