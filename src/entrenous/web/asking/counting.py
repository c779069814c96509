"""How a legal deadline was counted, in one sentence that can be checked on a calendar."""

from datetime import date

from entrenous.law import Count, RuleBase, value_on
from entrenous.law.typography import typeset
from entrenous.law.vocabulary import vocabulary
from entrenous.web.common.templatetags.look import jour_long

_SINGULAR = {
    "days": "jour calendaire",
    "working_days": "jour ouvré",
    "business_days": "jour ouvrable",
    "weeks": "semaine",
    "months": "mois",
    "years": "année",
}


def how_counted(base: RuleBase, deadline: str, received_on: date) -> str:
    """« 1 mois à compter de la réception, le… Source… »; empty when nothing is counted."""
    rule = base.rules.get(deadline)
    if rule is None:
        return ""
    dated = value_on(rule, received_on)
    if not isinstance(dated.content, Count):
        return ""
    parts = [_length(dated.content, received_on), *_rolled(dated.content, received_on)]
    doubt = f" À vérifier : {dated.unverified}." if dated.verification != "V1" else ""
    return typeset(f"{' ; '.join(parts)}. Source : {dated.source.rstrip('.')}.{doubt}")


def _length(count: Count, received_on: date) -> str:
    since = f"la réception, le {jour_long(received_on)}"
    if not count.amount:
        return f"Le jour même de {since}"
    unit = vocabulary().units[count.unit].partition(" (")[0]
    words = _SINGULAR[count.unit] if count.amount == 1 else unit
    first = "ce jour compris" if count.first_day_counts else "ce jour non compris"
    side = "à compter de" if count.direction == "after" else "avant"
    return f"{count.amount} {words} {side} {since}, {first}"


def _rolled(count: Count, received_on: date) -> list[str]:
    before, after = count.before_rolling(received_on), count.reach(received_on)
    if before == after:
        return []
    return [f"le {jour_long(before)} n’est pas un jour ouvré, le délai va au {jour_long(after)}"]
