"""Look up an amount or a deadline on a given day: exact, or an error, never a guess."""

from datetime import date
from decimal import Decimal

from .days import Count, Season
from .errors import InvalidRequest, NotInForce
from .model import Dated, Rule


def value_on(rule: Rule, on: date, key: str = "") -> Dated:
    """The value of `key` in force on `on`; raise NotInForce outside every known period."""
    if key not in {value.key for value in rule.values}:
        raise InvalidRequest(f"Clé inconnue pour {rule.id} : « {key} ».", tuple(rule.keys))
    dated = [value for value in rule.values if value.key == key]
    for value in dated:
        if value.covers(on):
            return value
    periods = tuple(period_text(value.from_on, value.until_on) for value in dated)
    raise NotInForce(f"{rule.label} : aucune valeur connue au {on.isoformat()}.", periods)


def amount_on(rule: Rule, on: date, key: str = "") -> Decimal | str:
    """The amount (or the word) in force on `on`, as written in the rule file."""
    content = value_on(rule, on, key).content
    if isinstance(content, Count | Season):
        raise InvalidRequest(f"{rule.id} est un délai, pas un montant.")
    return content


def due_on(rule: Rule, start: date, key: str = "") -> date:
    """The last day of the deadline that starts on `start` (or the first day after a season)."""
    content = value_on(rule, start, key).content
    if not isinstance(content, Count | Season):
        raise InvalidRequest(f"{rule.id} est un montant, pas un délai.")
    return content.reach(start)


def period_text(from_on: date, until_on: date | None) -> str:
    """A period as a person reads it."""
    if until_on is None:
        return f"depuis le {from_on.isoformat()}"
    return f"du {from_on.isoformat()} au {until_on.isoformat()}"
