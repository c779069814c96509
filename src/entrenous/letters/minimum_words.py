"""The sentences of the letters about what must be left: in the first person, without a threat."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from entrenous.law.written_days import french_date
from entrenous.rights import ProtectedBalance, Resource, Seizure, Stated
from entrenous.rights.amounts import euros

from .drafts import texts
from .model import Block
from .words import capital

BANK_SUBJECT: Final = "Saisie de mon compte : la somme à laisser à ma disposition"
FEES_SUBJECT: Final = "Frais d’incident sur mon compte"
CREDITOR_SUBJECT: Final = "Ce qui peut être saisi sur mes ressources"
EMPLOYER_SUBJECT: Final = "Retenue sur mon salaire"
COLLECTOR_SUBJECT: Final = "Votre relance"

NOTHING_MORE: Final = (
    "Une saisie a déjà laissé cette somme depuis moins d’un mois : la banque ne doit rien de plus."
    " Si des ressources insaisissables arrivent sur ce compte, indiquez lesquelles."
)
ALL_WAS_LEFT: Final = (
    "La banque a laissé ce qu’elle devait : cette lettre n’a pas d’objet. Vérifiez le montant."
)
NOTHING_TO_SAY: Final = "Indiquez un revenu à calculer, ou au moins une ressource insaisissable."
WITHIN_THE_SCALE: Final = (
    "Cette retenue ne dépasse pas la part saisissable : cette lettre n’a pas d’objet. Vérifiez le"
    " montant, le revenu et les personnes à charge."
)
FEES_ABOVE: Final = (
    "Je vous demande de me rendre ce qui dépasse les plafonds, dès réception de cette lettre."
)
CALLED: Final = "Vous m’appelez, ou vous vous présentez chez moi, de façon répétée."
ASKED_ABOUT_FEES: Final = Block(
    "list",
    lines=(
        "le détail de ces frais, opération par opération ;",
        "les plafonds que vous m’appliquez, par opération et par mois ;",
        "si vous considérez que ma situation financière est fragile, et, sinon, pourquoi.",
    ),
)


def seized(on: date | None) -> str:
    """The first sentence to the bank."""
    return f"Mon compte a été saisi le {french_date(on)}." if on else "Mon compte a été saisi."


def protected(found: ProtectedBalance, left: Decimal | None) -> tuple[Block, ...]:
    """What had to stay, what stayed, what is missing. Nothing when it was left already."""
    if not found.protected:
        return ()
    rows = [
        ("Solde de mes comptes, le jour de la saisie", euros(found.balance)),
        ("Somme à laisser à ma disposition", euros(found.protected)),
    ]
    asked = (
        "Merci de me confirmer par écrit que cette somme est restée à ma disposition ; à défaut,"
        " de l’y remettre dès réception de cette lettre."
    )
    if left is not None and left < found.protected:
        rows += [
            ("Somme laissée", euros(left)),
            ("Ce qui manque", euros(found.protected - left)),
        ]
        asked = (
            "Je vous demande de remettre ce qui manque à ma disposition dès réception de cette"
            " lettre, et de m’écrire le détail de votre calcul."
        )
    return (
        *texts(
            "Dans la limite du solde de mes comptes le jour de la saisie, une somme doit rester à"
            " ma disposition sans que j’aie à la demander. Elle est égale au RSA d’une personne"
            f" seule : {euros(found.ceiling)} au {french_date(found.sources.on)}."
        ),
        Block("pairs", pairs=tuple(rows)),
        *texts(asked),
    )


def paid_in(resources: Sequence[Resource]) -> tuple[Block, ...]:
    """What is paid on the seized account and follows the money there (CPCE, R112-5)."""
    if not resources:
        return ()
    return (
        *texts("Ce compte reçoit aussi des sommes qui ne peuvent pas être saisies :"),
        _listed(resources),
        *texts(
            "Elles restent insaisissables une fois sur le compte. Je demande qu’elles soient mises"
            " à ma disposition, et je joins les justificatifs de leur versement."
        ),
    )


def claimed(amount: Decimal | None) -> str:
    """The first sentence to a creditor."""
    return f"Vous me demandez de payer {euros(amount) if amount is not None else 'une somme'}."


def seizable_part(found: Seizure, *, says_income: bool) -> tuple[Block, ...]:
    """What may be taken each month; with what is left, anyone could reckon her income."""
    if not found.seizable:
        return texts(
            f"Au {french_date(found.sources.on)}, rien ne peut être saisi sur mes revenus."
        )
    scale = _scale(found)
    rows = [("Part saisissable, par mois, au plus", euros(found.seizable))]
    if says_income:
        rows = [
            ("Mes revenus nets du mois", euros(found.net)),
            *rows,
            ("Ce qui doit me rester", euros(found.left)),
        ]
    return (
        *texts(f"{scale}, la part de mes revenus qui peut être saisie chaque mois est limitée :"),
        Block("pairs", pairs=tuple(rows)),
        *texts(
            f"Aucune saisie ne peut me laisser moins de {euros(found.floor)} par mois, le RSA d’une"
            " personne seule."
        ),
    )


def unseizable_resources(resources: Sequence[Resource]) -> tuple[Block, ...]:
    """Those that she receives and that nobody may seize."""
    if not resources:
        return ()
    return (*texts("Ces ressources ne peuvent pas être saisies :"), _listed(resources))


def asked_of_a_creditor(offer: Decimal | None) -> tuple[Block, ...]:
    """The detail, the title, and what she can pay if she says so."""
    return texts(
        "Merci de m’adresser par écrit le détail de la somme demandée, et la copie du titre"
        " exécutoire s’il en existe un.",
        f"Je peux verser {euros(offer)} par mois." if offer else "",
    )


def withheld(amount: Decimal | None, paid_on: date | None) -> str:
    """The first sentence to an employer."""
    pay = f"ma paie du {french_date(paid_on)}" if paid_on else "mon salaire"
    if amount is None:
        return f"Une retenue est faite sur {pay}."
    return f"Une retenue de {euros(amount)} a été faite sur {pay}."


def scale(found: Seizure, dependants: int) -> tuple[Block, ...]:
    """The reckoning, line by line: the employer must be able to do it again."""
    whole = ", tous payeurs confondus" if found.payers > 1 else ""
    rows = [(f"Revenu net du mois{whole}", euros(found.net))]
    if found.brackets:
        rows.append(("Personnes à charge", str(dependants)))
    rows += [
        ("Ce qui peut être retenu, au plus", euros(found.seizable)),
        ("Ce qui doit me rester", euros(found.left)),
    ]
    said = (
        f"{_scale(found)} :"
        if found.brackets
        else "La créance est une pension alimentaire : tout peut être retenu, sauf"
        f" {euros(found.floor)} par mois, le RSA d’une personne seule."
    )
    return (*texts(said), Block("pairs", pairs=tuple(rows)))


def asked_of_an_employer(
    found: Seizure, amount: Decimal | None, dependants: int
) -> tuple[Block, ...]:
    """What is above is given back, the next ones are corrected, the reckoning is written."""
    above = (
        "Merci de m’écrire le détail du calcul, et de me rendre ce qui dépasserait."
        if amount is None
        else f"Cette retenue dépasse de {euros(amount - found.seizable)} ce qui est permis. Merci"
        " de me rendre cette somme, de corriger les retenues suivantes et de m’écrire le détail du"
        " calcul."
    )
    proofs = "Je joins les justificatifs des personnes à ma charge."
    return texts(above, proofs if dependants and found.brackets else "")


def fees(charged: Decimal | None) -> str:
    """The first sentence about fees."""
    amount = f", {euros(charged)} en tout," if charged is not None else ""
    return (
        f"Des frais d’incident{amount} ont été prélevés sur mon compte. Merci de m’adresser par"
        " écrit :"
    )


def caps(sure: Sequence[Stated]) -> tuple[Block, ...]:
    """The caps whose article may be quoted."""
    if not sure:
        return ()
    rows = tuple((capital(each.label), euros(each.amount)) for each in sure)
    return (*texts("Les plafonds sont, au plus :"), Block("pairs", pairs=rows))


def reference(cited: Sequence[str]) -> str:
    """The sentence that quotes the texts, empty when none is sure."""
    if not cited:
        return ""
    is_one = len(cited) == 1 and ", articles " not in cited[0]
    return f"{'Texte' if is_one else 'Textes'} de référence : {' ; '.join(cited)}."


def _scale(found: Seizure) -> str:
    return f"Selon le barème de {found.table}"


def _listed(resources: Sequence[Resource]) -> Block:
    lines = [f"{each.stated.label}{_but(each)}" for each in resources]
    ends = [" ;"] * (len(lines) - 1) + ["."]
    return Block("list", lines=tuple(map("".join, zip(lines, ends, strict=True))))


def _but(resource: Resource) -> str:
    """« , sauf frais d’entretien… »: an exception that the text makes is not left out."""
    _, found, exception = resource.stated.says.partition("insaisissable, ")
    return f", {exception}" if found else ""
