"""Words to look for; sent in the body only, kept nowhere."""

from typing import ClassVar

from entrenous.web.common.fields import FrenchDateField, PlainLineField
from entrenous.web.common.forms import Form


class SearchForm(Form):
    """A search in one's own register."""

    missing: ClassVar = {"words": "Écrivez au moins un mot à chercher."}
    words = PlainLineField(label="Chercher dans vos sollicitations")


class CardForm(Form):
    """Exactly this name: an administrative card is found, never guessed."""

    missing: ClassVar = {"family_name": "Écrivez le nom de famille, tel que la lettre le donne."}
    family_name = PlainLineField(label="Nom de famille")
    given_name = PlainLineField(label="Prénom", required=False)
    birth_on = FrenchDateField(label="Date de naissance", required=False, born=True)
