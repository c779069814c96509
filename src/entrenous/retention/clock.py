"""From the last contact with the person to the term, and where a dossier stands on a day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from entrenous.agents.models import Agent
from entrenous.dossiers.models import Accompagnement, Dossier
from entrenous.law.days import add_months
from entrenous.retention.codes import Stage
from entrenous.retention.models import Archived, Destruction, Kept, Terms

#: Months counted back may fall this short of months counted forward.
_MONTH_END: Final = timedelta(days=3)


@dataclass(frozen=True)
class Standing:
    """An ended dossier against its terms. `counted_on`: the last contact, else the end.

    archived_on, archived_until  when it is in the archives; they count from the term, so that a
                                 dossier archived late does not stay longer
    """

    dossier: Dossier
    closed_on: date
    counted_on: date
    term_on: date
    kept_until: date | None
    stage: Stage
    archived_on: date | None = None
    archived_until: date | None = None

    @property
    def may_go_on(self) -> date:
        """The first day on which it may be destroyed, if nothing else keeps it."""
        return self.archived_until or self.term_on


def terms_of(organisation: UUID) -> Terms:
    """What the organisation decided; the recommended months until it decides (03-law §3)."""
    found = Terms.objects.filter(organisation_id=organisation).first()
    return found or Terms(organisation_id=organisation)


def standing(dossier: Dossier, today: date, terms: Terms) -> Standing | None:
    """Where one dossier stands; None while an accompagnement is under way, or there was none."""
    return next(iter(_standings([dossier], today, terms)), None)


def near_for(agent: Agent, today: date) -> list[Standing]:
    """Of the dossiers that an agent follows: those near or past their term, the oldest first."""
    mine = Dossier.objects.filter(referent=agent, merged_into=None, archived=None)
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
        referent__in=list(agents), referent__is_active=False, merged_into=None, archived=None
    )
    return _near(rows, today, terms_of(organisation))


def _near(rows: Iterable[Dossier], today: date, terms: Terms) -> list[Standing]:
    found = _standings(rows, today, terms)
    return sorted((k for k in found if k.stage is not Stage.ACTIVE), key=lambda k: k.term_on)


def archived_in(organisation: UUID, today: date) -> list[Standing]:
    """Everything in the archives, what is over first. Days only."""
    rows = Dossier.objects.filter(
        container__organisation_id=organisation, archived__isnull=False
    ).order_by("pk")
    found = _standings(rows, today, terms_of(organisation))
    return sorted(found, key=lambda k: k.may_go_on)


def every(organisation: UUID, today: date) -> list[Standing]:
    """Every ended dossier of an organisation: what a dry run counts. A few queries in all."""
    rows = Dossier.objects.filter(container__organisation_id=organisation, merged_into=None)
    rows = rows.select_related("secteur__circonscription").order_by("pk")
    return _standings(rows, today, terms_of(organisation))


@dataclass(frozen=True)
class _Beside:
    """What rows in clear say of some dossiers."""

    kept: dict[UUID, Kept]
    archived: dict[UUID, date]
    proposed: frozenset[UUID]


def _standings(rows: Iterable[Dossier], today: date, terms: Terms) -> list[Standing]:
    """A call about an ended dossier changes nothing: its end, or what its holder read, counts."""
    dossiers = {each.pk: each for each in rows}
    latest, beside = _latest(dossiers), _beside(dossiers)
    return [
        _one(dossiers[pk], last, beside, today, terms)
        for pk, last in latest.items()
        if last.closed_on is not None
    ]


def _beside(dossiers: Collection[UUID]) -> _Beside:
    pending = Destruction.objects.pending().filter(container__in=dossiers)
    archived = Archived.objects.filter(dossier__in=dossiers)
    return _Beside(
        Kept.objects.in_bulk(list(dossiers)),
        dict(archived.values_list("dossier", "archived_on")),
        frozenset(pending.values_list("container", flat=True)),
    )


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


def _one(dossier: Dossier, latest: _Latest, beside: _Beside, today: date, terms: Terms) -> Standing:
    """A contact read before a later accompagnement began counts no more: it was not the last."""
    known, archived_on = beside.kept.get(dossier.pk), beside.archived.get(dossier.pk)
    closed_on = latest.closed_on or today
    last = known.last_contact_on if known else None
    counted_on = min(last, closed_on) if last and last >= latest.opened_on else closed_on
    term_on = add_months(counted_on, terms.active_months)
    until = known.until if known else None
    over_on = add_months(term_on, terms.archive_months or 0) if archived_on else None
    found = Standing(
        dossier, closed_on, counted_on, term_on, until, Stage.ACTIVE, archived_on, over_on
    )
    is_proposed = dossier.pk in beside.proposed
    return replace(found, stage=_stage(found, today, terms, is_proposed=is_proposed))


def _stage(stands: Standing, today: date, terms: Terms, *, is_proposed: bool) -> Stage:
    """The first that says something."""
    if stands.archived_until is None and today < add_months(stands.counted_on, terms.alert_months):
        return Stage.ACTIVE
    if is_proposed:
        return Stage.PROPOSED
    if stands.kept_until and today <= stands.kept_until:
        return Stage.ARCHIVED if stands.archived_on else Stage.KEPT
    if stands.archived_until is not None:
        return Stage.ARCHIVE_OVER if today >= stands.archived_until else Stage.ARCHIVED
    return Stage.REACHED if today >= stands.term_on else Stage.NEAR
