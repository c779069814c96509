"""Who enters a complaint, who answers one; the answer as a letter."""

from datetime import date
from typing import Final

from entrenous.agents.models import Agent, Function
from entrenous.complaints.queries import OpenComplaint
from entrenous.law.written_days import french_date
from entrenous.letters import Block, Letter
from entrenous.letters.words import CLOSING

#: Anyone of the service hears one; she writes it down for the person.
ENTERING: Final = (
    Function.Kind.SOCIAL_WORKER,
    Function.Kind.RECEPTION,
    Function.Kind.TEAM_LEAD,
    Function.Kind.LEGAL_DESK,
)
ANSWERING: Final = (Function.Kind.TEAM_LEAD, Function.Kind.LEGAL_DESK)
_GREETING: Final = "Madame, Monsieur"


def letter_of(shown: OpenComplaint, agent: Agent, today: date) -> Letter:
    """The answer, word for word, signed by whoever answers. Its reasons kept inside are not in it.

    Call it once there is an answer.
    """
    place = shown.row.circonscription
    said = shown.answer.answer if shown.answer else ""
    received = french_date(shown.row.received_on)
    return Letter(
        kind=None,
        sender=_filled(agent.organisation.name, "Service social", place.name, place.address,
                       place.phone),
        recipient=_filled(shown.who.name, *shown.who.reply_to.splitlines()),
        place_and_date=f"{place.commune or place.name}, le {french_date(today)}",
        references=(("Nos références", shown.row.ticket),),
        subject=f"Notre réponse à votre demande du {received}",
        greeting=f"{_GREETING},",
        blocks=tuple(Block("text", line) for line in said.splitlines() if line.strip()),
        closing=CLOSING.format(greeting=_GREETING),
        signatures=(_filled("Service social", agent.display_name),),
    )  # fmt: skip


def _filled(*lines: str) -> tuple[str, ...]:
    return tuple(line for line in lines if line.strip())
