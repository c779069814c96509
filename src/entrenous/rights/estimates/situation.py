"""What is known of a household, in the words of the interview. None: unknown, never zero."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from entrenous.law import InvalidRequest
from entrenous.rights.amounts import read_amount

#: An amount for every month, or one per month (« 2026-09 »).
Monthly = Decimal | Mapping[str, Decimal]
ACTIVITIES: Final = ("employed", "unemployed", "retired", "student", "disabled", "other")
HOMES: Final = ("tenant_private", "tenant_social", "owner", "lodged", "homeless")
RECEIVED: Final = (
    "af", "asf", "cf", "paje_base", "aide_logement", "ppa", "rsa", "aah", "ass", "aspa", "asi",
)  # fmt: skip
MOST_ADULTS, MOST_CHILDREN = 2, 14
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
_INSEE = re.compile(r"(\d{2}|2[AB])\d{3}")


@dataclass(frozen=True)
class Adult:
    """One adult. Net amounts are monthly, before the tax withheld at source."""

    birth: date
    net_salary: Monthly | None = None
    net_unemployment: Monthly | None = None
    net_pension: Monthly | None = None
    activity: str | None = None
    disability_rate: Decimal | None = None
    ass_eligible: bool | None = None


@dataclass(frozen=True)
class Home:
    """Where they live; `insee` is the commune's code, never the postcode."""

    status: str | None = None
    rent: Decimal | None = None
    insee: str | None = None
    furnished: bool = False
    shared: bool = False

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

    @property
    def first_day(self) -> date:
        """The first day of the month that is estimated."""
        return date.fromisoformat(f"{self.month}-01")

    def ages(self) -> list[int]:
        """The ages of the adults on that day."""
        return [_age(adult.birth, self.first_day) for adult in self.adults]


def read_situation(decoded: object) -> Situation:
    """A JSON object as `rights estimate` documents it; InvalidRequest names the field."""
    said = _object(decoded, "situation", {
        "month", "adults", "children", "couple", "home", "received", "nationality",
    })  # fmt: skip
    month = said.get("month")
    if not isinstance(month, str) or not _MONTH.fullmatch(month):
        raise InvalidRequest("Le champ « month » attend un mois comme 2026-10.")
    last = date.fromisoformat(f"{month}-28")
    adults = tuple(_adult(each, last) for each in _list(said, "adults", MOST_ADULTS))
    if not adults:
        raise InvalidRequest("Il faut au moins un adulte dans « adults ».")
    couple = _flag(said, "couple")
    if couple is not None and couple != (len(adults) == MOST_ADULTS):
        raise InvalidRequest("« couple » et le nombre d’adultes ne disent pas la même chose.")
    return Situation(
        month=month,
        adults=adults,
        children=tuple(_child(each, last) for each in _list(said, "children", MOST_CHILDREN)),
        couple=couple,
        home=_home(said.get("home")),
        received=_received(said.get("received")),
        nationality=_word(said, "nationality", None),
    )


def _adult(decoded: object, last: date) -> Adult:
    said = _object(decoded, "adults", {
        "birth", "net_salary", "net_unemployment", "net_pension", "activity",
        "disability_rate", "ass_eligible",
    })  # fmt: skip
    rate = said.get("disability_rate")
    return Adult(
        birth=_birth(said, last),
        net_salary=_monthly(said, "net_salary"),
        net_unemployment=_monthly(said, "net_unemployment"),
        net_pension=_monthly(said, "net_pension"),
        activity=_word(said, "activity", ACTIVITIES),
        disability_rate=None if rate is None else _rate(rate),
        ass_eligible=_flag(said, "ass_eligible"),
    )


def _child(decoded: object, last: date) -> date:
    return _birth(_object(decoded, "children", {"birth"}), last)


def _home(decoded: object) -> Home:
    if decoded is None:
        return Home()
    said = _object(decoded, "home", {"status", "rent", "insee", "furnished", "shared"})
    insee = said.get("insee")
    if insee is not None and (not isinstance(insee, str) or not _INSEE.fullmatch(insee)):
        raise InvalidRequest(
            "Le champ « insee » attend le code INSEE de la commune, pas son code postal."
        )
    rent = said.get("rent")
    return Home(
        status=_word(said, "status", HOMES),
        rent=None if rent is None else read_amount(rent, "rent"),
        insee=insee,
        furnished=_flag(said, "furnished") or False,
        shared=_flag(said, "shared") or False,
    )


def _received(decoded: object) -> Mapping[str, Decimal]:
    if decoded is None:
        return {}
    said = _object(decoded, "received", set(RECEIVED))
    return {code: read_amount(each, code) for code, each in said.items() if each is not None}


def _monthly(said: Mapping[str, object], name: str) -> Monthly | None:
    value = said.get(name)
    if not isinstance(value, Mapping):
        return None if value is None else read_amount(value, name)
    if strange := [month for month in value if not _MONTH.fullmatch(str(month))]:
        raise InvalidRequest(f"« {name} » : « {strange[0]} » n’est pas un mois comme 2026-10.")
    return {str(month): read_amount(amount, name) for month, amount in value.items()}


def _birth(said: Mapping[str, object], last: date) -> date:
    try:
        born = date.fromisoformat(str(said.get("birth")))
    except ValueError:
        raise InvalidRequest("Le champ « birth » attend une date comme 1990-05-01.") from None
    if not date(1900, 1, 1) <= born <= last:
        raise InvalidRequest("Une date de naissance est dans le futur, ou avant 1900.")
    return born


def _rate(value: object) -> Decimal:
    rate = read_amount(str(value), "disability_rate")
    if not 0 <= rate <= 1:
        raise InvalidRequest("Le champ « disability_rate » va de 0 à 1, comme 0.80.")
    return rate


def _object(decoded: object, name: str, known: set[str]) -> Mapping[str, object]:
    if not isinstance(decoded, Mapping):
        raise InvalidRequest(f"« {name} » attend un objet JSON.", tuple(sorted(known)))
    if strange := sorted({str(key) for key in decoded} - known):
        raise InvalidRequest(f"Champs inconnus : {', '.join(strange)}.", tuple(sorted(known)))
    return decoded


def _list(said: Mapping[str, object], name: str, most: int) -> list[object]:
    value = said.get(name) or []
    if not isinstance(value, list) or len(value) > most:
        raise InvalidRequest(f"Le champ « {name} » attend une liste de {most} personnes au plus.")
    return value


def _word(said: Mapping[str, object], name: str, known: tuple[str, ...] | None) -> str | None:
    value = said.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or (known and value not in known):
        raise InvalidRequest(f"Le champ « {name} » attend un code.", known or ())
    return value


def _flag(said: Mapping[str, object], name: str) -> bool | None:
    value = said.get(name)
    if value is not None and not isinstance(value, bool):
        raise InvalidRequest(f"Le champ « {name} » attend true ou false.")
    return value


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
