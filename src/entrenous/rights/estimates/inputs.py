"""From a situation to what the engine is told: 36 months, derived incomes, past benefits.

Every trap of 06-rights §4 that is a matter of input is met here; `assumed` says what was.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from entrenous.rights.questions import Monthly

from .benefits import CRDS, UNASKED
from .situation import OF_PERSON, Adult, Home, Situation

Value = float | bool | str
#: Variable -> period -> value.
Inputs = dict[str, dict[str, Value]]
MONTHS: Final = 36
ETERNITY: Final = "ETERNITY"
#: From this month on, the reference quarter is M-4 to M-2 for everyone.
QUARTER_SINCE: Final = "2025-03"
#: Net amounts, and what the engine needs of them (approximations of a net to gross).
DERIVED: Final[Mapping[str, tuple[str, Mapping[str, float]]]] = {
    "net_salary": ("salaire_net", {"salaire_imposable": 1.0365, "salaire_de_base": 1 / 0.78}),
    "net_unemployment": ("chomage_net", {"chomage_imposable": 1.04, "chomage_brut": 1.10}),
    "net_pension": ("retraite_nette", {"retraite_imposable": 1.03, "retraite_brute": 1 / 0.926}),
}
#: Amounts that the engine takes as they are; unsaid, none is counted, and that is said.
PLAIN: Final[Mapping[str, tuple[str, str]]] = {
    "maintenance": ("pensions_alimentaires_percues", "pension alimentaire reçue"),
    "disability_pension": ("pensions_invalidite", "pension d’invalidité"),
}
ACTIVITY: Final = {
    "employed": "actif", "unemployed": "chomeur", "retired": "retraite",
    "student": "etudiant", "disabled": "inactif", "other": "inactif",
}  # fmt: skip
STATUS: Final = {
    "tenant_social": "locataire_hlm", "owner": "proprietaire",
    "lodged": "loge_gratuitement", "homeless": "sans_domicile",
}  # fmt: skip
OF_FAMILY: Final = ("rsa", "ppa", "aide_logement", "af", "cf", "asf", "paje_base", "aspa")
BEFORE_CRDS: Final = frozenset({"af", "cf", "asf", "paje_base"})


#: The codes of the districts of Paris, Lyon and Marseille, and the commune they are in.
DISTRICTS: Final = {"751": "75056", "6938": "69123", "132": "13055"}


@dataclass(frozen=True)
class Household:
    """What the engine is told of one household, entity by entity."""

    month: str
    adults: tuple[Inputs, ...]
    children: tuple[Inputs, ...]
    family: Inputs
    home: Inputs
    assumed: tuple[str, ...] = field(default=(), compare=False)


def household_of(situation: Situation) -> Household:
    """Everything the engine needs, derived; unknown stays untold, and is said in `missing`."""
    months = months_before(situation.month, MONTHS)
    notes = _Notes()
    adults = tuple(
        _adult(situation, place, months, notes) for place in range(len(situation.adults))
    )
    children = tuple(_birth(born.isoformat()) for born in situation.children)
    return Household(
        situation.month,
        adults,
        children,
        _family(situation, months, notes),
        _home(situation.home, months, notes),
        (*notes.said, _nothing_else(situation)),
    )


def commune_of(insee: str) -> str:
    """The commune of a municipal district of Paris, Lyon or Marseille; any other as it is."""
    return next((city for first, city in DISTRICTS.items() if insee.startswith(first)), insee)


def months_before(month: str, count: int) -> list[str]:
    """The `count` months that end with `month`, oldest first."""
    year, number = map(int, month.split("-"))
    last = year * 12 + number - 1
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(last - count + 1, last + 1)]


def with_income(base: Household, situation: Situation, factor: Decimal) -> Household:
    """The same household with every income multiplied, for the range of an estimate."""
    adults = tuple(_scaled(adult, factor) for adult in situation.adults)
    return replace(base, adults=household_of(replace(situation, adults=adults)).adults)


def earning(situation: Situation, salaries: Sequence[Decimal]) -> list[Household]:
    """The same household where the first adult earns each salary a month, for a curve."""
    first = replace(situation.adults[0], net_salary=salaries[0], activity="employed")
    base = household_of(replace(situation, adults=(first, *situation.adults[1:])))
    months = months_before(situation.month, MONTHS)
    return [
        replace(base, adults=(base.adults[0] | _income("net_salary", each), *base.adults[1:]))
        for each in (dict.fromkeys(months, float(salary)) for salary in salaries)
    ]


@dataclass
class _Notes:
    said: list[str] = field(default_factory=list)

    def assume(self, sentence: str) -> None:
        if sentence not in self.said:
            self.said.append(sentence)

    def assume_all(self, sentences: Iterable[str]) -> None:
        for sentence in sentences:
            self.assume(sentence)


def _nothing_else(situation: Situation) -> str:
    """What nobody was asked, or nobody said: the engine counts none of it."""
    unsaid = [
        label
        for name, (_, label) in PLAIN.items()
        if all(getattr(adult, name) is None for adult in situation.adults)
    ]
    none = ", ni ".join([*(unasked.label for unasked in UNASKED), *unsaid])
    return f"Rien d’autre n’est compté : ni {none}."


def _adult(situation: Situation, place: int, months: list[str], notes: _Notes) -> Inputs:
    adult = situation.adults[place]
    told = _birth(adult.birth.isoformat()) | _money(adult, months, notes)
    if adult.activity is not None:
        told["activite"] = dict.fromkeys(months, ACTIVITY[adult.activity])
    if adult.disability_rate is not None:
        told["taux_incapacite"] = dict.fromkeys(months, float(adult.disability_rate))
    if adult.ass_eligible is not None:
        told["ass_precondition_remplie"] = dict.fromkeys(months, adult.ass_eligible)
    for code in OF_PERSON:
        told[code] = dict.fromkeys(months[:-1], float(situation.paid_to(place, code) or 0))
    told["caah"] = dict.fromkeys(months[:-1], 0.0)
    return told


def _money(adult: Adult, months: list[str], notes: _Notes) -> Inputs:
    told: Inputs = {}
    for name in (*DERIVED, *PLAIN):
        said: Monthly | None = getattr(adult, name)
        if said is not None:
            amounts = _spread(said, months, name, notes)
            told |= _income(name, amounts) if name in DERIVED else {PLAIN[name][0]: {**amounts}}
    return told


def _income(name: str, amounts: dict[str, float]) -> Inputs:
    net, derived = DERIVED[name]
    told: Inputs = {net: dict(amounts)}
    return told | {v: {m: x * rate for m, x in amounts.items()} for v, rate in derived.items()}


def _family(situation: Situation, months: list[str], notes: _Notes) -> Inputs:
    told: Inputs = {}
    for code in OF_FAMILY:
        paid = float(situation.received.get(code, 0))
        told[code] = dict.fromkeys(months[:-1], paid / (CRDS if code in BEFORE_CRDS else 1))
    # The engine grants ASF to any lone parent: it is asked, never supposed (06-rights §4.6).
    told["asf"][situation.month] = float(situation.received.get("asf", 0)) / CRDS
    is_later = situation.month >= QUARTER_SINCE
    told["departement_experimentation_rsa"] = {situation.month: is_later}
    if is_later:
        notes.assume("Trimestre de référence : du quatrième au deuxième mois précédents.")
    if situation.received or any(adult.received for adult in situation.adults):
        notes.assume("Prestations versées : les mêmes montants chaque mois depuis trois ans.")
    return told


def _home(home: Home, months: list[str], notes: _Notes) -> Inputs:
    told: Inputs = {}
    if home.status is not None:
        told["statut_occupation_logement"] = dict.fromkeys(months, _status(home))
    if home.rent is not None and home.is_rented:
        told["loyer"] = dict.fromkeys(months, float(home.rent))
    if home.insee is not None:
        told["depcom"] = dict.fromkeys(months, commune_of(home.insee))
    if home.shared:
        told["coloc"] = dict.fromkeys(months, True)
    notes.assume_all(_untold_of(home))
    if home.is_rented:
        notes.assume("Logement : le même loyer et la même commune depuis trois ans.")
    return told


def _untold_of(home: Home) -> list[str]:
    """What was not said of a rented home, and is supposed."""
    if not home.is_rented:
        return []
    is_unknown = home.status == "tenant_private" and home.furnished is None
    found = ["Logement : compté comme vide, faute de savoir s’il est meublé."] if is_unknown else []
    if home.shared is None:
        found.append("Logement : compté hors colocation, faute de le savoir.")
    return found


def _status(home: Home) -> str:
    if home.status == "tenant_private":
        return "locataire_meuble" if home.furnished else "locataire_vide"
    return STATUS[home.status or ""]


def _spread(said: Monthly, months: Iterable[str], name: str, notes: _Notes) -> dict[str, float]:
    if isinstance(said, Decimal):
        notes.assume(f"Revenus ({name}) : le même montant chaque mois depuis trois ans.")
        return {month: float(said) for month in months}
    if len([month for month in months if month in said]) < MONTHS:
        notes.assume(
            f"Revenus ({name}) : un mois non dit reprend le montant du mois dit avant lui."
        )
    filled: dict[str, float] = {}
    known = float(said[min(said)]) if said else 0.0
    for month in months:
        known = float(said.get(month, known))
        filled[month] = known
    return filled


def _scaled(adult: Adult, factor: Decimal) -> Adult:
    amounts: dict[str, Any] = {
        name: _times(getattr(adult, name), factor) for name in (*DERIVED, *PLAIN)
    }
    return replace(adult, **amounts)


def _times(said: Monthly | None, factor: Decimal) -> Monthly | None:
    if said is None:
        return None
    if isinstance(said, Decimal):
        return said * factor
    return {month: amount * factor for month, amount in said.items()}


def _birth(day: str) -> Inputs:
    return {"date_naissance": {ETERNITY: day}}
