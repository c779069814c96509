"""The mandate as a letter that the worker can show: only what may be said, and until when."""

from datetime import date

from entrenous.consents.codes import Signed
from entrenous.consents.contents import Agreement
from entrenous.law.written_days import french_date
from entrenous.letters import Block, Letter
from entrenous.letters.words import CLOSING
from entrenous.mediations.queries import MediationState
from entrenous.web.dossiers.forms.telling import lines_of
from entrenous.web.dossiers.pages import DossierPage

_GREETING = "Madame, Monsieur"
_LIMITS = (
    "La personne a choisi ces éléments et en a lu les mots. Le service ne dit rien de plus, ne la"
    " représente pas et ne signe rien à sa place : toute proposition lui est rapportée, elle seule"
    " l’accepte ou la refuse."
)
_HOW = {
    Signed.ORAL: "Cet accord a été donné de vive voix le {on}, et noté par le service.",
    Signed.MANDATE: (
        "Ce mandat a été signé par la personne le {on}. Le service en garde l’original."
    ),
}


def letter_of(page: DossierPage, shown: MediationState, today: date) -> Letter:
    """The letter as of today: what was taken back is not in it, nor what may not be said."""
    said, agent = shown.said, page.request.user
    place = page.dossier.secteur.circonscription
    phone = agent.phone or place.phone
    agreed = standing_on(shown, today)
    return Letter(
        kind=None,
        sender=_filled(agent.organisation.name, "Service social", place.name, place.address, phone),
        recipient=_filled(said.partner, said.contact, *said.address.splitlines()),
        place_and_date=f"{place.commune or place.name}, le {french_date(today)}",
        references=(),
        subject="Mandat pour une médiation",
        greeting=f"{_GREETING},",
        blocks=(
            Block("text", _opening(agreed)),
            Block("text", f"À quel sujet : {said.about}"),
            Block("pairs", pairs=tuple(lines_of(shown.may_say))),
            Block("text", _LIMITS),
            Block("text", _how(agreed)),
        ),
        closing=CLOSING.format(greeting=_GREETING),
        signatures=(_filled("Service social", agent.display_name),),
    )


def standing_on(shown: MediationState, today: date) -> Agreement | None:
    """The agreement that stands that day, the one that ends last."""
    found = [each for each in shown.agreements if each.items_on(today)]
    return max(found, key=lambda each: each.until_on, default=None)


def _opening(agreed: Agreement | None) -> str:
    until = f" jusqu’au {french_date(agreed.until_on)}" if agreed else ""
    return (
        "Une personne que nous accompagnons nous a demandé de vous parler en son nom"
        f"{until}, de ce qui suit et de rien d’autre."
    )


def _how(agreed: Agreement | None) -> str:
    if agreed is None:
        return ""
    wording = _HOW.get(agreed.signed, _HOW[Signed.MANDATE])
    return (
        f"{wording.format(on=french_date(agreed.signed_on))} La personne peut le retirer à tout"
        " moment ; nous vous le ferions savoir."
    )


def _filled(*lines: str) -> tuple[str, ...]:
    return tuple(line for line in lines if line.strip())
