"""What is asked of a household in the interview: what the budget says is there already."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final

from django import forms
from django.utils import timezone

from entrenous.benefits.codes import INCOMES, PLAIN, RECEIVED, Change, Residence
from entrenous.benefits.contents import Adult, Asked, Home, Income, Paid
from entrenous.budgets.codes import Activity, HomeStatus
from entrenous.rights.estimates.situation import OF_PERSON
from entrenous.web.benefits.fields import BirthsField, KnownOrNotField, MonthField, MonthsField
from entrenous.web.common.commune import CommuneField
from entrenous.web.common.fields import FrenchDateField
from entrenous.web.dossiers.forms.once import OnceForm

_UNKNOWN: Final = ("", "Inconnu")
_YES_NO: Final = [_UNKNOWN, ("yes", "oui"), ("no", "non")]
#: What the engine makes a difference between; the MDPH decides.
_RATES: Final = [
    _UNKNOWN,
    ("0", "pas de taux reconnu"),
    ("0.5", "de 50 à 79 %"),
    ("0.8", "80 % ou plus"),
]
_MONTHS_HELP: Final = (
    "Un mois par ligne, par exemple 09 2026 : 1 400. Un mois non dit reprend celui d’avant."
)
PERSON, PARTNER = "", "partner_"
#: A flag as its list of answers has it.
YES_OR_NO: Final = {None: "", True: "yes", False: "no"}


def _choice(label: str, choices: Sequence[tuple[str, str]], **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, **more)


def _activity() -> forms.ChoiceField:
    return _choice("Activité", [_UNKNOWN, *Activity.choices()])


class PersonFields(OnceForm):
    """The person: birth, work, net incomes, what the MDPH or France Travail has said."""

    birth = FrenchDateField(label="Date de naissance", born=True)
    activity = _activity()
    net_salary = KnownOrNotField(label="Salaire net")
    net_unemployment = KnownOrNotField(label="Chômage (ARE)")
    net_pension = KnownOrNotField(label="Retraite")
    net_salary_months = MonthsField(label="Salaire, mois par mois", help_text=_MONTHS_HELP)
    net_unemployment_months = MonthsField(label="Chômage, mois par mois")
    net_pension_months = MonthsField(label="Retraite, mois par mois")
    maintenance = KnownOrNotField(label="Pension alimentaire reçue")
    disability_pension = KnownOrNotField(label="Pension d’invalidité")
    disability_rate = _choice("Taux d’incapacité (MDPH)", _RATES)
    ass_eligible = _choice("Conditions de l’ASS remplies, selon France Travail", _YES_NO)


class PartnerFields(PersonFields):
    """The same of the partner, when there is one."""

    partner_birth = FrenchDateField(label="Date de naissance", born=True, required=False)
    partner_activity = _activity()
    partner_net_salary = KnownOrNotField(label="Salaire net")
    partner_net_unemployment = KnownOrNotField(label="Chômage (ARE)")
    partner_net_pension = KnownOrNotField(label="Retraite")
    partner_net_salary_months = MonthsField(label="Salaire, mois par mois", help_text=_MONTHS_HELP)
    partner_net_unemployment_months = MonthsField(label="Chômage, mois par mois")
    partner_net_pension_months = MonthsField(label="Retraite, mois par mois")
    partner_maintenance = KnownOrNotField(label="Pension alimentaire reçue")
    partner_disability_pension = KnownOrNotField(label="Pension d’invalidité")
    partner_disability_rate = _choice("Taux d’incapacité (MDPH)", _RATES)
    partner_ass_eligible = _choice("Conditions de l’ASS remplies, selon France Travail", _YES_NO)


class HomeFields(PartnerFields):
    """Where they live."""

    status = _choice("Logement", [_UNKNOWN, *HomeStatus.choices()])
    rent = KnownOrNotField(label="Loyer du mois, sans les charges")
    insee = CommuneField(
        label="Commune",
        required=False,
        help_text="Son nom, ou son code INSEE (94028 pour Créteil). Pas son code postal.",
    )
    is_furnished = _choice("Logement meublé", _YES_NO)
    is_shared = _choice("Colocation", _YES_NO)


class ReceivedFields(HomeFields):
    """What is paid already, as the statement of the CAF shows it."""

    received_aide_logement = KnownOrNotField(label="Aide au logement")
    received_rsa = KnownOrNotField(label="RSA")
    received_ppa = KnownOrNotField(label="Prime d’activité")
    received_af = KnownOrNotField(label="Allocations familiales")
    received_asf = KnownOrNotField(label="ASF")
    received_cf = KnownOrNotField(label="Complément familial")
    received_paje_base = KnownOrNotField(label="Paje, allocation de base")
    received_aah = KnownOrNotField(label="AAH")
    received_ass = KnownOrNotField(label="ASS")
    received_aspa = KnownOrNotField(label="ASPA")
    received_asi = KnownOrNotField(label="ASI")
    partner_received_aah = KnownOrNotField(label="AAH du conjoint")
    partner_received_ass = KnownOrNotField(label="ASS du conjoint")
    partner_received_asi = KnownOrNotField(label="ASI du conjoint")
    has_other_income = forms.BooleanField(
        label="Le foyer a d’autres ressources que celles de cette page",
        required=False,
        help_text="Indemnités journalières, rente, bourse, revenus d’indépendant, aide de "
        "proches : ce calcul ne les compte pas, et le dira.",
    )
    statement_read = forms.BooleanField(
        label="Le relevé a été lu : ce qui n’est pas écrit ici n’est pas versé",
        required=False,
    )


class SituationForm(ReceivedFields):
    """A whole household for one month; an empty field is unknown, and zero is zero."""

    missing: ClassVar = {
        "month": "Indiquez le mois, par exemple octobre 2026.",
        "birth": "Indiquez la date de naissance : rien ne se calcule sans elle.",
        "couple": "Dites si la personne vit en couple : presque tout en dépend.",
    }

    month = MonthField(label="Mois", help_text="Le mois pour lequel on estime.")
    couple = forms.ChoiceField(
        label="Vit en couple", choices=[("no", "non"), ("yes", "oui")], widget=forms.RadioSelect
    )
    children_on = BirthsField(
        label="Enfants à charge",
        rows=2,
        help_text="Une date de naissance par ligne. Aucun enfant : laissez vide.",
    )
    nationality = forms.ChoiceField(
        label="Nationalité",
        choices=[("", "inconnue"), *Residence.choices()],
        required=False,
        help_text="Certains droits dépendent du titre de séjour : inconnue, ils ne se calculent "
        "pas ; avec un titre, ils restent à vérifier.",
    )
    changes = forms.MultipleChoiceField(
        label="Ces six derniers mois",
        choices=Change.choices(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean(self) -> None:
        data = self.cleaned_data
        is_alone = data.get("couple") != "yes"
        if not (is_alone or data.get("partner_birth") or "partner_birth" in self.errors):
            self.add_error("partner_birth", "Indiquez la date de naissance du conjoint.")
        month = data.get("month")
        if month:
            self._demand_born(month)

    def _demand_born(self, month: str) -> None:
        """Nobody is born after the month that is estimated."""
        last = date.fromisoformat(f"{month}-28")
        for name in ("birth", "partner_birth"):
            born = self.cleaned_data.get(name)
            if born and born > last:
                self.add_error(name, "Cette naissance est après le mois estimé.")
        if any(born > last for born in self.cleaned_data.get("children_on", ())):
            self.add_error("children_on", "Un enfant est né après le mois estimé : retirez-le.")

    def asked(self) -> Asked:
        """The household, as it is asked and sealed. Call it on a valid form."""
        data = self.cleaned_data
        places = (PERSON, PARTNER) if data["couple"] == "yes" else (PERSON,)
        return Asked(
            month=data["month"],
            adults=tuple(self._adult(place) for place in places),
            children_on=tuple(data["children_on"]),
            home=Home(
                data["status"], data["rent"], data["insee"],
                _flag(data["is_furnished"]), _flag(data["is_shared"]),
            ),
            received=self._received(RECEIVED, PERSON),
            nationality=data["nationality"],
            changes=tuple(Change(code) for code in data["changes"]),
            has_other_income=data["has_other_income"],
        )  # fmt: skip

    def _adult(self, place: str) -> Adult:
        data = self.cleaned_data
        incomes: dict[str, Any] = {
            name: Income(data[f"{place}{name}"], tuple(data[f"{place}{name}_months"]))
            for name in INCOMES
        }
        rate = data[f"{place}disability_rate"]
        return Adult(
            birth_on=data[f"{place}birth"],
            activity=data[f"{place}activity"],
            disability_rate=Decimal(rate) if rate else None,
            ass_eligible=_flag(data[f"{place}ass_eligible"]),
            received=self._received(OF_PERSON, PARTNER) if place == PARTNER else (),
            **{name: data[f"{place}{name}"] for name in PLAIN},
            **incomes,
        )

    def _received(self, codes: Iterable[str], place: str) -> tuple[Paid, ...]:
        data, is_read = self.cleaned_data, self.cleaned_data["statement_read"]
        said = {code: data[f"{place}received_{code}"] for code in codes}
        if is_read:
            said = {code: Decimal(0) if paid is None else paid for code, paid in said.items()}
        return tuple(Paid(code, paid) for code, paid in said.items() if paid is not None)

    def adult_fields(self, place: str) -> dict[str, Any]:
        """The bound fields of one adult, by their name without the place: for the template."""
        names = [name for name in PersonFields.base_fields if name != "once"]
        return {name: self[f"{place}{name}"] for name in names}

    @property
    def person(self) -> dict[str, Any]:
        """The fields of the person."""
        return self.adult_fields(PERSON)

    @property
    def partner(self) -> dict[str, Any]:
        """The fields of the partner."""
        return self.adult_fields(PARTNER)

    @property
    def person_months(self) -> bool:
        """Whether something is written month by month of the person: its box is then open."""
        return self._has_months(PERSON)

    @property
    def partner_months(self) -> bool:
        """The same of the partner."""
        return self._has_months(PARTNER)

    def _has_months(self, place: str) -> bool:
        return any(self[f"{place}{name}_months"].value() for name in INCOMES)

    @property
    def statement(self) -> list[Any]:
        """The fields of what is received, in the order of a statement."""
        return [self[f"received_{code}"] for code in RECEIVED]

    @property
    def partner_statement(self) -> list[Any]:
        """What a partner receives in her own name."""
        return [self[f"{PARTNER}received_{code}"] for code in OF_PERSON]


def initial_of(asked: Asked) -> dict[str, Any]:
    """What an earlier estimate was asked, as the form shows it."""
    said: dict[str, Any] = {
        "couple": "yes" if asked.is_couple else "no",
        "children_on": asked.children_on,
        "status": asked.home.status,
        "rent": asked.home.rent,
        "insee": asked.home.insee,
        "is_furnished": YES_OR_NO[asked.home.is_furnished],
        "is_shared": YES_OR_NO[asked.home.is_shared],
        "nationality": asked.nationality,
        "has_other_income": asked.has_other_income,
    }
    said |= {f"received_{each.code}": each.amount for each in asked.received}
    for place, adult in zip((PERSON, PARTNER), asked.adults, strict=False):
        said |= _initial_of_adult(adult, place)
    return said


def _initial_of_adult(adult: Adult, place: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        "birth": adult.birth_on,
        "activity": adult.activity,
        "disability_rate": "" if adult.disability_rate is None else str(adult.disability_rate),
        "ass_eligible": YES_OR_NO[adult.ass_eligible],
    }
    said |= {name: getattr(adult, name) for name in PLAIN}
    said |= {f"received_{each.code}": each.amount for each in adult.received}
    for name in INCOMES:
        income: Income = getattr(adult, name)
        said |= {name: income.amount, f"{name}_months": income.months}
    return {f"{place}{name}": value for name, value in said.items()}


def _flag(said: str) -> bool | None:
    return said == "yes" if said else None


def this_month() -> str:
    """The month that is proposed."""
    return f"{timezone.localdate():%Y-%m}"
