"""What is known of a procedure: every fact may be left empty, none may be impossible."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from entrenous.agents.folding import fold
from entrenous.law import LawError
from entrenous.law.deadlines import DueOn, Fact, Procedure, compute, procedures
from entrenous.law.deadlines.facts import MOST_MONTHS, Facts, faults
from entrenous.law.deadlines.loading import TERRITORY
from entrenous.procedures.codes import Closing
from entrenous.procedures.contents import FollowedProcedure
from entrenous.procedures.counting import typed_facts
from entrenous.web.common.fields import FrenchDateField, PlainLineField
from entrenous.web.common.forms import Form
from entrenous.web.dossiers.forms.once import OnceForm

_PREFIX: Final = "fact_"
_ABOUT_CHARS: Final = 120
_FLAG: Final = (("", "on ne sait pas encore"), ("true", "oui"), ("false", "non"))
_MONTHS: Final = f"Écrivez un nombre de mois, de 1 à {MOST_MONTHS}."


class ChooseForm(Form):
    """Which procedure."""

    missing: ClassVar = {"procedure": "Choisissez la procédure."}

    procedure = forms.ChoiceField(label="Quelle procédure ?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sorted(procedures().values(), key=lambda each: fold(each.label))
        choices = [(each.code, each.label) for each in known]
        self.fields["procedure"].choices = choices  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Procedure:
        """Call it on a valid form."""
        return procedures()[self.cleaned_data["procedure"]]


class FactsForm(OnceForm):
    """What is known of one procedure, and the dates that it gives."""

    procedure = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    about = PlainLineField(
        label="De quoi s’agit-il ?",
        required=False,
        max_length=_ABOUT_CHARS,
        help_text="Quelques mots pour la reconnaître, par exemple : appartement rue des Essais.",
    )

    def __init__(self, *args: Any, asked: Procedure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.dues: list[DueOn] = []
        self.fields["procedure"].initial = asked.code
        for fact in asked.facts.values():
            self.fields[_PREFIX + fact.code] = _field_of(fact)

    def clean(self) -> None:
        """Refuse what cannot be beside its field; then count, which the law base may refuse."""
        facts = self.facts
        for code, sentence in faults(self.asked, facts, timezone.localdate()):
            self.add_error(_PREFIX + code, sentence)
        if self.errors:
            return
        try:
            self.dues = compute(self.asked, facts)
        except LawError as error:
            self.add_error(self._to_blame(facts), error.message)

    @property
    def facts(self) -> Facts:
        """What was told, typed; what was left empty is not there."""
        said = {code: self.cleaned_data.get(_PREFIX + code) for code in self.asked.facts}
        kinds = {fact.code: fact.kind for fact in self.asked.facts.values()}
        return {
            code: value == "true" if kinds[code] == "flag" else value
            for code, value in said.items()
            if value not in (None, "")
        }

    @property
    def about_it(self) -> str:
        """The few words. Call it on a valid form."""
        return str(self.cleaned_data["about"])

    @property
    def fact_fields(self) -> list[forms.BoundField]:
        """The facts, in the order of the procedure."""
        return [self[_PREFIX + code] for code in self.asked.facts]

    def _to_blame(self, facts: Facts) -> str | None:
        """A duration that is too long is said beside it; a rule without a version, above all."""
        months = (f.code for f in self.asked.facts.values() if f.kind == "months")
        return next((_PREFIX + code for code in months if code in facts), None)


class CloseForm(Form):
    """Why a procedure is no longer followed, and since when."""

    missing: ClassVar = {
        "because": "Dites pourquoi elle n’est plus suivie.",
        "on": "Indiquez depuis quand.",
    }

    because = forms.ChoiceField(
        label="Pourquoi ne plus la suivre ?",
        choices=[(c.value, c.label) for c in Closing if c is not Closing.ENDING],
        widget=forms.RadioSelect,
    )
    on = FrenchDateField(
        label="Depuis le", help_text="Par exemple 27 11 2026.", latest=timezone.localdate
    )

    def __init__(self, *args: Any, opened_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.opened_on = opened_on

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < self.opened_on:
            raise ValidationError("Ce jour précède celui où elle a été ouverte : vérifiez la date.")
        return on


def initial_of(said: FollowedProcedure, asked: Procedure) -> dict[str, Any]:
    """What is known, as the form shows it; nothing of what the base no longer understands."""
    try:
        facts: Mapping[str, Any] = typed_facts(asked, said.facts)
    except LawError:
        facts = {}
    shown = {code: _shown(value) for code, value in facts.items()}
    return {"about": said.about} | {_PREFIX + code: value for code, value in shown.items()}


def _shown(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _field_of(fact: Fact) -> forms.Field:
    label = fact.label[:1].upper() + fact.label[1:]
    if fact.kind == "date":
        ahead = "Elle peut être à venir." if fact.ahead else ""
        return FrenchDateField(label=label, required=False, help_text=ahead)
    if fact.kind == "flag":
        return _choice(label, _FLAG, forms.RadioSelect)
    if fact.kind == "months":
        return forms.IntegerField(
            label=f"{label}, en mois",
            required=False,
            min_value=1,
            max_value=MOST_MONTHS,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "champ-heure"}),
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _MONTHS),
        )
    first = "métropole, ou pas encore connu" if fact.code == TERRITORY else "pas encore connu"
    others = [(c, l) for c, l in fact.choices.items() if c != "metropole"]  # noqa: E741
    widget = forms.Select if fact.code == TERRITORY else forms.RadioSelect
    return _choice(label, (("", first), *others), widget)


def _choice(label: str, choices: Any, widget: type[forms.Widget]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=choices,
        widget=widget,
        error_messages={"invalid_choice": "Choisissez une réponse de la liste."},
    )
