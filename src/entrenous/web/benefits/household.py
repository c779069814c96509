"""A household as it was asked, line by line: what was said, and what stayed unknown."""

from decimal import Decimal

from entrenous.benefits.codes import INCOMES, PLAIN, RECEIVED, Residence
from entrenous.benefits.contents import Adult, Asked, Home, Income
from entrenous.budgets.codes import Activity, HomeStatus
from entrenous.web.benefits.fields import written_month
from entrenous.web.benefits.labels import INCOME_NAMES
from entrenous.web.benefits.words import euros
from entrenous.web.common.commune import name_of
from entrenous.web.common.templatetags.look import jour_long

UNKNOWN = "inconnu"
_RATES = {
    Decimal(0): "pas de taux reconnu",
    Decimal("0.5"): "de 50 à 79 %",
    Decimal("0.8"): "80 % ou plus",
}
_NIL = euros(Decimal(0))
_YES_NO = {None: UNKNOWN, True: "oui", False: "non"}


def household_lines(asked: Asked) -> list[tuple[str, str]]:
    """(question, answer) for everything that was asked; « inconnu » where nobody said."""
    lines = [("Mois estimé", written_month(asked.month))]
    for place, adult in enumerate(asked.adults):
        whose = ("la personne", "conjoint")[place]
        lines += _adult(adult, f" ({whose})" if asked.is_couple else "")
    children = ", ".join(jour_long(born) for born in asked.children_on) or "aucun"
    known = set(Residence)
    return [
        *lines,
        ("Enfants à charge, nés le", children),
        *_home(asked.home),
        *_without_zeros(
            [(f"Versé : {name}", name, _paid(asked.paid(code))) for code, name in RECEIVED.items()],
            "Non versé",
        ),
        (
            "Nationalité",
            Residence(asked.nationality).label if asked.nationality in known else UNKNOWN,
        ),
        ("Autres ressources, non comptées", "oui" if asked.has_other_income else "non dites"),
        ("Ces six derniers mois", ", ".join(c.label for c in asked.changes) or "rien de dit"),
    ]


def _adult(adult: Adult, who: str) -> list[tuple[str, str]]:
    activity = Activity(adult.activity).label if adult.activity in set(Activity) else UNKNOWN
    amounts = {name: _income(getattr(adult, name)) for name in INCOMES}
    amounts |= {name: _paid(getattr(adult, name)) for name in PLAIN}
    incomes = [
        (f"{INCOME_NAMES[name].capitalize()}, net par mois{who}", INCOME_NAMES[name], said)
        for name, said in amounts.items()
    ]
    received = [
        (f"Versé : {RECEIVED[e.code]}{who}", RECEIVED[e.code], _paid(e.amount))
        for e in adult.received
    ]
    rate = adult.disability_rate
    return [
        (f"Naissance{who}", jour_long(adult.birth_on)),
        (f"Activité{who}", activity),
        *_without_zeros(incomes, f"À zéro{who}"),
        *_without_zeros(received, f"Non versé{who}"),
        (f"Taux d’incapacité{who}", UNKNOWN if rate is None else _RATES.get(rate, str(rate))),
        (f"Conditions de l’ASS{who}", _YES_NO[adult.ass_eligible]),
    ]


def _without_zeros(said: list[tuple[str, str, str]], none: str) -> list[tuple[str, str]]:
    """(question, answer) of each (question, name, amount); what is nil is named on one line."""
    nil = [name for _, name, amount in said if amount == _NIL]
    lines = [(question, amount) for question, _, amount in said if amount != _NIL]
    return [*lines, (none, ", ".join(nil))] if nil else lines


def _home(home: Home) -> list[tuple[str, str]]:
    status = HomeStatus(home.status).label if home.status in set(HomeStatus) else UNKNOWN
    rent, more = [], []
    if "tenant" in home.status:
        rent = [("Loyer, sans les charges", _paid(home.rent))]
        more = [("Meublé", _YES_NO[home.is_furnished]), ("Colocation", _YES_NO[home.is_shared])]
    return [
        ("Logement", status),
        *rent,
        ("Commune", name_of(home.insee) if home.insee else UNKNOWN),
        *more,
    ]


def _income(income: Income) -> str:
    if income.months:
        return " ; ".join(f"{written_month(m.month)} : {euros(m.amount)}" for m in income.months)
    return _paid(income.amount)


def _paid(amount: Decimal | None) -> str:
    return UNKNOWN if amount is None else euros(amount)
