"""How an estimate is said on the pages: three states, round amounts, every unknown by its name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final
from uuid import UUID

from entrenous.benefits.codes import RECEIVED, Change, State
from entrenous.benefits.contents import Asked, Estimation, Found, Parameter
from entrenous.benefits.worker import Standing
from entrenous.keyring.records import OpenRecord
from entrenous.rights import amounts
from entrenous.rights.estimates.benefits import BENEFITS
from entrenous.rights.estimates.judging import is_stale
from entrenous.web.benefits.fields import written_month
from entrenous.web.benefits.labels import (
    ADVICE,
    INCOME,
    INCOME_NAMES,
    ISO,
    MISSING,
    NEEDS,
    REASON,
    REASONS,
    STANDINGS,
    WHOSE,
)

NBSP: Final = "\N{NO-BREAK SPACE}"
TEN: Final = Decimal(10)
TONES: Final = {State.PROBABLE: "vert", State.TO_CHECK: "ambre", State.NOT_COMPUTABLE: "neutre"}
_BY_CODE: Final = {benefit.code: benefit for benefit in BENEFITS}


@dataclass(frozen=True)
class Line:
    """One benefit of an estimate, in the words of the page.

    about, span   « ≈ 340 € », « de 320 à 350 € »; nothing when no amount may be said
    paid          what the statement shows, or None: unknown
    is_frozen     a day of revaluation passed without its amount
    """

    found: Found
    about: str
    span: str
    paid: Decimal | None
    why: tuple[str, ...]
    missing: tuple[str, ...]
    assumed: tuple[str, ...]
    used: tuple[str, ...]
    parameters: tuple[str, ...]
    is_frozen: bool

    @property
    def tone(self) -> str:
        """The colour of its state."""
        return TONES[self.found.state]

    @property
    def received(self) -> str:
        """What is paid already, in words."""
        if self.found.code not in RECEIVED:
            return ""
        if self.paid is None:
            return "versement inconnu"
        if self.is_below:
            return f"versé{NBSP}: {euros(self.paid)}, moins que l’estimation"
        return f"versé{NBSP}: {euros(self.paid)}" if self.paid else "non versé"

    @property
    def is_below(self) -> bool:
        """Whether what is paid is less than the least of the estimate: to be asked about."""
        low = self.found.low
        return bool(self.paid and low and self.paid + TEN < low)

    @property
    def remark(self) -> str:
        """Why nothing can be said of it, in one sentence that is no figure; or nothing."""
        told = (why for why in self.found.why if "ne trouve rien" not in why)
        return next((why for why in told if not REASON.fullmatch(why)), "")

    @property
    def amount_words(self) -> str:
        """The round amount, for a sentence: « 340 € »."""
        return round_euros(self.found.amount) if self.found.amount is not None else ""

    @property
    def paid_words(self) -> str:
        """What is paid, as the statement shows it."""
        return euros(self.paid) if self.paid is not None else ""

    @property
    def place(self) -> str:
        """Where it is asked: the office's site, as one would type it."""
        site = self.found.where.removeprefix("https://")
        return f"{site}, ou votre MSA" if "caf.fr" in site else site

    @property
    def may_be_asked(self) -> bool:
        """« Vous pourriez demander » : something is found and nothing is paid."""
        is_found = bool(self.about) or (self.found.code == "css" and self.is_positive)
        return is_found and not self.paid

    @property
    def is_positive(self) -> bool:
        """Whether a benefit without amount was found all the same."""
        return self.found.state is not State.NOT_COMPUTABLE and not any(
            "ne trouve rien" in why for why in self.found.why
        )


@dataclass(frozen=True)
class Card:
    """An estimate in a list: when, for which month, what it found, without its amounts."""

    id: UUID
    written_on: date
    said: Estimation
    month: str
    names: tuple[str, ...]

    @property
    def what_if(self) -> str:
        """What it changes of another, in words; or nothing."""
        return self.said.what_if.label if self.said.what_if else ""


@dataclass(frozen=True)
class Pair:
    """One benefit before and after a change; either may be missing."""

    label: str
    before: Line | None
    after: Line | None


def card_of(known: OpenRecord[Estimation]) -> Card:
    """An estimate, for the list."""
    lines = lines_of(known.content)
    names = tuple(line.found.label for line in lines if line.may_be_asked)
    return Card(known.id, known.written_on, known.content, month_words(known.content), names)


def pairs_of(before: Estimation, after: Estimation) -> list[Pair]:
    """Benefit by benefit, what was found before and after; never added up, never subtracted."""
    former = {line.found.code: line for line in lines_of(before)}
    latter = {line.found.code: line for line in lines_of(after)}
    labels = {c: each.found.label for c, each in (former | latter).items()}
    return [Pair(label, former.get(c), latter.get(c)) for c, label in labels.items()]


def lines_of(said: Estimation) -> list[Line]:
    """Every benefit, what is most certain first, in the order of the model inside each state."""
    order = list(State)
    return sorted(
        (_line(found, said.asked) for found in said.found),
        key=lambda line: order.index(line.found.state),
    )


def euros(amount: Decimal) -> str:
    """« 1 234,50 € », « 800 € »."""
    return amounts.euros(amount).replace(",00", "")


def round_euros(amount: Decimal, rounding: str = ROUND_HALF_UP) -> str:
    """To ten euros; below ten, to the euro: an estimate is never said to the cent."""
    step = TEN if abs(amount) >= TEN else Decimal(1)
    return euros((amount / step).to_integral_value(rounding) * step)


def missing_name(code: str) -> str:
    """« le salaire net (conjoint) » of « adults.1.net_salary »."""
    if code in MISSING:
        return MISSING[code]
    place, _, rest = code.partition(".")
    if place == "received":
        return f"ce qui est versé : {RECEIVED.get(rest, rest)}"
    whose, _, name = rest.partition(".")
    said = MISSING.get(name, name)
    return said if whose in ("", "*") else f"{said} ({WHOSE.get(whose, whose)})"


def standing_words(standing: Standing) -> str:
    """Why the engine does not answer, and what to do."""
    return STANDINGS[standing]


def advice_for(changes: Iterable[Change]) -> list[tuple[str, str]]:
    """What has changed, and what to do of it: each its own."""
    return [(change.label, ADVICE[change]) for change in changes]


def _line(found: Found, asked: Asked) -> Line:
    has_span = found.low is not None and found.high is not None
    return Line(
        found,
        about=f"≈{NBSP}{round_euros(found.amount)}" if found.amount is not None else "",
        span=_span(found.low, found.high) if has_span else "",
        paid=asked.paid(found.code),
        why=tuple(_reason(each) for each in found.why),
        missing=tuple(missing_name(each) for each in found.missing),
        assumed=_assumed(found.assumed),
        used=_used(found.code),
        parameters=tuple(map(_parameter, found.parameters)),
        is_frozen=found.amount is not None and _is_frozen(found, asked),
    )


def _span(low: Decimal | None, high: Decimal | None) -> str:
    least = (low or Decimal(0)).quantize(Decimal(1), ROUND_DOWN)
    return f"de {round_euros(least, ROUND_FLOOR)} à {round_euros(high or least, ROUND_CEILING)}"


def _is_frozen(found: Found, asked: Asked) -> bool:
    benefit = _BY_CODE.get(found.code)
    return benefit is not None and is_stale(benefit, asked.month)


def _reason(said: str) -> str:
    if not (known := REASON.fullmatch(said)):
        return dated(said)
    return f"{REASONS.get(known[1], known[1])} : {euros(Decimal(known[2]))}"


def _day_words(month: str, day: str | None) -> str:
    """« 1er avril 2026 » of « 2026-04-01 », « mai 2027 » of « 2027-05 »."""
    written = written_month(month)
    return f"{'1er' if day == '01' else int(day)} {written}" if day else written


def _assumed(sentences: Iterable[str]) -> tuple[str, ...]:
    """The same thing supposed of several incomes is said once."""
    grouped: dict[str, list[str]] = {}
    for sentence in sentences:
        known = INCOME.fullmatch(sentence)
        name, rest = known.groups() if known else ("", sentence)
        grouped.setdefault(rest, []).append(INCOME_NAMES.get(name, name))
    return tuple(
        f"Revenus ({', '.join(names)}) : {rest}" if any(names) else rest
        for rest, names in grouped.items()
    )


def _parameter(said: Parameter) -> str:
    """« RSA d’une personne seule : 651,69 (décret 2026-220, 1er avril 2026) »."""
    return f"{said.label} : {said.value.replace('.', ',')} ({said.text}, {dated(said.on)})"


def dated(said: str) -> str:
    """A sentence, its days and months in words."""
    return ISO.sub(lambda found: _day_words(*found.groups()), said)


def _used(code: str) -> tuple[str, ...]:
    benefit = _BY_CODE.get(code)
    needs = benefit.needs if benefit else ()
    found = [NEEDS.get(need, "prestations déjà versées") for need in needs]
    return tuple(dict.fromkeys(["âge de chacun", *found]))


def month_words(said: Estimation) -> str:
    """« octobre 2026 »."""
    return written_month(said.asked.month)
