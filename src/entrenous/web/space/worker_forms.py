"""What a worker writes in the space of a person, and which steps she puts in it."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from entrenous.space.actions import MOST_CHARS
from entrenous.web.common.fields import PlainTextField
from entrenous.web.common.forms import Form
from entrenous.web.dossiers.forms.once import OnceForm


class AnswerForm(OnceForm):
    """A message to the person."""

    missing: ClassVar = {"text": "Écrivez le message."}

    text = PlainTextField(
        label="Votre message",
        max_length=MOST_CHARS,
        rows=5,
        help_text="Des phrases courtes. Elle peut le lire à voix haute, ou le faire lire.",
    )


class StepsForm(Form):
    """The steps that she may read, among those decided in the last interviews."""

    missing: ClassVar = {"steps": "Cochez au moins une suite à mettre dans son espace."}

    steps = forms.MultipleChoiceField(
        label="Ce qui a été décidé", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["steps"].choices = list(offered)  # type: ignore[attr-defined]
