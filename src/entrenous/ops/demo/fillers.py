"""The small contacts between two interviews: a call, a message, an appointment moved."""

from dataclasses import dataclass
from typing import Final

from entrenous.dossiers.codes import Doing, Mode


@dataclass(frozen=True, slots=True)
class Filler:
    """A short entry that may happen to anyone. Same slots as the situations."""

    mode: Mode
    doing: Doing
    minutes: int | None
    text: str
    decided: str = ""


_ANYWHERE: Final = (
    Filler(
        Mode.PHONE,
        Doing.CALL,
        8,
        "Appel de {nom} : un courrier est arrivé, lu ensemble au téléphone. Rien d’urgent.",
    ),
    Filler(
        Mode.PHONE,
        Doing.CALL,
        5,
        "{nom} demande à déplacer le rendez-vous de quelques jours.",
        "Rendez-vous déplacé de trois jours.",
    ),
    Filler(
        Mode.PHONE,
        Doing.CALL,
        6,
        "Rendez-vous non honoré la veille. {nom} rappelle : le car n’est pas passé.",
        "Nouveau rendez-vous fixé.",
    ),
    Filler(
        Mode.MESSAGE,
        Doing.CALL,
        None,
        "Message envoyé selon la consigne de contact, sans nom de service.",
    ),
    Filler(
        Mode.WALK_IN,
        Doing.CALL,
        10,
        "{nom} passe déposer les pièces demandées. Copies faites, originaux rendus.",
    ),
    Filler(
        Mode.PHONE,
        Doing.CALL,
        12,
        "{nom} appelle pour vérifier la liste des pièces. Il en manque une, la plus récente.",
        "Liste renvoyée, la pièce manquante soulignée.",
    ),
    Filler(
        Mode.THIRD_PARTY,
        Doing.INDIRECT,
        15,
        "Recherche de l’interlocuteur au bon guichet, trois appels, un numéro direct obtenu.",
    ),
    Filler(
        Mode.PHONE,
        Doing.CALL,
        7,
        "{nom} donne des nouvelles : rien n’a bougé, la lettre est bien partie.",
    ),
    Filler(
        Mode.LETTER,
        Doing.LETTER,
        10,
        "Confirmation du rendez-vous envoyée à l’adresse indiquée, sans motif.",
    ),
    Filler(
        Mode.PHONE,
        Doing.CALL,
        9,
        "{nom} souhaite relire ce qui a été écrit la dernière fois. Lu au téléphone, une date "
        "corrigée à sa demande.",
        "Date corrigée dans la note.",
    ),
)
_DEPARTEMENT: Final = (
    Filler(
        Mode.WALK_IN,
        Doing.AID,
        15,
        "{nom} passe à l’accueil : le versement a pris du retard. Chèques d’accompagnement remis.",
    ),
    Filler(
        Mode.THIRD_PARTY,
        Doing.REFERRAL,
        10,
        "Le partenaire confirme avoir reçu l’orientation et rappellera {nom} cette semaine.",
    ),
)


def fillers(organisation: str) -> tuple[Filler, ...]:
    """Those that may happen in an organisation, by its key."""
    return _ANYWHERE + (_DEPARTEMENT if organisation == "trois-rivieres" else ())
