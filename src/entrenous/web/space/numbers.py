"""The numbers to call when a message is too slow.

Source: the design documents of the project (reception's urgency codes, 02-practice); they were
not read again in an official text here, and `docs/sources.md` says so.
"""

from typing import Final, NamedTuple


class Number(NamedTuple):
    """A number, who answers, when to call."""

    number: str
    who: str
    link: str


NUMBERS: Final = (
    Number("112 ou 17", "Vous êtes en danger, maintenant : secours, police, gendarmerie.", "112"),
    Number("114", "Vous ne pouvez pas parler, ou pas entendre : envoyez un SMS.", "114"),
    Number("15", "Une urgence pour la santé : le SAMU.", "15"),
    Number("39 19", "Violences dans le couple : écoute, conseils.", "3919"),
    Number("119", "Un enfant est en danger.", "119"),
    Number("115", "Vous n’avez pas d’endroit où dormir ce soir.", "115"),
)  # fmt: skip
