"""The short lists of retention, with the words of the trade."""

from entrenous.agents.coded import Coded


class Stage(Coded):
    """Where an ended dossier stands against the terms of its organisation."""

    ACTIVE = "active", "en base active"
    NEAR = "near", "terme proche"
    REACHED = "reached", "terme atteint"
    KEPT = "kept", "gardé plus longtemps"
    PROPOSED = "proposed", "destruction proposée"


class Reason(Coded):
    """Why a destruction is refused, in words for whoever asked for it."""

    OPEN = "open", "L’accompagnement n’est pas terminé : rien n’est détruit avant sa fin."
    EARLY = "early", "Le terme n’est pas atteint."
    KEPT = "kept", "Ce dossier est gardé plus longtemps, pour une raison écrite."
    COPY = "copy", "Une copie du dossier est demandée : répondez d’abord à la personne."
    THIRD_PARTY = "third", "Une sollicitation reliée n’a pas de réponse : traitez-la d’abord."
    QUORUM = "quorum", "Le dossier est demandé aux gardiens de secours : attendez la fin."
    HOUSEHOLD = "household", "Le dossier partage un foyer : séparez d’abord les dossiers."
    VISA = "visa", "Le visa de l’archiviste n’est pas inscrit."
    ALONE = "alone", "Une deuxième personne doit confirmer : pas celle qui a proposé."
    OVER = "over", "Cette proposition n’attend plus rien."
