"""The short forms of an act: a few words, a day, someone."""

from collections.abc import Iterable
from typing import Any, ClassVar, cast
from uuid import UUID

from django import forms
from django.utils import timezone

from entrenous.agents.models import Agent
from entrenous.gateway.errors import BadLetter
from entrenous.web.common.fields import FrenchDateField, PlainLineField, PlainTextField
from entrenous.web.common.forms import Form
from entrenous.web.common.templatetags.look import insecable
from entrenous.web.dossiers.forms.once import OnceForm


class ActForm(Form):
    """The form of an act, which says a refusal of the desk beside its field."""

    def refuse(self, bad: BadLetter) -> None:
        """Say a refusal beside its field."""
        self.add_error(bad.field if bad.field in self.fields else None, insecable(bad.fault.label))


class WordsForm(ActForm):
    """A few words that go with a transfer."""

    words = PlainTextField(
        label="Quelques mots",
        help_text="Sur la lettre, jamais sur la personne : le dossier ne part pas.",
        required=False,
        rows=3,
        max_length=2_000,
    )


class ReturnForm(WordsForm):
    """Why a request is given back."""

    missing: ClassVar = {"words": "Écrivez pourquoi vous la rendez."}
    words = PlainTextField(label="Pourquoi vous la rendez", rows=3, max_length=2_000)


class SomeoneForm(ActForm):
    """A colleague, chosen in a list."""

    missing: ClassVar = {"to": "Choisissez une personne."}
    to = forms.ChoiceField(label="À qui")

    def __init__(self, *args: Any, people: Iterable[Agent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(agent.pk): agent for agent in people}
        names = [(pk, agent.display_name) for pk, agent in self.people.items()]
        choice = cast(forms.ChoiceField, self.fields["to"])
        choice.choices = [("", "Choisissez"), *names]

    @property
    def chosen(self) -> Agent:
        """Who was chosen."""
        return self.people[self.cleaned_data["to"]]


class EntrustForm(SomeoneForm, WordsForm):
    """A colleague and a few words."""

    field_order = ["to", "words"]


class WithdrawForm(ActForm):
    """The requester no longer asks."""

    missing: ClassVar = {"on": "Indiquez le jour où le demandeur a retiré sa demande."}
    on = FrenchDateField(label="Retirée le", latest=timezone.localdate)
    words = PlainTextField(label="Comment", required=False, rows=2, max_length=2_000)


class InformForm(ActForm):
    """When and how she was told; or why she is not, before something leaves."""

    on = FrenchDateField(label="Informée le", required=False, latest=timezone.localdate)
    how = PlainLineField(
        label="Comment", help_text="En entretien, par téléphone, par lettre.", required=False
    )
    not_told_because = PlainTextField(
        label="Ou : pourquoi elle n’est pas informée avant",
        help_text="Par exemple : un texte l’interdit, elle est en danger.",
        required=False,
        rows=2,
        max_length=2_000,
    )

    def refuse(self, bad: BadLetter) -> None:
        """The day has another name here."""
        field = "on" if bad.field == "informed_on" else bad.field
        self.add_error(field if field in self.fields else None, insecable(bad.fault.label))

    def clean(self) -> dict[str, Any]:
        """A day, or a reason."""
        told = super().clean() or {}
        on, because = told.get("on"), told.get("not_told_because")
        if not self.errors and not on and not because:
            self.add_error("on", "Indiquez le jour, ou écrivez pourquoi elle n’est pas informée.")
        if not self.errors and on and because:
            self.add_error("on", "L’un ou l’autre : effacez ce jour si elle n’est pas informée.")
        return told


class LiftForm(ActForm):
    """The legal desk's decision that she may be told."""

    missing: ClassVar = {
        "lifted_on": "Indiquez le jour de la décision.",
        "reason": "Écrivez pourquoi la personne peut maintenant être informée.",
    }
    lifted_on = FrenchDateField(label="Décidée le", latest=timezone.localdate)
    reason = PlainTextField(label="Pourquoi", rows=3, max_length=2_000)


class MinutesForm(ActForm):
    """Time spent: it is what the requests of a partner cost."""

    missing: ClassVar = {"minutes": "Indiquez un nombre de minutes, de 0 à 1 440."}
    minutes = forms.IntegerField(
        label="Minutes passées",
        min_value=0,
        max_value=1_440,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "Indiquez un nombre de minutes, de 0 à 1 440."
        ),
    )


class PromiseForm(ActForm, OnceForm):
    """What the partner says it will send in return."""

    missing: ClassVar = {"what": "Écrivez ce qui est annoncé."}
    what = PlainLineField(label="Ce qui est annoncé")
    by_whom = PlainLineField(label="Par qui", required=False)
    due_on = FrenchDateField(label="Pour le", required=False)


class DossierForm(ActForm):
    """A dossier among those one holds."""

    missing: ClassVar = {"dossier": "Choisissez un dossier."}
    dossier = forms.ChoiceField(
        label="Le dossier de la personne", help_text="Parmi ceux que vous tenez."
    )

    def __init__(self, *args: Any, dossiers: dict[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = cast(forms.ChoiceField, self.fields["dossier"])
        choice.choices = [("", "Choisissez"), *((str(pk), name) for pk, name in dossiers.items())]
