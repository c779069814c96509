"""From the last contact with the person to the term, and where a dossier stands on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from entrenous.agents.models import Agent
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
    term_on: date
    kept_until: date | None
    stage: Stage


def terms_of(organisation: UUID) -> Terms:
    """What the organisation decided; the recommended months until it decides (03-law §3)."""
    found = Terms.objects.filter(organisation_id=organisation).first()
    return found or Terms(organisation_id=organisation)


def standing(dossier: Dossier, today: date, terms: Terms) -> Standing | None:
    """Where one dossier stands; None while an accompagnement is under way, or there was none."""
    return next(iter(_standings([dossier], today, terms)), None)


def near_for(agent: Agent, today: date) -> list[Standing]:
    """Of the dossiers that an agent follows: those near or past their term, the oldest first."""
    mine = Dossier.objects.filter(referent=agent, merged_into=None)
    return _near(mine, today, terms_of(agent.organisation_id))


def without_referent(agents: Iterable[UUID], organisation: UUID, today: date) -> list[Standing]:
    """The same among dossiers whose référente, one of these, has left."""
    rows = Dossier.objects.filter(
        referent__in=list(agents), referent__is_active=False, merged_into=None
    )
    return _near(rows, today, terms_of(organisation))


def _near(rows: Iterable[Dossier], today: date, terms: Terms) -> list[Standing]:
    found = _standings(rows, today, terms)
    return sorted((k for k in found if k.stage is not Stage.ACTIVE), key=lambda k: k.term_on)


def _standings(rows: Iterable[Dossier], today: date, terms: Terms) -> list[Standing]:
    """A call about an ended dossier changes nothing: its end, or what its holder read, counts."""
    dossiers = {each.pk: each for each in rows}
    kept = Kept.objects.in_bulk(list(dossiers))
    pending = Destruction.objects.pending().filter(container__in=dossiers)
    proposed = set(pending.values_list("container", flat=True))
    stretches: dict[UUID, list[date | None]] = {pk: [] for pk in dossiers}
    ends = Dossier.objects.filter(pk__in=dossiers, accompagnements__isnull=False)
    for pk, closed_on in ends.values_list("pk", "accompagnements__closed_on"):
        stretches[pk].append(closed_on)
    found = []
    for pk, dossier in dossiers.items():
        closed = [on for on in stretches[pk] if on]
        if not closed or len(closed) < len(stretches[pk]):
            continue
        known = kept.get(pk)
        found.append(_one(dossier, max(closed), known, today, terms, is_proposed=pk in proposed))
    return found


def _one(
    dossier: Dossier, closed_on: date, known: Kept | None, today: date, terms: Terms,
    *, is_proposed: bool,
) -> Standing:  # fmt: skip
    last = known.last_contact_on if known else None
    counted_on = min(last, closed_on) if last else closed_on
    term_on = add_months(counted_on, terms.active_months)
    until = known.until if known else None
    stage = Stage.ACTIVE
    if today >= add_months(counted_on, terms.alert_months):
        stage = Stage.REACHED if today >= term_on else Stage.NEAR
        stage = Stage.KEPT if until and today <= until else stage
        stage = Stage.PROPOSED if is_proposed else stage
    return Standing(dossier, closed_on, counted_on, term_on, until, stage)
