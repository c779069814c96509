"""What is known of a household, in the words of the interview. None: unknown, never zero."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from entrenous.law import InvalidRequest
from entrenous.rights.amounts import read_amount
from entrenous.rights.questions import Monthly, Question

ACTIVITIES: Final = ("employed", "unemployed", "retired", "student", "disabled", "other")
HOMES: Final = ("tenant_private", "tenant_social", "owner", "lodged", "homeless")
RECEIVED: Final = (
    "af", "asf", "cf", "paje_base", "aide_logement", "ppa", "rsa", "aah", "ass", "aspa", "asi",
)  # fmt: skip
#: Of these, each adult may have her own; said of the household, they are the first adult's.
OF_PERSON: Final = ("aah", "ass", "asi")
MOST_ADULTS, MOST_CHILDREN = 2, 14
WHOLE: Final = 100
SITUATION: Final = ("month", "adults", "children", "couple", "home", "received", "nationality")
ADULT: Final = (
    "birth", "net_salary", "net_unemployment", "net_pension", "maintenance", "disability_pension",
    "activity", "disability_rate", "ass_eligible", "received",
)  # fmt: skip
HOME: Final = ("status", "rent", "insee", "furnished", "shared")
INSEE = re.compile(r"(\d{2}|2[AB])\d{3}")


@dataclass(frozen=True)
class Adult:
    """One adult. Net amounts are monthly, before the tax withheld at source.

    maintenance  « pension alimentaire reçue », for herself or for her children
    received     AAH, ASS and ASI as paid to this adult
    """

    birth: date
    net_salary: Monthly | None = None
    net_unemployment: Monthly | None = None
    net_pension: Monthly | None = None
    maintenance: Monthly | None = None
    disability_pension: Monthly | None = None
    activity: str | None = None
    disability_rate: Decimal | None = None
    ass_eligible: bool | None = None
    received: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Home:
    """Where they live; `insee` is the commune's code, never the postcode."""

    status: str | None = None
    rent: Decimal | None = None
    insee: str | None = None
    furnished: bool | None = None
    shared: bool | None = None

    @property
    def is_rented(self) -> bool:
        """Whether a rent is paid."""
        return self.status in {"tenant_private", "tenant_social"}


@dataclass(frozen=True)
class Situation:
    """A household for one month. `received`: benefits as paid, month after month."""

    month: str
    adults: tuple[Adult, ...]
    children: tuple[date, ...] = ()
    couple: bool | None = None
    home: Home = field(default_factory=Home)
    received: Mapping[str, Decimal] = field(default_factory=dict)
    nationality: str | None = None
    are_children_known: bool = True

    @property
    def first_day(self) -> date:
        """The first day of the month that is estimated."""
        return date.fromisoformat(f"{self.month}-01")

    def paid_to(self, place: int, code: str) -> Decimal | None:
        """What one adult receives of AAH, ASS or ASI; None: unknown."""
        own = self.adults[place].received.get(code)
        if own is not None or code not in self.received:
            return own
        return self.received[code] if place == 0 else Decimal(0)

    def ages(self) -> list[int]:
        """The ages of the adults on that day."""
        return [age(adult.birth, self.first_day) for adult in self.adults]

    def ages_of_children(self) -> list[int]:
        """The ages of the children on that day."""
        return [age(born, self.first_day) for born in self.children]


def read_situation(decoded: object) -> Situation:
    """A JSON object as `rights estimate` documents it; InvalidRequest names the field."""
    said = Question(decoded, SITUATION, name="situation")
    month = said.month("month")
    last = date.fromisoformat(f"{month}-28")
    adults = tuple(_adult(each, month) for each in said.objects("adults", ADULT, most=MOST_ADULTS))
    if not adults:
        raise InvalidRequest("Il faut au moins un adulte dans « adults ».")
    couple = said.optional_flag("couple")
    if couple is not None and couple != (len(adults) == MOST_ADULTS):
        raise InvalidRequest("« couple » et le nombre d’adultes ne disent pas la même chose.")
    received = _received(said.optional_object("received", RECEIVED), RECEIVED)
    if twice := sorted(set(received) & set(adults[0].received)):
        raise InvalidRequest(f"« {twice[0]} » est dit du foyer et du premier adulte : une fois.")
    children = said.objects("children", ("birth",), most=MOST_CHILDREN)
    return Situation(
        month=month,
        adults=adults,
        children=tuple(_birth(each, last) for each in children),
        couple=couple,
        home=_home(said.optional_object("home", HOME)),
        received=received,
        nationality=said.optional_code("nationality"),
        are_children_known=said.value("children") is not None,
    )


def age(born: date, on: date) -> int:
    """In years; a child who is not born yet is under zero."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _adult(said: Question, month: str) -> Adult:
    return Adult(
        birth=_birth(said, date.fromisoformat(f"{month}-28")),
        net_salary=_until(month, said.monthly("net_salary")),
        net_unemployment=_until(month, said.monthly("net_unemployment")),
        net_pension=_until(month, said.monthly("net_pension")),
        maintenance=_until(month, said.monthly("maintenance")),
        disability_pension=_until(month, said.monthly("disability_pension")),
        activity=said.optional_code("activity", ACTIVITIES),
        disability_rate=_rate(said.value("disability_rate")),
        ass_eligible=said.optional_flag("ass_eligible"),
        received=_received(said.optional_object("received", OF_PERSON), OF_PERSON),
    )


def _until(month: str, said: Monthly | None) -> Monthly | None:
    """What is said of months to come tells nothing; no month at all is unknown, never zero."""
    if not isinstance(said, Mapping):
        return said
    return {each: amount for each, amount in said.items() if each <= month} or None


def _home(said: Question | None) -> Home:
    if said is None:
        return Home()
    insee = said.value("insee")
    if insee is not None and (not isinstance(insee, str) or not INSEE.fullmatch(insee)):
        raise InvalidRequest(
            "Le champ « insee » attend le code INSEE de la commune, pas son code postal."
        )
    return Home(
        status=said.optional_code("status", HOMES),
        rent=said.optional_amount("rent"),
        insee=insee,
        furnished=said.optional_flag("furnished"),
        shared=said.optional_flag("shared"),
    )


def _received(said: Question | None, codes: tuple[str, ...]) -> Mapping[str, Decimal]:
    if said is None:
        return {}
    amounts = {code: said.optional_amount(code) for code in codes}
    return {code: amount for code, amount in amounts.items() if amount is not None}


def _birth(said: Question, last: date) -> date:
    born = said.day("birth")
    if not date(1900, 1, 1) <= born <= last:
        raise InvalidRequest("Une date de naissance est dans le futur, ou avant 1900.")
    return born


def _rate(value: object) -> Decimal | None:
    if value is None:
        return None
    rate = read_amount(str(value), "disability_rate")
    if rate > WHOLE:
        raise InvalidRequest("Le champ « disability_rate » attend un taux : 0.80, ou 80 pour 80 %.")
    return rate / WHOLE if rate > 1 else rate
