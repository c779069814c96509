"""The letter to the partner: only what she agreed to and still agrees to, and what is expected."""

from datetime import date, timedelta

from entrenous.law.written_days import french_date
from entrenous.letters import Block, Letter
from entrenous.letters.words import CLOSING
from entrenous.relays.queries import RelayState
from entrenous.web.dossiers.forms.telling import lines_of
from entrenous.web.relays.views.shared import Place

_GREETING = "Madame, Monsieur"
_ONLY_THIS = (
    "Ces éléments ne servent qu’à cette demande. La personne les a choisis, en a lu les mots et"
    " peut retirer son accord à tout moment ; nous vous le ferions savoir."
)


def letter_of(where: Place, shown: RelayState, today: date) -> Letter:
    """The letter as of today: what was taken back is not in it."""
    said, agent = shown.said, where.request.user
    place = where.circonscription
    phone = agent.phone or place.phone
    subject = "Orientation d’une personne, avec son accord"
    return Letter(
        kind=None,
        sender=_filled(agent.organisation.name, "Service social", place.name, place.address, phone),
        recipient=_filled(said.partner, said.contact, *said.address.splitlines()),
        place_and_date=f"{place.commune or place.name}, le {french_date(today)}",
        references=(),
        subject=f"Rappel – {subject.lower()}" if said.steps else subject,
        greeting=f"{_GREETING},",
        blocks=(
            Block("text", _opening(said.read_on)),
            Block("text", f"Ce qui est demandé : {said.asked}"),
            Block("pairs", pairs=tuple(lines_of(shown.may_leave))),
            Block("text", _ONLY_THIS),
            Block("text", _answer(today + timedelta(days=said.days))),
        ),
        closing=CLOSING.format(greeting=_GREETING),
        signatures=(_filled("Service social", agent.display_name),),
    )


def _opening(read_on: date) -> str:
    return (
        "Nous vous écrivons pour une personne que nous accompagnons. Elle a lu cette demande le"
        f" {french_date(read_on)} et accepte qu’elle vous soit adressée, avec ce qui suit et rien"
        " de plus."
    )


def _answer(by: date) -> str:
    return (
        "Merci de nous dire que vous avez reçu cette demande, puis si vous l’acceptez, avant le"
        f" {french_date(by)}. Sans réponse, nous la reprendrons avec la personne."
    )


def _filled(*lines: str) -> tuple[str, ...]:
    return tuple(line for line in lines if line.strip())
