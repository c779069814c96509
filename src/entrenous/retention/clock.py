"""From the last contact with the person to the term, and where a dossier stands on a day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from entrenous.agents.models import Organisation
from entrenous.dossiers.models import Dossier
from entrenous.law.days import add_months
from entrenous.retention.codes import Stage
from entrenous.retention.models import Destruction, Kept, Terms


@dataclass(frozen=True)
class Standing:
    """An ended dossier against its terms. `counted_on`: the last contact, else the end."""

    dossier: Dossier
    closed_on: date
    counted_on: date
    alert_on: date
    term_on: date
    kept_until: date | None
    stage: Stage


def terms_of(organisation: UUID) -> Terms:
    """What the organisation decided; the recommended months until it decides (03-law §3)."""
    found = Terms.objects.filter(organisation_id=organisation).first()
    return found or Terms(organisation_id=organisation)


def standing(dossier: Dossier, today: date, terms: Terms) -> Standing | None:
    """Where a dossier stands; None while an accompagnement is under way, or there never was one.

    A call about an ended dossier changes nothing: only its end, or what its holder read, counts.
    """
    stretches = list(dossier.accompagnements.all())
    if not stretches or any(each.closed_on is None for each in stretches):
        return None
    closed_on = max(each.closed_on for each in stretches if each.closed_on)
    known = Kept.objects.filter(dossier=dossier).first()
    last = known.last_contact_on if known else None
    counted_on = min(last, closed_on) if last else closed_on
    alert_on = add_months(counted_on, terms.alert_months)
    term_on = add_months(counted_on, terms.active_months)
    kept_until = known.until if known else None
    stage = _stage(today, alert_on, term_on, kept_until)
    if stage is not Stage.ACTIVE and _is_proposed(dossier):
        stage = Stage.PROPOSED
    return Standing(dossier, closed_on, counted_on, alert_on, term_on, kept_until, stage)


def standings(dossiers: list[Dossier], today: date, organisation: Organisation) -> list[Standing]:
    """Those near or past their term, the oldest first."""
    terms = terms_of(organisation.pk)
    found = [known for each in dossiers if (known := standing(each, today, terms))]
    return sorted(
        (known for known in found if known.stage is not Stage.ACTIVE), key=lambda k: k.term_on
    )


def _stage(today: date, alert_on: date, term_on: date, kept_until: date | None) -> Stage:
    if today < alert_on:
        return Stage.ACTIVE
    if kept_until and today <= kept_until:
        return Stage.KEPT
    return Stage.REACHED if today >= term_on else Stage.NEAR


def _is_proposed(dossier: Dossier) -> bool:
    return Destruction.objects.pending().filter(container=dossier.pk).exists()
