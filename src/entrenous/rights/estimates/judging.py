"""What may be said of the engine's figures: probable, à vérifier, or not computable here.

Never « refus », never a sum, never an amount when something it needs is unknown (06-rights §9).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from .benefits import BENEFITS, CRDS, SIMULATOR, Benefit, Parameter
from .inputs import DERIVED, PLAIN
from .situation import OF_PERSON, Situation

State = Literal["probable", "to_check", "not_computable"]
CENT: Final = Decimal("0.01")
YOUNG: Final = 25
#: Ages and numbers from which a household may well receive ASPA, AAH, Paje or CF already.
OLD: Final = 65
DISABLED: Final = Decimal("0.5")
INFANT: Final = 3
LARGE_FAMILY: Final = 2
#: The codes of the communes overseas begin so.
OVERSEAS: Final = ("97", "98")
NO_RIGHT: Final = "Le calcul ne trouve rien avec ces éléments : à vérifier auprès de l’organisme."


@dataclass(frozen=True)
class Figures:
    """What the engine gave for one benefit: the figure, the least and the most of the variants."""

    amount: float
    low: float
    high: float
    explained: Mapping[str, float]
    not_computable: str = ""
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True)
class Estimate:
    """One benefit, as a worker may say it to a person."""

    benefit: Benefit
    state: State
    amount: Decimal | None
    low: Decimal | None
    high: Decimal | None
    why: tuple[str, ...]
    missing: tuple[str, ...]
    assumed: tuple[str, ...]
    parameters: tuple[Parameter, ...] = ()

    def as_json(self) -> dict[str, object]:
        """The contract of `rights estimate`."""
        has_range = self.low is not None and self.high is not None
        return {
            "code": self.benefit.code,
            "label": self.benefit.label,
            "state": self.state,
            "amount": None if self.amount is None else f"{self.amount:.2f}",
            "range": [f"{self.low:.2f}", f"{self.high:.2f}"] if has_range else None,
            "why": list(self.why),
            "missing": list(self.missing),
            "assumed": list(self.assumed),
            "parameters": [
                {"label": p.label, "value": p.value, "on": p.on, "text": p.text}
                for p in self.parameters or self.benefit.parameters
            ],
            "where": self.benefit.where,
            "simulator": SIMULATOR,
        }


def judge(
    situation: Situation, figures: Mapping[str, Figures], assumed: Sequence[str]
) -> list[Estimate]:
    """One estimate per benefit that concerns this household, in the order of the list."""
    found = []
    for benefit in BENEFITS:
        if concerns(benefit, situation):
            gave = figures.get(benefit.code)
            estimate = _estimate(benefit, situation, gave, tuple(assumed))
            found.append(replace(estimate, parameters=gave.parameters if gave else ()))
    return found


def concerns(benefit: Benefit, situation: Situation) -> bool:
    """Whether what is known of the household leaves any question to ask."""
    if benefit.code in _ARISES and not _ARISES[benefit.code](situation):
        return False
    children = situation.ages_of_children()
    if situation.are_children_known:
        if len(children) < benefit.children:
            return False
        if benefit.youngest_under is not None and min(children) >= benefit.youngest_under:
            return False
    return benefit.oldest_from is None or max(situation.ages()) >= benefit.oldest_from


def missing_for(benefit: Benefit, situation: Situation) -> tuple[str, ...]:
    """What must be known before any amount may be said, named as the question names it."""
    found: list[str] = [] if situation.are_children_known else ["children"]
    for need in benefit.needs:
        found += _MISSING[need](situation) if need in _MISSING else _plain(need, situation)
    return tuple(dict.fromkeys(found))


def _estimate(
    benefit: Benefit, situation: Situation, figures: Figures | None, assumed: tuple[str, ...]
) -> Estimate:
    missing = missing_for(benefit, situation)
    if missing or figures is None:
        reason = "Il manque de quoi calculer." if missing else "Le moteur n’a pas répondu."
        return Estimate(benefit, "not_computable", None, None, None, (reason,), missing, assumed)
    if figures.not_computable:
        return Estimate(
            benefit, "not_computable", None, None, None, (figures.not_computable,), (), assumed
        )
    amount, low, high = (_paid(benefit, x) for x in (figures.amount, figures.low, figures.high))
    doubts = _doubts(benefit, situation)
    if benefit.code == "css":  # the engine answers yes or no: there is no amount to say
        why = (_said_of_css(figures), *doubts)
        return Estimate(benefit, "to_check", None, None, None, why, (), assumed)
    if amount == 0:
        why = doubts if benefit.code == "asf" else (NO_RIGHT, *doubts)
        return Estimate(benefit, "to_check", None, None, None, why, (), assumed)
    state: State = "to_check" if doubts else "probable"
    why = (*doubts, *_explained(benefit, figures))
    return Estimate(benefit, state, amount, low, high, why, (), assumed)


def _said_of_css(figures: Figures) -> str:
    """Free, at a price, or not found; and whether a little more or less income would change it."""
    if figures.low != figures.high:
        return "Près du plafond : un peu plus ou un peu moins de revenus change la réponse."
    if figures.amount:
        return "Sans participation financière, selon ce calcul."
    price = figures.explained.get("css_participation_forfaitaire", 0.0)
    return f"Avec une participation de {price:.2f} € par mois." if price else NO_RIGHT


def _doubts(benefit: Benefit, situation: Situation) -> tuple[str, ...]:
    found = [benefit.doubt] if benefit.doubt else []
    if is_stale(benefit, situation.month):
        newest = max(p.on for p in benefit.parameters)
        found.append(f"Barème du {newest}, non revalorisé pour {situation.month}.")
    if situation.nationality not in (None, "fr"):
        found.append("La condition de séjour (titre, durée, statut) se vérifie avec l’organisme.")
    if (situation.home.insee or "").startswith(OVERSEAS):
        found.append("Outre-mer, les règles diffèrent : ce calcul n’y a pas été vérifié.")
    if benefit.code == "aide_logement" and situation.home.shared:
        found.append("En colocation, l’aide dépend du bail et de la part de loyer de chacun.")
    if benefit.code == "rsa" and min(situation.ages()) < YOUNG and not situation.children:
        found.append("Avant 25 ans, le RSA a des conditions d’activité que ce calcul ne voit pas.")
    if _has_changed(situation):
        found.append(
            "Les revenus ont changé récemment : demandez à l’organisme s’il les neutralise."
        )
    return tuple(found)


def is_stale(benefit: Benefit, month: str) -> bool:
    """Whether a day of revaluation passed between the newest parameter and that month."""
    newest = max(p.on for p in benefit.parameters)[:7]
    years = range(int(newest[:4]), int(month[:4]) + 1)
    return any(newest < f"{year}-{when}" <= month for year in years for when in benefit.revised)


def _has_changed(situation: Situation) -> bool:
    for adult in situation.adults:
        for name in (*DERIVED, *PLAIN):
            said = getattr(adult, name)
            if isinstance(said, Mapping):
                recent = [said[m] for m in sorted(said) if m <= situation.month][-6:]
                if recent and min(recent) != max(recent):
                    return True
    return False


def _explained(benefit: Benefit, figures: Figures) -> tuple[str, ...]:
    return tuple(
        f"{name} : {figures.explained[name]:.2f}"
        for name in benefit.explain
        if name in figures.explained
    )


def _paid(benefit: Benefit, amount: float) -> Decimal:
    """Floats of the engine, to the cent, after CRDS where the engine's figure is before it."""
    paid = amount * (CRDS if benefit.crds else 1)
    return Decimal(f"{max(paid, 0.0):.2f}").quantize(CENT)


def _lives_alone(situation: Situation) -> bool:
    """ASF is for the children of one parent; a couple is not asked about it."""
    return situation.couple is not True


def _may_be_invalid(situation: Situation) -> bool:
    """ASI goes with a pension: without one, and without a rate of disability, nobody asks."""
    return any(
        adult.disability_pension != 0 or (adult.disability_rate or 0) >= DISABLED
        for adult in situation.adults
    )


_ARISES: Final = {"asf": _lives_alone, "asi": _may_be_invalid}


def _plain(need: str, situation: Situation) -> list[str]:
    place, _, name = need.partition(".")
    if place == "received":
        return [] if name in situation.received else [need]
    value = getattr(situation.home, name) if place == "home" else getattr(situation, place)
    return [need] if value is None else []


def _income(situation: Situation) -> list[str]:
    return [
        f"adults.{n}.{name}"
        for n, adult in enumerate(situation.adults)
        for name in DERIVED
        if getattr(adult, name) is None
    ]


def _rent(situation: Situation) -> list[str]:
    home = situation.home
    return ["home.rent"] if home.is_rented and home.rent is None else []


def _family(situation: Situation) -> list[str]:
    """Past benefits count as resources: those that this household may well receive are asked."""
    adults, children = situation.adults, situation.ages_of_children()
    places = range(len(adults))
    untold = {code: [n for n in places if situation.paid_to(n, code) is None] for code in OF_PERSON}
    likely = {
        "af": len(children) > 1,
        "asf": bool(children) and len(adults) == 1,
        "cf": len(children) > LARGE_FAMILY,
        "paje_base": any(age < INFANT for age in children),
        "aah": any((adults[n].disability_rate or 0) >= DISABLED for n in untold["aah"]),
        "ass": any(adults[n].ass_eligible for n in untold["ass"]),
        "aspa": max(situation.ages()) >= OLD,
    }
    return [
        f"received.{code}"
        for code, is_likely in likely.items()
        if is_likely and code not in situation.received
    ]


def _of_someone(name: str) -> Callable[[Situation], list[str]]:
    """What has a sense once it is known of one adult."""

    def missing(situation: Situation) -> list[str]:
        is_known = any(getattr(adult, name) is not None for adult in situation.adults)
        return [] if is_known else [f"adults.*.{name}"]

    return missing


_MISSING = {
    "income": _income,
    "home.rent": _rent,
    "family": _family,
} | {name: _of_someone(name) for name in ("disability_rate", "disability_pension", "ass_eligible")}
