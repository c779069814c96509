"""From the last contact with the person to the term, and where a dossier stands on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from entrenous.agents.models import Agent
from entrenous.dossiers.models import Accompagnement, Dossier
from entrenous.law.days import add_months
from entrenous.retention.codes import Stage
from entrenous.retention.models import Destruction, Kept, Terms

#: Months counted back may fall this short of months counted forward.
_MONTH_END: Final = timedelta(days=3)


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


def quiet_for(agent: Agent, today: date) -> list[Dossier]:
    """Of her accompagnements under way: those where nothing was written for as long as the alert.

    `touched_on` alone is read, nothing is opened; the quietest first
    """
    alert_months = terms_of(agent.organisation_id).alert_months
    latest = add_months(today, -alert_months) + _MONTH_END
    rows = Dossier.objects.filter(
        referent=agent, merged_into=None, accompagnements__closed_on=None,
        accompagnements__isnull=False, touched_on__lte=latest,
    )  # fmt: skip
    oldest = rows.order_by("touched_on", "pk").distinct()
    return [each for each in oldest if add_months(each.touched_on, alert_months) <= today]


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
    found = []
    for pk, latest in _latest(dossiers).items():
        if latest.closed_on is not None:
            known, is_proposed = kept.get(pk), pk in proposed
            found.append(_one(dossiers[pk], latest, known, today, terms, is_proposed=is_proposed))
    return found


@dataclass(frozen=True)
class _Latest:
    """The last accompagnement of a dossier; `closed_on` None while any is under way."""

    opened_on: date
    closed_on: date | None


def _latest(dossiers: Iterable[UUID]) -> dict[UUID, _Latest]:
    found: dict[UUID, _Latest] = {}
    rows = Accompagnement.objects.filter(dossier__in=list(dossiers))
    for pk, opened_on, closed_on in rows.values_list("dossier", "opened_on", "closed_on"):
        known = found.get(pk, _Latest(opened_on, closed_on))
        ends = (known.closed_on, closed_on)
        last = None if None in ends else max(day for day in ends if day)
        found[pk] = _Latest(max(known.opened_on, opened_on), last)
    return found


def _one(
    dossier: Dossier, latest: _Latest, known: Kept | None, today: date, terms: Terms,
    *, is_proposed: bool,
) -> Standing:  # fmt: skip
    """A contact read before a later accompagnement began counts no more: it was not the last."""
    closed_on = latest.closed_on or today
    last = known.last_contact_on if known else None
    counted_on = min(last, closed_on) if last and last >= latest.opened_on else closed_on
    term_on = add_months(counted_on, terms.active_months)
    until = known.until if known else None
    stage = Stage.ACTIVE
    if today >= add_months(counted_on, terms.alert_months):
        stage = Stage.REACHED if today >= term_on else Stage.NEAR
        stage = Stage.KEPT if until and today <= until else stage
        stage = Stage.PROPOSED if is_proposed else stage
    return Standing(dossier, closed_on, counted_on, term_on, until, stage)
