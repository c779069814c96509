"""The budgets of the stories: told once with the person, corrected when something is known.

Amounts that the stories do not give are invented; so are birth dates. The communes are fictitious
and carry the code of a real one, for the estimates (00-decisions 42).
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from entrenous.budgets import actions
from entrenous.budgets.codes import (
    Activity,
    ChargeKind,
    DebtKind,
    Evidence,
    HomeStatus,
    Period,
    Relation,
    ResourceKind,
    Standing,
)
from entrenous.budgets.contents import Adult, Budget, Charge, Child, Debt, Home, Resource
from entrenous.budgets.queries import latest
from entrenous.dossiers.models import Dossier
from entrenous.keyring import records
from entrenous.keyring.opening import Keyring
from entrenous.ops.demo import estimates

#: The codes of the communes whose scales the fictitious ones borrow (`organisation`).
SAINT_ORME: Final = "63300"
VALMEUSE: Final = "03190"
_SHOWN: Final = Evidence.SHOWN
_EUROS: Final = Decimal


@dataclass(frozen=True, slots=True)
class Budgeted:
    """A budget told and kept that day; `is_estimated`: the recorded estimate is made from it."""

    said: Budget
    is_estimated: bool = False

    @property
    def on(self) -> date:
        """The day it describes."""
        return self.said.on


def keep(told: Budgeted, *, by: Keyring, dossier: Dossier) -> None:
    """Keep it as the page does, over whatever was kept before."""
    known = latest(records.read(by.writing(dossier.pk), Budget))
    version = known.version if known else 0
    record = actions.keep(by, dossier, told.said, based_on=version)
    if told.is_estimated:
        estimates.keep(by, dossier, budget=record, version=version + 1)


def _rented(status: HomeStatus, rent: str, commune: str = SAINT_ORME) -> Home:
    return Home(status, _EUROS(rent), commune, is_furnished=False, is_shared=False)


_AWA_FIRST: Final = Budget(
    on=date(2026, 1, 13),
    adults=(Adult(birth_on=date(1991, 5, 4), activity=Activity.UNEMPLOYED, given_name="Awa"),),
    children=(
        Child(date(2016, 9, 20), given_name="Maïssa"),
        Child(date(2021, 11, 8), given_name="Ilan"),
    ),
    home=_rented(HomeStatus.TENANT_SOCIAL, "412"),
    resources=(
        Resource(ResourceKind.AF, _EUROS(151)),
        Resource(ResourceKind.MAINTENANCE, _EUROS(180), adult=0),
        Resource(ResourceKind.SALARY, _EUROS(309), adult=0, label="reliquat"),
        Resource(ResourceKind.HOUSING_AID_LANDLORD, _EUROS(322)),
    ),
    charges=(
        Charge(ChargeKind.ENERGY, _EUROS(74)),
        Charge(ChargeKind.HOME_INSURANCE, _EUROS(132), Period.YEAR),
        Charge(ChargeKind.PHONE, _EUROS(16)),
    ),
    debts=(Debt(DebtKind.ENERGY, remaining=_EUROS("412.60"), standing=Standing.ARREARS),),
    all_resources=True,
    all_debts=True,
)
_AWA: Final = replace(
    _AWA_FIRST,
    on=date(2026, 1, 15),
    resources=(
        replace(_AWA_FIRST.resources[0], evidence=_SHOWN, source="attestation de la Caf"),
        _AWA_FIRST.resources[1],
        replace(_AWA_FIRST.resources[2], evidence=_SHOWN, source="bulletin de paie"),
        replace(_AWA_FIRST.resources[3], evidence=_SHOWN, source="attestation de la Caf"),
    ),
    debts=(
        replace(
            _AWA_FIRST.debts[0],
            instalment=_EUROS("137.53"),
            standing=Standing.PLAN,
            evidence=_SHOWN,
            source="échéancier du fournisseur",
        ),
    ),
    all_charges=True,
    words="« Le chauffage d’abord, le reste après. »",
    read_together_on=date(2026, 1, 15),
)
_BASTIEN_FIRST: Final = Budget(
    on=date(2025, 12, 16),
    adults=(
        Adult(birth_on=date(1984, 3, 27), activity=Activity.EMPLOYED, given_name="Bastien"),
        Adult(Relation.PARTNER, date(1987, 7, 12), Activity.EMPLOYED, "Mireille"),
    ),
    children=(Child(date(2014, 4, 15), given_name="Zoé"),),
    home=_rented(HomeStatus.TENANT_SOCIAL, "612"),
    resources=(
        Resource(ResourceKind.SALARY, _EUROS(1310), adult=0, label="intérim"),
        Resource(ResourceKind.SALARY, _EUROS(742), adult=1),
        Resource(ResourceKind.PPA, None, label="en cours de calcul"),
    ),
    charges=(
        Charge(ChargeKind.ENERGY, _EUROS(121)),
        Charge(ChargeKind.HOME_INSURANCE, _EUROS(192), Period.YEAR),
        Charge(ChargeKind.PHONE, _EUROS(38)),
        Charge(ChargeKind.TRANSPORT, _EUROS(145)),
        Charge(ChargeKind.CANTEEN, _EUROS(156), Period.QUARTER),
        Charge(ChargeKind.FOOD, _EUROS(520)),
    ),
    debts=(
        Debt(
            DebtKind.RENT, "Habitat des Trois-Rivières", _EUROS(3184), _EUROS(60),
            Standing.PLAN, "proposition au bailleur",
        ),
    ),
    all_charges=True,
    all_debts=True,
)  # fmt: skip
_BASTIEN: Final = replace(
    _BASTIEN_FIRST,
    on=date(2026, 3, 6),
    resources=(
        replace(_BASTIEN_FIRST.resources[0], evidence=_SHOWN, source="trois bulletins de paie"),
        replace(_BASTIEN_FIRST.resources[1], evidence=_SHOWN, source="bulletin de paie"),
        Resource(ResourceKind.PPA, _EUROS(214), evidence=_SHOWN, source="attestation de la Caf"),
    ),
    debts=(replace(_BASTIEN_FIRST.debts[0], remaining=_EUROS(3004)),),
    all_resources=True,
    read_together_on=date(2026, 3, 6),
)
GHISLAINE: Final = Budget(
    on=date(2025, 10, 14),
    adults=(
        Adult(birth_on=date(1973, 2, 19), activity=Activity.DISABLED, given_name="Ghislaine"),
        Adult(Relation.PARTNER, date(1970, 6, 30), Activity.EMPLOYED, "Rui"),
    ),
    children=(Child(date(2011, 5, 9), given_name="Tiago"),),
    home=_rented(HomeStatus.TENANT_PRIVATE, "540", VALMEUSE),
    resources=(
        Resource(
            ResourceKind.DISABILITY_PENSION, _EUROS(912), adult=0, evidence=_SHOWN,
            source="notification de la Cpam",
        ),
        Resource(
            ResourceKind.SALARY, _EUROS(1020), adult=1, evidence=_SHOWN, source="bulletin de paie"
        ),
        Resource(ResourceKind.HOUSING_AID_LANDLORD, _EUROS(118)),
    ),
    charges=(
        Charge(ChargeKind.ENERGY, _EUROS(138)),
        Charge(ChargeKind.HOME_INSURANCE, _EUROS(96), label="assurances"),
        Charge(ChargeKind.PHONE, _EUROS(41)),
        Charge(ChargeKind.TRANSPORT, _EUROS(120)),
        Charge(ChargeKind.CANTEEN, _EUROS(48)),
        Charge(ChargeKind.CURRENT, _EUROS(890), label="alimentation et divers"),
    ),
    debts=(
        Debt(DebtKind.REVOLVING, "Crédit-Fictif", _EUROS(9300), _EUROS(0), Standing.ARREARS),
        Debt(DebtKind.LOAN, "", _EUROS(8120), _EUROS(0), Standing.ARREARS),
    ),
    all_resources=True,
    all_charges=True,
    all_debts=True,
    words="Mme Portal compte 60 € de moins pour « divers ».",
    read_together_on=date(2025, 10, 14),
)  # fmt: skip
_IDRISS_FIRST: Final = Budget(
    on=date(2025, 10, 2),
    adults=(Adult(birth_on=date(1978, 10, 3), activity=Activity.EMPLOYED, given_name="Idriss"),),
    home=_rented(HomeStatus.TENANT_PRIVATE, "495", VALMEUSE),
    resources=(
        Resource(
            ResourceKind.SICK_PAY, None, adult=0, label="en retard", source="dit en entretien"
        ),
    ),
    charges=(Charge(ChargeKind.ENERGY, _EUROS(66)), Charge(ChargeKind.TRANSPORT, _EUROS(84))),
    debts=(Debt(DebtKind.OVERDRAFT, "", _EUROS(380), _EUROS(0)),),
    all_resources=True,
    all_debts=True,
)  # fmt: skip
_IDRISS: Final = replace(
    _IDRISS_FIRST,
    on=date(2025, 11, 6),
    resources=(
        Resource(
            ResourceKind.SICK_PAY, _EUROS(936), adult=0, label="31,20 € par jour",
            evidence=_SHOWN, source="relevé de la Cpam",
        ),
    ),
    all_charges=True,
    read_together_on=date(2025, 11, 6),
)  # fmt: skip

H1: Final = (Budgeted(_AWA_FIRST), Budgeted(_AWA))
H2: Final = (Budgeted(_BASTIEN_FIRST), Budgeted(_BASTIEN, is_estimated=True))
H3: Final = (Budgeted(GHISLAINE),)
H5: Final = (Budgeted(_IDRISS_FIRST), Budgeted(_IDRISS))
