"""The sentences that several letters share, and how a proof is asked for in a letter."""

from entrenous.law.written_days import french_date

from .particulars import Particulars

SAME_FOR_ALL = (
    "Cette réponse ne dit pas si la personne est connue de notre service :"
    " elle est la même quelle que soit la personne."
)
APPOINTMENT = "Nous proposons un rendez-vous à toute personne qui se présente."
CLOSING = "Nous vous prions d’agréer, {greeting}, l’expression de nos salutations distinguées."
CLOSING_TO_ELECTED = (
    "Nous vous prions d’agréer, {greeting}, l’expression de notre considération distinguée."
)
CLOSING_OF_A_PERSON = (
    "Je vous prie d’agréer, {greeting}, l’expression de mes salutations distinguées."
)
#: How the kept fact is named to whoever asks: its label in the base would admit it.
KNOWN = "le fait qu’une personne soit connue ou non de notre service"

#: The same proofs as the vocabulary, in the words of a letter to whoever must show them.
EVIDENCE = {
    "ecrit": "votre demande par écrit",
    "identite_qualite": "votre identité et votre qualité, avec un moyen de les vérifier",
    "article_cite": "l’article de loi sur lequel vous vous fondez",
    "finalite": "la finalité de votre demande",
    "titre_executoire": "la référence du titre exécutoire, avec sa copie",
    "decision_saisie_conservatoire": (
        "la copie de la décision autorisant une saisie conservatoire bancaire"
    ),
    "requisition_ecrite": (
        "la réquisition écrite, avec le numéro de procédure et les pièces visées"
    ),
    "autorisation_procureur": "la mention de l’autorisation du procureur",
    "commission_rogatoire": "la copie de la commission rogatoire",
    "titre_perquisition": (
        "le titre de la perquisition et la qualité du magistrat ou de l’officier"
    ),
    "ordonnance": "la copie de l’ordonnance du juge",
    "mandat_judiciaire": "la copie du mandat judiciaire",
    "citation": "la copie de la citation",
    "convocation": "la copie de la convocation",
    "agrement": "la justification de votre agrément ou de votre assermentation",
    "habilitation": "votre habilitation nominative",
    "saisine_instructeur": "la saisine par l’instructeur, avec son nom et sa qualité",
    "saisine_prefet": "la saisine par le préfet",
    "saisine_personne": "la saisine par la personne elle-même",
    "rappel_verifie": "un numéro que nous pouvons vérifier pour vous rappeler",
    "ordre_de_mission": "votre ordre ou lettre de mission",
    "convention": "la convention applicable",
    "designation_coordonnateur": "la désignation d’un coordonnateur",
    "mandat_personne": "le mandat écrit de la personne",
    "accord_signe": "l’accord signé de la personne, élément par élément",
    "jugement_tutelle": "la copie du jugement de tutelle",
    "autorite_parentale": "la preuve de l’autorité parentale",
    "qualite_ayant_droit": "la preuve de la qualité d’ayant droit",
}


def their_request(particulars: Particulars) -> str:
    """« votre demande du 20 novembre 2026 », or as much of it as is known."""
    if particulars.letter_on:
        return f"votre demande du {french_date(particulars.letter_on)}"
    if particulars.received_on:
        return f"votre demande reçue le {french_date(particulars.received_on)}"
    return "votre demande"


def received(particulars: Particulars) -> str:
    """The first sentence of an answer."""
    if particulars.letter_on and particulars.received_on:
        on = french_date(particulars.received_on)
        return f"Nous avons reçu le {on} {their_request(particulars)}."
    if particulars.received_on:
        return f"Nous avons reçu votre demande le {french_date(particulars.received_on)}."
    return f"Nous avons reçu {their_request(particulars)}."


def capital(text: str) -> str:
    """The first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]
