"""A task entrusted to reception, and what came of it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from entrenous.agents.models import Agent
from entrenous.desk.codes import TaskKind
from entrenous.desk.contents import TaskAsk, TaskReturn
from entrenous.desk.tasks import Asked
from entrenous.web.common.fields import FrenchDateField, PlainLineField, PlainTextField
from entrenous.web.common.forms import Form
from entrenous.web.dossiers.forms.once import OnceForm
from entrenous.web.reception.forms.fields import MinutesField


class GiveForm(OnceForm):
    """Only what is needed to do it."""

    missing = {"kind": "Choisissez ce qui est à faire.", "what": "Écrivez ce qui est à faire."}

    kind = forms.ChoiceField(label="À faire", choices=TaskKind.choices(), widget=forms.RadioSelect)
    what = PlainTextField(label="En quelques mots", rows=3, max_length=2_000)
    name = PlainLineField(
        label="La personne, comme elle doit être nommée",
        required=False,
        max_length=120,
        help_text="Vide, si la tâche peut se faire sans son nom.",
    )
    partner = PlainLineField(label="Auprès de qui, quel numéro", required=False, max_length=200)
    due_on = FrenchDateField(label="Pour le", required=False, earliest=timezone.localdate)
    to = forms.ChoiceField(label="À qui", required=False)

    def __init__(self, *args: Any, colleagues: Iterable[Agent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.colleagues = {str(agent.pk): agent for agent in colleagues}
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        named = [(pk, agent.display_name) for pk, agent in self.colleagues.items()]
        field.choices = [("", "tout l’accueil"), *named]

    def asked(self) -> Asked:
        """The task as the action takes it. Only for a valid form."""
        data = self.cleaned_data
        return Asked(
            kind=TaskKind(data["kind"]),
            said=TaskAsk(data["what"], data["name"], data["partner"]),
            due_on=data["due_on"],
            to=self.colleagues.get(data["to"]),
        )


class ReturnForm(Form):
    """What came of it."""

    missing = {
        "state": "Choisissez si la tâche est faite.",
        "words": "Écrivez en quelques mots ce que cela a donné.",
        "on": "Indiquez le jour.",
    }

    state = forms.ChoiceField(
        label="Où cela en est",
        choices=[("done", "faite"), ("not_done", "n’a pas pu être faite")],
        widget=forms.RadioSelect,
    )
    words = PlainTextField(label="Ce que cela a donné", rows=3, max_length=2_000)
    on = FrenchDateField(label="Le", latest=timezone.localdate, initial=timezone.localdate)
    minutes = MinutesField(label="Minutes", required=False)

    def said(self) -> TaskReturn:
        """The return as the action takes it. Only for a valid form."""
        data = self.cleaned_data
        is_done = data["state"] == "done"
        return TaskReturn(data["on"], data["words"], is_done, data["minutes"])
