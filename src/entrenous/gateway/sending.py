"""From a composed letter to what is sealed of it, and back: a letter that left is printed again."""

from collections.abc import Mapping
from datetime import date

import msgspec

from entrenous.gateway.contents import SentLetter
from entrenous.letters.model import Kind, Letter
from entrenous.letters.plain_text import paragraphs


def sealed_letter(
    letter: Letter, values: Mapping[str, str], *, on: date, minutes: int = 0
) -> SentLetter:
    """What `answering.record_letter` seals of a letter.

    values  item code -> the words it says of the person; empty for a letter that gives nothing
    """
    return SentLetter(
        kind=letter.kind.value if letter.kind else "",
        on=on,
        to="\n".join(letter.recipient),
        subject=letter.subject,
        paragraphs=paragraphs(letter),
        items=tuple(values),
        values=dict(values),
        minutes=minutes,
        whole=msgspec.json.encode(letter).decode(),
    )


def printed_again(sent: SentLetter) -> Letter | None:
    """The letter as it left; None for one noted without being composed here, or of another time."""
    if not sent.whole:
        return None
    try:
        return msgspec.json.decode(sent.whole, type=Letter)
    except (msgspec.MsgspecError, ValueError):
        return None


def label_of(sent: SentLetter) -> str:
    """« réponse neutre », for a list; the code itself for one that this version does not know."""
    return Kind(sent.kind).label if sent.kind in list(Kind) else sent.kind
