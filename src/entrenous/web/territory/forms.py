"""An address as people say it; what a hand-off paper says."""

from typing import ClassVar

from django import forms

from entrenous.web.common.fields import PlainLineField
from entrenous.web.common.forms import Form


class AddressForm(Form):
    """Where someone lives. Nothing of it is kept."""

    missing: ClassVar = {"commune": "Indiquez la commune."}

    commune = PlainLineField(label="Commune", max_length=80)
    street = PlainLineField(
        label="Numéro et rue",
        max_length=120,
        required=False,
        help_text="Comme on le dit : « 12 bis r. de la Rép », « av Gal de Gaulle ».",
    )


class HandOffForm(Form):
    """What was done with the person before she goes there."""

    TOLD: ClassVar = [
        ("expected", "Appelé ensemble : elle y est attendue"),
        ("message", "Appelé ensemble : un message est laissé"),
        ("nobody", "Pas encore appelé"),
    ]

    told = forms.ChoiceField(
        label="Ce service a été appelé avec elle", choices=TOLD, widget=forms.RadioSelect
    )
    when = PlainLineField(
        label="Quand y aller, à quelle porte",
        max_length=120,
        required=False,
        help_text="Par exemple : lundi à 10 h, guichet 2. Aucun nom, aucun motif.",
    )
    neutral = forms.BooleanField(
        label="Papier neutre : sans le nom de notre service", required=False
    )

    missing: ClassVar = {"told": "Dites si ce service a été appelé."}
