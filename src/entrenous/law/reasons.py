"""Why an item is kept: a lasting reason first, else what is still missing."""

from dataclasses import dataclass
from typing import Literal

from .cases import Applied
from .typography import typeset
from .vocabulary import vocabulary

Why = Literal["not_yet", "excluded", "not_listed", "not_agreed", "protected", "no", "local"]
PROTECTED = typeset(
    "Adresse protégée : rien de ce qui permet de retrouver la personne ne part"
    " sans décision humaine écrite du service juridique."
)
UNKNOWN = typeset(
    "Aucune règle ne correspond à ce demandeur : rien n’est donné sans décision humaine."
)


@dataclass(frozen=True, slots=True)
class Withheld:
    """An item that is not given; `why` lets a page tell « not yet » from « no »."""

    item: str
    reason: str
    why: Why


def reason_to_withhold(applied: Applied, item: str) -> Withheld | None:
    """Why `item` is kept, or None when it may be given."""
    return _lasting(applied, item) or _passing(applied, item)


def _lasting(applied: Applied, item: str) -> Withheld | None:
    """No proof would change these."""
    rule, case = applied.rule, applied.case
    if item in rule.excludes:
        return Withheld(item, rule.excludes[item], "excluded")
    if not case.gives:
        return Withheld(item, case.because, "no")
    if item not in case.permits:
        nothing = "Aucun texte de cette règle ne permet de donner cet élément."
        return Withheld(item, nothing, "not_listed")
    labels = [each.label for each in applied.local if item in each.withholds]
    if labels:
        return Withheld(item, typeset(f"Règle de l’organisation : {labels[0]}."), "local")
    return None


def _passing(applied: Applied, item: str) -> Withheld | None:
    """A person, a proof or an agreement could change these."""
    if applied.stops and item in vocabulary().locating:
        return Withheld(item, PROTECTED, "protected")
    if applied.lacks:
        return Withheld(item, _not_yet(applied), "not_yet")
    if applied.case.status == "agreement" and item not in applied.request.agreement:
        refused = "La personne n’a pas donné son accord pour cet élément."
        return Withheld(item, refused, "not_agreed")
    return None


def _not_yet(applied: Applied) -> str:
    evidence = vocabulary().evidence
    wanted = ", ".join(" ou ".join(evidence[code] for code in group) for group in applied.lacks)
    return typeset(f"Pas encore : il manque {wanted}.")
