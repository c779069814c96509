"""Who will read a message left at reception, in words: before it is written, and once left."""

from typing import Final

from entrenous.agents.models import Agent
from entrenous.desk.standing_in import Reach
from entrenous.web.common.templatetags.look import jour_long

_TELL: Final = "Si cela ne peut pas attendre, dites-le à votre responsable."
_PROMISE: Final = (
    "Si cela ne peut pas attendre, promettez un rappel avec son heure : il sera dans la file de "
    "l’accueil, et quelqu’un d’autre pourra le reprendre. Un jour sans heure n’y est pas. Ou "
    "dites-le à votre responsable."
)


def absence(reach: Reach) -> str:
    """« Camille Fictif n’est pas là jusqu’au 27 novembre 2026 compris »; "" when she is there."""
    name = reach.referent.display_name
    if not reach.is_away:
        return ""
    if reach.until is None:
        return f"{name} n’est plus dans le service"
    return f"{name} n’est pas là jusqu’au {jour_long(reach.until)} compris"


def who_reads(reach: Reach) -> str:
    """Who opens it today, who only learns that it waits, and from when it is read otherwise."""
    if not reach.is_away:
        return f"{reach.referent.display_name} le lira à sa prochaine ouverture."
    if reach.readers:
        return f"Relève assurée par {_names(reach.readers)}, qui lira ce message."
    if reach.told:
        return (
            f"Relève assurée par {_names(reach.told)}, sans la clé de ce dossier : sa journée "
            "dira qu’un message attend, mais pas ce qu’il dit."
        )
    if reach.until is None:
        return "Personne ne relève : ce message attendra qui reprendra ce dossier."
    return "Personne ne relève : ce message attendra son retour."


def advice(reach: Reach, *, may_promise: bool) -> str:
    """What to do when nobody who is there opens it; "" when someone does."""
    if reach.is_read:
        return ""
    return _PROMISE if may_promise else _TELL


def once_left(reach: Reach, *, promised: bool) -> str:
    """What became of it, for who has just left it."""
    said = ["Le message est remis, scellé."]
    if reach.is_away:
        said.append(f"{absence(reach)}.")
    if promised:
        said.append("Le rappel promis est dans la file de l’accueil.")
    said.append(who_reads(reach))
    if not reach.is_read and not promised:
        said.append(_TELL)
    return " ".join(said)


def _names(agents: tuple[Agent, ...]) -> str:
    return " et ".join(agent.display_name for agent in agents)
