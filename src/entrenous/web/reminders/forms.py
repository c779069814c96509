"""What the person wants: none, or one of the means she said were safe."""

from typing import Any, Final

from django import forms

from entrenous.reminders.codes import Way
from entrenous.reminders.contents import ReminderWish
from entrenous.reminders.wishes import SafeMeans
from entrenous.web.common.forms import Form

NONE: Final = "none"


class WishForm(Form):
    """Asked with her, in front of the exact words that would be sent."""

    missing = {"where": "Choisissez avec la personne : aucun rappel, ou un moyen."}

    where = forms.ChoiceField(label="Un rappel avant chaque rendez-vous", widget=forms.RadioSelect)
    names_service = forms.BooleanField(
        label="La personne est d’accord pour que le service et son numéro y soient écrits",
        required=False,
    )

    def __init__(
        self, *args: Any, means: list[SafeMeans], wish: ReminderWish | None, **kwargs: Any
    ) -> None:
        self.means = {str(n): found for n, found in enumerate(means)}
        chosen = next((n for n, m in self.means.items() if wish and m.value == wish.value), NONE)
        kwargs["initial"] = {
            "where": chosen,
            "names_service": bool(wish and wish.names_service),
            **(kwargs.get("initial") or {}),
        }
        super().__init__(*args, **kwargs)
        field = self.fields["where"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        offered = [(n, f"{Way(m.way).label} : {m.value}") for n, m in self.means.items()]
        field.choices = [(NONE, "Aucun rappel"), *offered]

    @property
    def value(self) -> str:
        """The means chosen, or "" for none."""
        chosen = self.means.get(self.cleaned_data["where"])
        return chosen.value if chosen else ""
