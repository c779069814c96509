"""What is asked of the figures: a report, time outside dossiers, a paper form, ordered calls."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, ClassVar, Final

from django import forms
from django.utils import timezone

from entrenous.statistics.actions import MOST_PRINTED
from entrenous.statistics.codes import ANSWERS, ORDERS, Kind, Question
from entrenous.statistics.contents import Ordered
from entrenous.statistics.periods import label
from entrenous.web.common.fields import FrenchDateField, PlainLineField, PlainTextField
from entrenous.web.common.forms import Form
from entrenous.web.statistics.words import INDIRECT
from entrenous.workload.work import MOST_MINUTES

_EXAMPLE: Final = "Par exemple 27 11 2026."
_MOST_CALLS: Final = 500
_TOO_LONG: Final = "Une journée n’a pas plus de 1 440 minutes : vérifiez ce nombre."
_LESS_THAN_ONE: Final = "Indiquez au moins une minute."
_OR_NOTHING: Final = "Indiquez au moins une minute, ou laissez vide."
_WHOLE: Final = "Écrivez un nombre entier."
_WHOLE_MINUTES: Final = "Écrivez les minutes en chiffres, sans virgule : 45, ou 90 pour 1 h 30."
_OLDEST_DAYS: Final = 366


def _a_year_ago() -> date:
    return timezone.localdate() - timedelta(days=_OLDEST_DAYS)


def _minutes(*, required: bool) -> forms.IntegerField:
    return forms.IntegerField(
        label="Minutes",
        required=required,
        min_value=1,
        max_value=MOST_MINUTES,
        error_messages={
            "max_value": _TOO_LONG,
            "min_value": _LESS_THAN_ONE if required else _OR_NOTHING,
            "invalid": _WHOLE_MINUTES,
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class AskForm(Form):
    """Which report, of which period among the fixed ones."""

    missing: ClassVar = {
        "kind": "Choisissez un rapport.",
        "period": "Choisissez une période entièrement close.",
    }

    kind = forms.ChoiceField(
        label="Rapport", choices=[(k.value, k.label) for k in Kind], widget=forms.RadioSelect
    )
    period = forms.ChoiceField(
        label="Période",
        help_text="Une année, ou ses trimestres, pas les deux : l’un se soustrairait de l’autre.",
    )

    def __init__(self, *args: Any, periods: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["period"]
        field.choices = [("", "Choisir"), *((p, label(p)) for p in periods)]  # type: ignore[attr-defined]


class IndirectForm(Form):
    """Time that is of no dossier."""

    missing: ClassVar = {
        "doing": "Choisissez ce qui a pris ce temps.",
        "minutes": "Indiquez combien de minutes.",
        "on": "Indiquez le jour.",
    }

    doing = forms.ChoiceField(
        label="Ce qui a pris ce temps",
        choices=[("", "Choisir"), *(i for i in INDIRECT.items() if i[0] != "collective")],
    )
    minutes = _minutes(required=True)
    on = FrenchDateField(
        label="Le",
        help_text=_EXAMPLE,
        latest=timezone.localdate,
        earliest=_a_year_ago,
    )


class PrintForm(Form):
    """How many forms to print."""

    missing: ClassVar = {"count": "Indiquez combien de formulaires imprimer."}

    count = forms.IntegerField(
        label="Nombre de formulaires",
        min_value=1,
        max_value=MOST_PRINTED,
        initial=20,
        error_messages={
            "invalid": _WHOLE,
            "min_value": "Indiquez au moins un formulaire.",
            "max_value": f"Imprimez-en {MOST_PRINTED} à la fois, au plus.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class PaperForm(Form):
    """A paper that came back: its code, six answers, none of them needed."""

    missing: ClassVar = {"code": "Recopiez le code imprimé en haut du formulaire."}

    code = PlainLineField(label="Code du formulaire", max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rank, question in enumerate(Question, start=1):
            self.fields[question.code] = forms.ChoiceField(
                label=f"{rank}. {question.words}",
                choices=list(ANSWERS.items()),
                widget=forms.RadioSelect,
                initial="NR",
                required=False,
            )

    @property
    def answers(self) -> dict[Question, str]:
        """Question → answer. Call it on a valid form."""
        return {q: self.cleaned_data.get(q.code) or "NR" for q in Question}


class OrderedForm(Form):
    """Calls that were ordered: what is counted, and what stays hers."""

    missing: ClassVar = {
        "on": "Indiquez le jour de ces appels.",
        "order": "Dites comment l’ordre a été donné.",
        "calls": "Indiquez combien d’appels.",
    }

    on = FrenchDateField(
        label="Le", help_text=_EXAMPLE, latest=timezone.localdate, earliest=_a_year_ago
    )
    order = forms.ChoiceField(
        label="Comment l’ordre a-t-il été donné ?",
        choices=list(ORDERS.items()),
        widget=forms.RadioSelect,
    )
    calls = forms.IntegerField(
        label="Nombre d’appels",
        min_value=1,
        max_value=_MOST_CALLS,
        error_messages={
            "invalid": _WHOLE,
            "min_value": "Indiquez au moins un appel.",
            "max_value": "Vérifiez ce nombre : il paraît trop grand pour une journée.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    minutes = _minutes(required=False)
    ordered_by = PlainLineField(label="Qui l’a donné", required=False, max_length=120)
    words = PlainTextField(
        label="L’ordre, tel que reçu",
        required=False,
        rows=3,
        max_length=3_000,
        help_text="Recopiez-le sans nom de personne accompagnée. Vous seule ou seul le relirez.",
    )
    objection = PlainTextField(
        label="Votre objection écrite",
        required=False,
        rows=4,
        max_length=3_000,
        help_text="Ce que vous avez répondu par écrit. Elle peut être imprimée pour être remise.",
    )

    def ordered(self) -> Ordered:
        """What is kept. Call it on a valid form."""
        said = self.cleaned_data
        return Ordered(
            on=said["on"],
            order=said["order"],
            calls=said["calls"],
            minutes=said["minutes"],
            ordered_by=said["ordered_by"],
            words=said["words"],
            objection=said["objection"],
            objected_on=timezone.localdate() if said["objection"] else None,
        )
