"""The page where an interview is written: date and mode are mandatory, nothing else is."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html

from entrenous.dossiers.codes import Doer, Doing, Mode, Theme
from entrenous.dossiers.contents import NextStep, ThreadEntry
from entrenous.dossiers.dates import refused_day, refused_due_day
from entrenous.web.common.fields import (
    FrenchDateField,
    FrenchTimeField,
    PlainLineField,
    PlainTextField,
)
from entrenous.web.common.forms import Form
from entrenous.web.common.templatetags.look import heure

BLANK_STEPS = 3
MOST_STEPS = 8
MOST_THEMES = 3
MOST_MINUTES = 720


class EntryForm(Form):
    """An entry of the thread, its next steps included, in one flat form."""

    missing: ClassVar = {
        "on": "Indiquez le jour.",
        "mode": "Choisissez comment l’échange a eu lieu.",
    }

    on = FrenchDateField(label="Date")
    at = FrenchTimeField(label="Heure", required=False)
    mode = forms.ChoiceField(label="Comment", choices=[("", "Choisir"), *Mode.choices()])
    doing = forms.ChoiceField(label="Quoi", choices=Doing.choices(), required=False)
    text = PlainTextField(
        label="Ce qui s’est dit et fait",
        required=False,
        rows=12,
        help_text="Un seul texte, comme il vient. La personne pourra le lire.",
    )
    decided = PlainTextField(label="Ce qui est décidé", required=False, rows=3)
    themes = forms.MultipleChoiceField(
        label="Thèmes de la demande",
        choices=Theme.choices(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Trois au plus.",
    )
    minutes = forms.IntegerField(
        label="Durée en minutes",
        required=False,
        min_value=1,
        max_value=MOST_MINUTES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "champ-heure"}),
        error_messages={
            "invalid": "Écrivez la durée en minutes, en chiffres : 40.",
            "min_value": "La durée est d’au moins une minute.",
            "max_value": "La durée est de 720 minutes au plus, soit douze heures.",
        },
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, birth_on: date | None = None, steps: int = BLANK_STEPS, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.birth_on = birth_on
        self.steps = min(max(steps, self._steps_sent()), MOST_STEPS)
        for rank in range(self.steps):
            self._add_step(rank)

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        refused = refused_day(on, today=timezone.localdate(), birth_on=self.birth_on)
        if refused:
            raise ValidationError(refused)
        return on

    def clean_themes(self) -> list[str]:
        themes: list[str] = self.cleaned_data["themes"]
        if len(themes) > MOST_THEMES:
            raise ValidationError("Gardez trois thèmes au plus : ceux que la personne a apportés.")
        return themes

    def clean(self) -> None:
        for rank in range(self.steps):
            what, due_on = (self.cleaned_data.get(f"step_{rank}_{n}") for n in ("what", "due_on"))
            if due_on and not what and not self.errors.get(f"step_{rank}_what"):
                self.add_error(f"step_{rank}_what", "Indiquez ce qui est à faire ce jour-là.")
            refused = refused_due_day(due_on, today=timezone.localdate()) if due_on else ""
            if refused:
                self.add_error(f"step_{rank}_due_on", refused)

    def entry(self) -> ThreadEntry:
        """What was typed, as it is sealed. Call it on a valid form."""
        data = self.cleaned_data
        return ThreadEntry(
            on=data["on"],
            at=heure(data["at"]) if data["at"] else "",
            mode=Mode(data["mode"]),
            doing=Doing(data["doing"] or Doing.INTERVIEW),
            text=data["text"],
            themes=tuple(Theme(theme) for theme in data["themes"]),
            minutes=data["minutes"],
            decided=data["decided"],
            next_steps=tuple(self._next_steps()),
        )

    @property
    def step_rows(self) -> list[tuple[Any, Any, Any]]:
        """The fields of « la suite », a row per step."""
        return [
            (self[f"step_{r}_doer"], self[f"step_{r}_what"], self[f"step_{r}_due_on"])
            for r in range(self.steps)
        ]

    @property
    def has_details(self) -> bool:
        """Tell whether themes or minutes hold something, so that they are shown unfolded."""
        return any(self[name].value() or self[name].errors for name in ("themes", "minutes"))

    @property
    def hidden_fields_of_all(self) -> list[Any]:
        """Every field as it was typed, hidden, for the page that reads it over."""
        return [field.as_hidden() for field in self]

    def _next_steps(self) -> Iterator[NextStep]:
        for rank in range(self.steps):
            doer, what, due_on = (
                self.cleaned_data[f"step_{rank}_{name}"] for name in ("doer", "what", "due_on")
            )
            if what:
                yield NextStep(Doer(doer or Doer.PERSON), what, due_on)

    def _steps_sent(self) -> int:
        sent = [r for r in range(MOST_STEPS) if f"step_{r}_what" in (self.data or self.initial)]
        return len(sent)

    def _add_step(self, rank: int) -> None:
        labels = (
            format_html('{}<span class="hors-vue"> (ligne {})</span>', word, rank + 1)
            for word in ("Qui", "Quoi", "Quand")
        )
        self.fields[f"step_{rank}_doer"] = forms.ChoiceField(
            label=next(labels), choices=Doer.choices(), required=False
        )
        self.fields[f"step_{rank}_what"] = PlainLineField(label=next(labels), required=False)
        self.fields[f"step_{rank}_due_on"] = FrenchDateField(label=next(labels), required=False)


def initial_of(entry: ThreadEntry, *, version: int) -> dict[str, Any]:
    """An entry as the form shows it."""
    found: dict[str, Any] = {
        "on": entry.on,
        "at": entry.at,
        "mode": entry.mode.value,
        "doing": entry.doing.value,
        "text": entry.text,
        "decided": entry.decided,
        "themes": [theme.value for theme in entry.themes],
        "minutes": entry.minutes,
        "version": version,
    }
    for rank, step in enumerate(entry.next_steps):
        found[f"step_{rank}_doer"] = step.doer.value
        found[f"step_{rank}_what"] = step.what
        found[f"step_{rank}_due_on"] = step.due_on
    return found
