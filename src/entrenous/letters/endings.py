"""The letter that tells a person her accompagnement is about to end, and how to say no.

It says what was kept together and never why: the reason stays in the dossier, as on the screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from entrenous.law.written_days import french_date

from .drafts import texts
from .heads import filled, place_and_date, recipient_lines
from .model import BLANK, Block, Letter
from .particulars import Particulars
from .words import CLOSING

_GREETING = "Madame, Monsieur"
_ALL_OF_IT = (
    "Il n’y a rien à justifier : un appel, un mot ou une visite suffisent. L’accompagnement"
    " continue alors, et nous en parlons ensemble."
)
_AFTERWARDS = (
    "Ensuite, nous ne vous appellerons pas et rien n’est programmé. Vous pouvez revenir quand vous"
    " le souhaitez. Ce que vous avez confié reste scellé ; vous pouvez demander à le lire et à en"
    " avoir une copie."
)


@dataclass(frozen=True, slots=True)
class EndingTold:
    """What the letter tells.

    asked_by_her   she asked for the ending
    tried_on       the days of the attempts she did not answer, when there is no news
    until          the last day to object; None: the letter leaves dots for it
    """

    asked_by_her: bool = False
    tried_on: Sequence[date] = ()
    until: date | None = None
    summary: str = ""
    given_back: Sequence[str] = ()
    person_words: str = ""
    relays: Sequence[str] = ()


def to_person(told: Particulars, said: EndingTold) -> Letter:
    """The letter to the person. `told` has the service, its place, who signs, and her address."""
    return Letter(
        kind=None,
        sender=_sender(told),
        recipient=recipient_lines(told),
        place_and_date=place_and_date(told),
        references=(),
        subject="Fin de votre accompagnement",
        greeting=f"{_GREETING},",
        blocks=_blocks(said),
        closing=CLOSING.format(greeting=_GREETING),
        signatures=tuple(filled([each.function, each.name]) for each in told.signatories),
    )


def _blocks(said: EndingTold) -> tuple[Block, ...]:
    until = french_date(said.until) if said.until else BLANK
    return (
        *texts(_opening(said)),
        *_list("Ce que nous retenons ensemble :", said.summary.splitlines(), is_text=True),
        *_list("Les documents qui vous sont rendus :", said.given_back),
        *_list("Vers qui vous pouvez vous tourner :", said.relays),
        *_list("Vos mots :", said.person_words.splitlines(), is_text=True),
        *texts(
            f"Si vous n’êtes pas d’accord, dites-le-nous jusqu’au {until}. {_ALL_OF_IT}",
            f"Sans opposition de votre part, l’accompagnement se termine après ce jour."
            f" {_AFTERWARDS}",
        ),
    )


def _opening(said: EndingTold) -> str:
    if said.tried_on:
        days = " et ".join(f"le {french_date(day)}" for day in said.tried_on)
        return (
            f"Nous avons essayé de vous joindre {days}, sans y parvenir. Nous n’en tirons aucune"
            " conclusion. Nous vous proposons de mettre fin à l’accompagnement."
        )
    if said.asked_by_her:
        return "Vous nous avez dit souhaiter que votre accompagnement se termine."
    return "Nous vous proposons de mettre fin à votre accompagnement."


def _list(title: str, lines: Sequence[str], *, is_text: bool = False) -> tuple[Block, ...]:
    kept = tuple(line for line in lines if line.strip())
    if not kept:
        return ()
    if is_text:
        return texts(title, *kept)
    return (Block("text", title), Block("list", lines=kept))


def _sender(told: Particulars) -> tuple[str, ...]:
    who = told.sender
    phone = f"Téléphone : {who.phone}" if who.phone else ""
    return filled([who.organisation, who.service, *who.address, phone])
