"""What she writes in her space: a message, a statement, what she takes back."""

from datetime import date
from typing import Any, ClassVar, Final

from django import forms

from entrenous.consents.contents import Agreement
from entrenous.copies.actions import MOST_CHARS as MOST_CHARS_OF_A_COPY
from entrenous.space.actions import MOST_CHARS
from entrenous.web.common.fields import PlainTextField
from entrenous.web.common.forms import Form
from entrenous.web.consents.words import item_label
from entrenous.web.dossiers.forms.once import OnceForm

DAMAGED: Final = (
    "Rien n’a été envoyé : une partie de votre espace est abîmée. Votre texte est toujours là. "
    "Appelez le service, ou venez à l’accueil."
)
NEWER: Final = (
    "Ce texte a été changé ailleurs entre-temps. Le vôtre est dans la case. Relisez, puis "
    "enregistrez : les deux sont gardés."
)

NO_RULE: Final = (
    "La demande n’a pas pu être datée ici. Demandez la copie à l’accueil : le délai est le même."
)


class MessageForm(OnceForm):
    """A message to the service."""

    missing: ClassVar = {"text": "Écrivez votre message. Quelques mots suffisent."}

    text = PlainTextField(label="Votre message", max_length=MOST_CHARS, rows=6)


class StatementForm(Form):
    """What she wants written in her file. Empty takes it back."""

    text = PlainTextField(
        label="Ce que vous voulez dire",
        required=False,
        max_length=MOST_CHARS,
        rows=8,
        help_text="Avec vos mots. Par exemple : ce qui n’est pas juste, ce qui manque, ce qui "
        "compte pour vous.",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ObjectionForm(Form):
    """She says no to the end of the accompagnement. No reason is asked."""

    words = PlainTextField(
        label="Ce que vous voulez dire, si vous le voulez",
        required=False,
        max_length=MOST_CHARS,
        rows=4,
        help_text="Vous n’avez pas à dire pourquoi.",
    )


class CopyForm(OnceForm):
    """She asks for a copy of her file."""

    words = PlainTextField(
        label="Ce que vous voulez, si vous voulez le préciser",
        required=False,
        max_length=MOST_CHARS_OF_A_COPY,
        rows=3,
        help_text="Par exemple : tout, ou seulement une année. Vous n’avez pas à dire pourquoi.",
    )


class TakeBackForm(Form):
    """What is taken back, today. No reason: there is no field for one."""

    missing: ClassVar = {"items": "Cochez ce que vous ne voulez plus."}

    items = forms.MultipleChoiceField(
        label="Ce que vous ne voulez plus",
        widget=forms.CheckboxSelectMultiple,
        help_text="Tout est coché. Décochez ce que vous gardez.",
    )

    def __init__(self, *args: Any, said: Agreement, **kwargs: Any) -> None:
        left = said.remaining(date.max)
        super().__init__(*args, initial={"items": list(left)}, **kwargs)
        items = self.fields["items"]
        items.choices = [(code, item_label(code)) for code in left]  # type: ignore[attr-defined]
