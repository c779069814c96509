"""What one sheet asks of a household: its own inputs, the size of the household, the day."""

from decimal import Decimal
from typing import Any, ClassVar, Final

from django import forms
from django.utils import timezone

from entrenous.law.aid.model import Counter, Sheet
from entrenous.web.aid.prefill import Known
from entrenous.web.common.amounts import AmountField
from entrenous.web.common.fields import FrenchDateField
from entrenous.web.common.forms import Form
from entrenous.web.common.templatetags.look import insecable

INPUT: Final = "input_"
COUNTER: Final = "counter_"
MOST_PERSONS: Final = 30
_PERSONS: Final = dict.fromkeys(
    ("invalid", "min_value", "max_value"), f"Écrivez un nombre, de 1 à {MOST_PERSONS}."
)


class SheetForm(Form):
    """The figures of one sheet. Each is needed: what is not known is not guessed."""

    missing: ClassVar = {
        "on": "Indiquez le jour de la demande : le barème en dépend.",
        "persons": "Indiquez combien de personnes vivent de ce budget.",
    }

    on = FrenchDateField(label="Jour de la demande")
    persons = forms.IntegerField(
        label="Personnes du foyer",
        min_value=1,
        max_value=MOST_PERSONS,
        error_messages=_PERSONS,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "champ-nombre"}
        ),
    )

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        for term in sheet.inputs:
            field = AmountField(label=term.label[:1].upper() + term.label[1:])
            field.error_messages["required"] = insecable(
                f"Indiquez « {term.label} » : 0 s’il n’y en a pas."
            )
            self.fields[INPUT + term.code] = field
        for number, counter in enumerate(sheet.counters):
            self.fields[f"{COUNTER}{number}"] = AmountField(
                label=insecable(_label(counter)),
                required=False,
                help_text="Vide : à vérifier avec le service qui tient le compte.",
            )

    @property
    def inputs(self) -> dict[str, Decimal]:
        """Code → amount. Call it on a valid form."""
        return {term.code: self.cleaned_data[INPUT + term.code] for term in self.sheet.inputs}

    @property
    def counted(self) -> list[tuple[Counter, Decimal | None]]:
        """Each counter with what was already used; None: unknown."""
        return [
            (counter, self.cleaned_data[f"{COUNTER}{number}"])
            for number, counter in enumerate(self.sheet.counters)
        ]


def initial_of(sheet: Sheet, known: Known) -> dict[str, Any]:
    """What the budget says of this sheet, today."""
    amounts = {
        INPUT + term.code: known.amounts[term.code]
        for term in sheet.inputs
        if term.code in known.amounts
    }
    return {"on": timezone.localdate(), "persons": known.persons, **amounts}


def _label(counter: Counter) -> str:
    return f"Déjà depuis {counter.months} mois : {counter.label} ({counter.unit})"
