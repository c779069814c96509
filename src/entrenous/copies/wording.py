"""The sentences of a copy, the same in the PDF and in the JSON."""

from typing import Final

from entrenous.copies.codes import Category
from entrenous.copies.composing import Copy
from entrenous.copies.contents import KeptBack
from entrenous.law.typography import typeset
from entrenous.law.written_days import french_date

#: In every copy, whatever it holds: it tells nobody that something is deferred (ADR 0025).
DEFERRED: Final = typeset(
    "La loi peut demander qu’une information ne soit donnée que plus tard. Cette phrase est "
    "écrite dans toutes les copies : elle ne dit pas s’il y en a une dans ce dossier. "
    "Une information différée n’est ni remise ni listée ici ; elle l’est dès qu’elle est levée."
)
LAST_ONLY: Final = typeset(
    "Du plan, des coordonnées, des accords et des démarches, cette copie donne l’état actuel. Des "
    "écrits, elle donne aussi les versions corrigées depuis. Une réclamation est gardée à part du "
    "dossier : elle se demande à part."
)
RIGHTS: Final = tuple(
    typeset(each)
    for each in (
        "Vous pouvez demander qu’un écrit soit corrigé, ou y joindre votre remarque : elle est "
        "gardée avec l’écrit et montrée avec lui.",
        "Si une partie ne vous est pas remise, vous pouvez saisir la Commission d’accès aux "
        "documents administratifs (CADA) dans les deux mois, avant tout recours au tribunal.",
        "Vous pouvez aussi écrire à la CNIL, ou rencontrer une personne déléguée du Défenseur "
        "des droits. C’est gratuit.",
    )
)
NOTHING_KEPT: Final = typeset("Rien n’a été gardé : tout ce qui a été relu vous est remis.")
UNREADABLE: Final = "écrit abîmé, qui ne s’ouvre plus"


def title_of(copy: Copy) -> str:
    """The title of a copy."""
    return "Copie de votre dossier" if copy.is_hers else "Copie d’un dossier"


def kept_words(line: KeptBack) -> str:
    """One line of what was not given."""
    where = Category(line.category).label
    day = f", {french_date(line.on)}" if line.on else ""
    why = line.ground.label if line.ground else UNREADABLE
    if line.passages:
        count = "un passage" if line.passages == 1 else f"{line.passages} passages"
        return typeset(f"{where}{day} : {count}, {why}")
    return typeset(f"{where}{day} : {why}")
