"""The words of the pages: the title of each step, and how an answer is said."""

from typing import Final

from entrenous.law import Answer
from entrenous.law.typography import typeset

#: Step → title, and what it is for.
TITLES: Final = {
    "who": ("Qui demande ?", ""),
    "requester": ("Plus précisément ?", ""),
    "how": ("Comment et quand ?", ""),
    "what": (
        "Que demande-t-on exactement ?",
        "Ce qui est demandé, pas ce que vous voudriez répondre.",
    ),
    "proofs": (
        "Qu’avez-vous sous les yeux ?",
        "Une pièce annoncée mais pas montrée n’ouvre rien : dites-le, elle sera demandée.",
    ),
    "agreement": ("La personne a donné son accord : pour quoi ?", ""),
    "situation": ("Ce que vous savez de la situation", ""),
    "check": ("Vérifiez avant de demander la réponse", ""),
}
ANSWERED_BY: Final = {
    "institution": "L’institution répond : service juridique, délégué à la protection des données"
    " ou direction. Ce n’est pas à vous de répondre.",
    "referent": "Le ou la référente répond, avec relecture du responsable.",
    "person": "La personne répond elle-même, si elle le souhaite.",
    "agent": "Vous, l’agent sollicité.",
}
INFORM: Final = {
    "before": "Dites à la personne, avant la réponse, ce qui va être donné et à qui.",
    "after": "Dites à la personne, après la réponse, ce qui a été demandé et répondu.",
    "embargo": typeset(
        "Information différée : ne dites rien à la personne avant la levée écrite du service"
        " juridique."
    ),
    "none": "Pas d’information individuelle de la personne.",
}
GIVEN: Final = {
    "must": "La loi oblige à le donner, et rien de plus.",
    "may": "La loi permet de le donner, sans y obliger.",
    "agreement": "La personne a donné son accord, et la règle le permet.",
    "no": "",
}
FREE_WORDS: Final = (
    "Cet élément n’est dans aucune liste : il est gardé, et une personne décide par écrit."
)
_UNKNOWN: Final = (
    "Ne donnez rien : une personne décide",
    "Aucune règle ne correspond à ce demandeur, ou à cette date.",
    "ambre",
    "hand",
)
_STOP: Final = (
    "Arrêtez-vous : adresse protégée",
    "Rien de ce qui permet de retrouver la personne ne part sans décision écrite du service"
    " juridique.",
    "rouge",
    "octagon-x",
)
_NOT_YET: Final = (
    "Ne donnez rien pour l’instant",
    "Il manque une pièce : demandez-la d’abord.",
    "ambre",
    "hourglass",
)
_OPEN: Final = {
    "must": (
        "Répondez, à ces éléments seulement",
        "La loi oblige à répondre dans cette limite.",
        "petrole",
        "scale",
    ),
    "may": (
        "Vous pouvez donner ces éléments, et eux seuls",
        "La loi le permet, sans y obliger.",
        "petrole",
        "scale",
    ),
    "agreement": (
        "Avec l’accord de la personne, ces éléments seulement",
        "Sans son accord, rien.",
        "vert",
        "handshake",
    ),
}
_BY_INSTITUTION: Final = (
    "L’institution répond, avec ces éléments seulement",
    "Transmettez-lui la demande : vous ne donnez rien vous-même.",
    "petrole",
    "scale",
)
_CLOSED: Final = {
    "must": (
        "La loi oblige à répondre, mais rien de ce qui est demandé n’est à donner",
        "Répondez par écrit, sans aucun des éléments demandés.",
        "ambre",
        "shield",
    ),
    "agreement": (
        "Ne donnez rien sans l’accord de la personne",
        "Elle choisit, élément par élément.",
        "ambre",
        "handshake",
    ),
}
_NOTHING: Final = (
    "Ne donnez rien",
    "Aucun texte n’oblige ni ne permet de donner ce qui est demandé.",
    "prune",
    "shield",
)


def headline(answer: Answer) -> tuple[str, str, str, str]:
    """Title, sentence, tone and icon of an answer: what to do now."""
    found = _headline(answer)
    return typeset(found[0]), typeset(found[1]), found[2], found[3]


def _headline(answer: Answer) -> tuple[str, str, str, str]:
    if answer.rule is None:
        return _UNKNOWN
    if answer.human_stop and any(each.why == "protected" for each in answer.withhold):
        return _STOP
    if answer.missing:
        return _NOT_YET
    if answer.give:
        by_institution = answer.answered_by == "institution"
        return _BY_INSTITUTION if by_institution else _OPEN[answer.status]
    return _CLOSED.get(answer.status, _NOTHING)
