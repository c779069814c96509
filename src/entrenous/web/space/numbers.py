"""The numbers to call when a message is too slow.

Source: reception's own codes (`reception.codes.UrgencyAction`) and the design of the project; they
were not read again in an official text: the guide asks each service to check them.
"""

from typing import Final, NamedTuple


class Number(NamedTuple):
    """A number, when to use it, and the address that a telephone opens."""

    number: str
    who: str
    link: str


NUMBERS: Final = (
    Number("112", "Danger, maintenant : secours, police, gendarmerie. Le 17 aussi.", "tel:112"),
    Number("114", "Vous ne pouvez pas parler ou entendre : envoyez un SMS.", "sms:114"),
    Number("15", "Urgence de santé : le SAMU.", "tel:15"),
    Number("39 19", "Violences dans le couple : écoute, conseils.", "tel:3919"),
    Number("119", "Un enfant est en danger.", "tel:119"),
    Number("115", "Pas d’endroit où dormir ce soir.", "tel:115"),
)
