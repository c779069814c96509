"""The person of story H1 has her space: its code is told with the phrases of the demonstration."""

from typing import Final

from entrenous.dossiers.models import Dossier
from entrenous.ops.demo import exchanges
from entrenous.ops.demo.house import DemoHouse
from entrenous.space import codes, desk
from entrenous.space.codes import Sort

WHO: Final = "h1-awa"
SPACE: Final = "mon-espace"
WHOSE: Final = "la personne de l’histoire H1, avec son numéro et son code"


def hand_over(house: DemoHouse, dossier: Dossier) -> None:
    """Her référente makes the code with her; it is kept with the phrases of the demonstration."""
    referent = house.keyring(dossier.referent.login)
    made = desk.issue(referent, dossier, Sort.SHEET)
    exchanges.write(referent, dossier, made.secret)
    house.phrases[SPACE] = f"{codes.shown_number(made.number)}  {made.code}"
