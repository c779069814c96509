"""The letters around an answer: what a partner promised, what the legal desk receives."""

from entrenous.law import Basis, vocabulary
from entrenous.law.typography import typeset
from entrenous.law.written_days import french_date

from .citing import as_cited, may_quote
from .drafts import Case, Draft, item_labels, texts
from .model import Block


def reminder(case: Case) -> Draft:
    """What was promised has not come; no blame, the letters may have crossed."""
    promise = case.particulars.promise
    if promise is None:
        raise ValueError("reminder: a promise")
    said = f" le {french_date(promise.promised_on)}" if promise.promised_on else ""
    by = f", au plus tard le {french_date(promise.due_on)}" if promise.due_on else ""
    return Draft(
        "Votre réponse attendue",
        texts(
            f"Vous nous aviez annoncé{said} l’envoi suivant{by} : {promise.what}.",
            "Sauf erreur de notre part, nous ne l’avons pas reçu. Merci de nous dire quand il"
            " pourra nous parvenir, ou ce qui l’empêche.",
            "Si votre envoi a croisé cette lettre, merci de ne pas en tenir compte.",
        ),
    )


def transfer_slip(case: Case) -> Draft:
    """An inner document: who asks, what, what is missing, by when; nothing from any file."""
    pairs = tuple((label, typeset(value)) for label, value in _rows(case) if value)
    return Draft(
        "Transmission d’une sollicitation au service juridique",
        (
            *texts("La sollicitation jointe relève d’une réponse de l’institution."),
            Block("pairs", pairs=pairs),
            *texts(
                "Pièce jointe : le courrier reçu. Ce bordereau ne contient rien d’un dossier, et ne"
                " dit pas si la personne est connue du service."
            ),
        ),
        closing="",
        greeting="",
    )


def _rows(case: Case) -> tuple[tuple[str, str], ...]:
    verdict, told = case.verdict, case.particulars
    evidence = vocabulary().evidence
    asked = {*verdict.give, *(each.item for each in verdict.withhold)}
    return (
        ("Demandeur", told.requester),
        ("Courrier du", french_date(told.letter_on) if told.letter_on else ""),
        ("Reçu le", french_date(told.received_on) if told.received_on else ""),
        ("Échéance", french_date(verdict.due_on) if verdict.due_on else ""),
        ("Éléments demandés", item_labels(asked)),
        ("Ce qui manque", " ; ".join(evidence[code] for code in verdict.missing)),
        ("Textes de la base", " ; ".join(_marked(each, case) for each in verdict.basis)),
    )


def _marked(basis: Basis, case: Case) -> str:
    if may_quote(basis, case.confirmed):
        return as_cited(basis)
    return f"{as_cited(basis)} (à vérifier)"
