"""The short lists of a handover, with the words a colleague would use."""

from entrenous.agents.coded import Coded


class Way(Coded):
    """How the person was told who takes over."""

    TALK = "talk", "de vive voix"
    PHONE = "phone", "par téléphone"
    LETTER = "letter", "par courrier"


class NotTold(Coded):
    """Why the person does not know yet. Whoever takes over tells her first."""

    UNREACHED = "unreached", "elle n’a pas pu être jointe"
    UNSAFE = "unsafe", "la joindre n’est pas sûr en ce moment"
    NO_TIME = "no_time", "le temps a manqué avant le départ"
    OTHER = "other", "autre raison"


class State(Coded):
    """Where one dossier of a batch stands."""

    WAITING = "waiting", "à transmettre"
    DONE = "done", "transmis"
    REFUSED = "refused", "non transmis"


class Refusal(Coded):
    """Why a dossier was left where it was."""

    DAMAGED = "damaged", "Une partie du dossier est abîmée : faites d’abord le constat."
    BESIDE = (
        "beside",
        "Ce qui est relié au dossier (foyer ou sollicitation) est abîmé : faites d’abord le "
        "constat.",
    )
    GONE = "gone", "Vous n’en êtes plus la personne référente."
    MERGED = "merged", "Il a été réuni à un autre dossier."
    ALREADY = "already", "La personne choisie le suit déjà."
