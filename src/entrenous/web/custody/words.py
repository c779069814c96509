"""Who sees these pages, and the sentences of their refusals."""

from typing import Final

from entrenous.agents.models import Function
from entrenous.custody import errors
from entrenous.custody.renewing import CeremonyUnderWay
from entrenous.vault.quorum_request import Refused
from entrenous.vault.quorum_words import REFUSALS

ASKS: Final = (Function.Kind.TEAM_LEAD, Function.Kind.LEGAL_DESK)
IN_CHARGE: Final = (*ASKS, Function.Kind.ADMINISTRATOR)
HOLDS: Final = (Function.Kind.SOCIAL_WORKER, Function.Kind.RECEPTION, *ASKS)
EVERYONE: Final = (*HOLDS, Function.Kind.ADMINISTRATOR)

_SENTENCES: Final[dict[type[Exception], str]] = {
    errors.NothingChosen: "Cochez au moins un dossier.",
    errors.NotYours: "Un de ces dossiers n’est plus de votre ressort : rechargez la page.",
    errors.AlreadyAsked: "Un de ces dossiers est déjà dans une demande en cours : attendez son "
    "résultat, ou retirez-la.",
    errors.BadRecipient: "Cette personne ne peut pas recevoir de clés : choisissez une collègue ou "
    "un collègue en poste, aux clés certifiées, autre que vous.",
    errors.NoticesDue: "Notez d’abord les avis donnés à la personne qui suivait les dossiers et à "
    "la personne déléguée à la protection des données.",
    errors.Over: "Cette demande est déjà terminée ou retirée : rien n’a changé.",
    errors.NotAnchored: "Le journal ne contient pas cette demande sous un point de contrôle signé. "
    "Rien n’est repris : prévenez l’administration technique et le service juridique.",
    CeremonyUnderWay: "Une demande aux gardiens attend son résultat : terminez-la ou retirez-la "
    "avant de changer la clé.",
}
REFUSED: Final[tuple[type[Exception], ...]] = (*_SENTENCES, Refused)


def sentence(refused: Exception) -> str:
    """What to do about a refusal."""
    if isinstance(refused, Refused):
        return REFUSALS[refused.why]
    return _SENTENCES[type(refused)]
