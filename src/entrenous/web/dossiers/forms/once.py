"""The id that a form carries from its page: sent twice, what it says is written once."""

from typing import Any
from uuid import UUID, uuid4

from django import forms

from entrenous.web.common.forms import Form


class OnceForm(Form):
    """A form that makes something new. A forged or missing id only costs its protection."""

    once = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["once"].initial = uuid4

    def clean_once(self) -> UUID:
        once: UUID | None = self.cleaned_data["once"]
        return once or uuid4()
