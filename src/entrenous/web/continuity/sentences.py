"""The sentences of what continuity refuses: what to do, without saying more than is known."""

from typing import Final

from entrenous.continuity import errors
from entrenous.dossiers.sharing import AlreadyHolder
from entrenous.keyring.certificates import NotCertified
from entrenous.keyring.errors import Damaged

_SENTENCES: Final[dict[type[Exception], str]] = {
    errors.NothingChosen: "Cochez au moins un dossier.",
    errors.NotYours: "Un de ces dossiers n’est plus suivi par vous : rechargez la page.",
    errors.BadCover: "Cette personne ne peut pas recevoir de clés : choisissez une collègue ou un "
    "collègue en poste, aux clés certifiées.",
    errors.SameName: "La personne accompagnée porte le nom de la collègue ou du collègue. Son "
    "propre dossier ne peut pas lui être confié : retirez-le, ou choisissez quelqu’un d’autre.",
    errors.Over: "C’est déjà terminé ou annulé : rien n’a changé.",
    errors.NoSheet: "Aucune fiche d’urgence à ce numéro. Vérifiez-le avec qui vous l’a donné ; "
    "s’il est juste, ce dossier n’a pas de fiche.",
    errors.NotOneOfTwo: "Il faut deux agents : l’un de la permanence, l’autre responsable ou du "
    "service juridique, de la même circonscription. Choisissez quelqu’un de l’autre côté.",
    errors.AlreadyHeld: "Vous tenez déjà ce dossier : ouvrez-le depuis votre liste.",
    errors.PersonNotAsked: "Personne n’entre dans un dossier sans que la personne ait dit oui.",
    AlreadyHolder: "Cette personne tient déjà la clé de ce dossier : rien n’a changé.",
    NotCertified: "Les clés de cette personne ne sont pas certifiées aujourd’hui : prévenez votre "
    "responsable.",
    Damaged: "Un écrit de ce dossier manque ou a été modifié : ouvrez le dossier et faites le "
    "constat, puis recommencez.",
}
REFUSED: Final[tuple[type[Exception], ...]] = tuple(_SENTENCES)


def sentence(refused: Exception) -> str:
    """What to do about a refusal."""
    return _SENTENCES[type(refused)]
