"""What must be known to say how much is left: of the income, the account, the household."""

from decimal import Decimal
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError

from entrenous.rights import Household
from entrenous.rights.questions import MOST_PEOPLE
from entrenous.web.common.amounts import AmountField
from entrenous.web.common.fields import FrenchDateField
from entrenous.web.common.forms import Form

NETS: Final = ("net", "net_2", "net_3")
NOTHING: Final = (
    "Écrivez au moins un revenu, un solde, ou qui compose le foyer : le calcul part de là."
)
_COUNT: Final = dict.fromkeys(
    ("invalid", "min_value", "max_value"), f"Écrivez un nombre, de 0 à {MOST_PEOPLE}."
)


class PeopleField(forms.IntegerField):
    """A number of people; empty is unknown, never zero."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            min_value=0,
            max_value=MOST_PEOPLE,
            error_messages=_COUNT,
            widget=forms.TextInput(
                attrs={"inputmode": "numeric", "autocomplete": "off", "class": "champ-nombre"}
            ),
            **kwargs,
        )


class FactsForm(Form):
    """Everything that the calculations take. Each is made from what is there, and no more."""

    missing: ClassVar = {"on": "Indiquez le jour du calcul : le barème en dépend."}

    on = FrenchDateField(
        label="Jour du calcul",
        help_text="Celui de la saisie ou de la retenue, sinon aujourd’hui.",
    )
    net = AmountField(
        label="Revenu net du mois",
        required=False,
        help_text="Salaire, chômage, indemnités, retraite : après l’impôt prélevé à la source. "
        "Sans les prestations familiales ni les frais remboursés.",
    )
    net_2 = AmountField(label="D’un deuxième payeur", required=False)
    net_3 = AmountField(label="D’un troisième payeur", required=False)
    dependants = PeopleField(
        label="Personnes à charge",
        help_text="Enfant à charge ou pour qui une pension est versée ; conjoint ou parent vivant "
        "là, s’il a moins que le RSA d’une personne seule (art. R3252-3).",
    )
    maintenance_claim = forms.BooleanField(
        label="La somme réclamée est une pension alimentaire", required=False
    )
    balance = AmountField(
        label="Solde le jour de la saisie",
        required=False,
        help_text="De tous les comptes additionnés.",
    )
    seized_within_month = forms.BooleanField(
        label="Une saisie a déjà laissé cette somme depuis moins d’un mois", required=False
    )
    adults = forms.ChoiceField(
        label="Le foyer",
        required=False,
        choices=[("1", "une personne seule"), ("2", "un couple")],
        widget=forms.RadioSelect,
    )
    children = PeopleField(label="Enfants à charge")
    is_majored = forms.BooleanField(
        label="RSA majoré : parent isolé, ou grossesse sans conjoint", required=False
    )
    resources = AmountField(label="Ressources du foyer, par mois", required=False)
    charges = AmountField(
        label="Dépenses courantes du foyer, par mois",
        required=False,
        help_text="Logement, énergie, nourriture, transports, santé, garde. Sans les dettes.",
    )

    def clean(self) -> None:
        """What depends on several fields; each sentence beside the one to fill."""
        said, errors = self.cleaned_data, self.errors
        if self.nets and said.get("dependants") is None and not said["maintenance_claim"]:
            self._ask("dependants", "Indiquez les personnes à charge : 0 s’il n’y en a pas.")
        if said.get("adults") and said.get("children") is None:
            self._ask("children", "Indiquez le nombre d’enfants : 0 s’il n’y en a pas.")
        if not said.get("adults"):
            if {said.get("children"), said.get("resources"), said.get("charges")} - {None}:
                self._ask("adults", "Dites s’il s’agit d’une personne seule ou d’un couple.")
        elif said["adults"] == "2" and said["is_majored"]:
            self._ask("is_majored", "Le RSA majoré concerne une personne qui vit sans conjoint.")
        for one, other, name in (
            ("resources", "charges", "les dépenses courantes"),
            ("charges", "resources", "les ressources"),
        ):
            if said.get(one) is not None and said.get(other) is None and other not in errors:
                self._ask(other, f"Indiquez {name} du foyer : la capacité se compte des deux.")

    def demand_something(self) -> None:
        """Say, above the fields, that nothing was written to count from."""
        if not self.errors and self.is_empty:
            self.add_error(None, NOTHING)

    @property
    def is_empty(self) -> bool:
        """Whether no figure at all was written. Call it on a valid form."""
        said = self.cleaned_data
        return not self.nets and said["balance"] is None and not said["adults"]

    @property
    def nets(self) -> tuple[Decimal, ...]:
        """The incomes written, one per payer."""
        found = (self.cleaned_data.get(name) for name in NETS)
        return tuple(amount for amount in found if amount is not None)

    @property
    def household(self) -> Household | None:
        """The household, or None when it was not said."""
        said = self.cleaned_data
        if not said["adults"]:
            return None
        return Household(int(said["adults"]), said["children"], said["is_majored"])

    def _ask(self, name: str, sentence: str) -> None:
        if name not in self.errors:
            self.add_error(name, ValidationError(sentence))
