"""The short lists of retention, with the words of the trade."""

from typing import Final

from entrenous.agents.coded import Coded

_NO_TERM: Final = (
    "L’organisation n’a pas écrit combien de mois un dossier reste en archive, ni pourquoi : le "
    "service juridique l’écrit dans « Durées »."
)
_NO_GROUP: Final = (
    "Le groupe « Archives » n’existe pas, ou n’est pas contresigné : une personne du service "
    "juridique le crée dans « Clés », « Groupes »."
)


class Stage(Coded):
    """Where an ended dossier stands against the terms of its organisation."""

    ACTIVE = "active", "en base active"
    NEAR = "near", "terme proche"
    REACHED = "reached", "terme atteint"
    KEPT = "kept", "gardé plus longtemps"
    PROPOSED = "proposed", "destruction proposée"
    ARCHIVED = "archived", "en archive intermédiaire"
    ARCHIVE_OVER = "archive_over", "archive échue"


class Reading(Coded):
    """Why an archived dossier is read (03-law §3: a written reason, few people)."""

    ACCESS = "access", "la personne demande l’accès à ce qui est écrit sur elle"
    DISPUTE = "dispute", "un recours ou un contentieux"
    JUSTICE = "justice", "une demande de la justice"
    DUTY = "duty", "une obligation prévue par un texte"
    SORTING = "sorting", "le tri avant la destruction"


class Reason(Coded):
    """Why a destruction or an archiving is refused, in words for whoever asked for it."""

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
    DANGER = "danger", "Un accès en cas de danger est ouvert : attendez sa fin."
    HANDED = "handed", "Ce dossier est en cours de transmission : terminez-la ou arrêtez-la."
    MEETING = "meeting", "Un rendez-vous est à venir : annulez-le ou attendez-le."
    IN_ARCHIVES = "in_archives", "La durée d’archive n’est pas écoulée."
    ARCHIVED = "archived", "Ce dossier est déjà en archive."
    PROPOSED = "proposed", "Sa destruction est proposée : retirez d’abord la proposition."
    NO_TERM = "no_term", _NO_TERM
    NO_GROUP = "no_group", _NO_GROUP
