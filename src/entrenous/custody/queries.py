"""Read the custodians and the requests: who may ask for what, where each ceremony stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from entrenous.agents.keyfiles import Custody, custody_of
from entrenous.agents.models import Agent, Function
from entrenous.custody.codes import Audience, Keeps, State
from entrenous.custody.contents import AskedOfCustodians, BarredNotice
from entrenous.custody.models import DEFAULT_DELAY_HOURS, Ceremony, Custodian, Notice, Terms
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.accounts import openable
from entrenous.keyring.opening import Keyring, live_grants
from entrenous.vault.containers import Compartment
from entrenous.vault.quorum_files import Request, read

_BLOCKING: Final = (Audience.REFERENT, Audience.DPO)
MOST_YEARS_WITHOUT_REHEARSAL: Final = 1


def may_ask_for(agent: Agent) -> QuerySet[Dossier]:
    """The dossiers that an agent may list: her circonscriptions' for a lead, all for the desk."""
    rows = Dossier.objects.filter(
        container__organisation_id=agent.organisation_id, merged_into=None
    ).select_related("secteur__circonscription", "referent")
    if agent.has_function(Function.Kind.LEGAL_DESK):
        return rows
    led = agent.circonscriptions_as(Function.Kind.TEAM_LEAD)
    return rows.filter(secteur__circonscription__in=led)


@dataclass(frozen=True)
class Choice:
    """A dossier that may be listed, and who opens it today."""

    dossier: Dossier
    openers: list[Agent]


def choices_of(agent: Agent, referent: UUID) -> list[Choice]:
    """The dossiers that were followed by someone, those that nobody opens first.

    Those of a request under way are not offered twice; the archives open theirs.
    """
    under_way = Ceremony.objects.under_way().values("listed__container")
    mine = may_ask_for(agent).filter(referent=referent, archived=None)
    mine = mine.exclude(pk__in=under_way)
    rows = list(mine.order_by("opened_on", "pk"))
    openers = _openers([row.pk for row in rows])
    found = [Choice(row, openers.get(row.pk, [])) for row in rows]
    return sorted(found, key=lambda choice: len(choice.openers))


def asked_for(agent: Agent) -> set[UUID]:
    """The dossiers of someone's house that a request under way lists."""
    rows = Ceremony.objects.under_way().filter(
        container__organisation=agent.organisation_id, listed__container__isnull=False
    )
    return set(rows.values_list("listed__container", flat=True))


def _openers(dossiers: Iterable[UUID]) -> dict[UUID, list[Agent]]:
    """The colleagues at work who hold each dossier with the keys they have today."""
    whole = live_grants().filter(
        until=None, container_id__in=list(dossiers), compartment=int(Compartment.WHOLE)
    )
    pairs = set(openable(whole).values_list("container_id", "recipient"))
    agents = Agent.objects.filter(pk__in={who for _, who in pairs}, is_active=True).in_bulk()
    found: dict[UUID, list[Agent]] = {}
    for container, who in pairs:
        if who in agents:
            found.setdefault(container, []).append(agents[who])
    return found


def referents_for(agent: Agent) -> list[Agent]:
    """Whose dossiers an agent may ask for."""
    ids = may_ask_for(agent).values("referent")
    return list(Agent.objects.filter(pk__in=ids))


def seen_by(by: Keyring) -> QuerySet[Ceremony]:
    """The requests whose key this agent holds: those she asked for, the legal desk all of them."""
    held = by.grants().values("container_id")
    rows = Ceremony.objects.filter(pk__in=held, container__organisation_id=by.organisation)
    return rows.select_related("asked_by", "recipient").prefetch_related("listed", "notices")


def about(agent: Agent) -> QuerySet[Ceremony]:
    """The requests that list dossiers she follows, and those whose keys come to her."""
    hers = Ceremony.objects.filter(notices__agent=agent) | Ceremony.objects.filter(recipient=agent)
    return hers.distinct().select_related("asked_by", "recipient").prefetch_related("listed")


@dataclass(frozen=True)
class OpenRequest:
    """A request as its reader opened it."""

    request: Request
    barred: BarredNotice | None


def open_request(by: Keyring, ceremony: UUID) -> OpenRequest:
    """Journal the reading, then give the words of a request. KeyNotHeld."""
    reading = records.read(by.open(ceremony, Act.QUORUM_OPENED), AskedOfCustodians, BarredNotice)
    asked = reading.one(AskedOfCustodians)
    barred = reading.of(BarredNotice)
    if asked is None:
        raise ValueError("a ceremony without its request")
    request = read(asked.content.request.encode(), Request)
    return OpenRequest(request, barred[-1].content if barred else None)


def state_of(ceremony: Ceremony) -> State:
    """Where a ceremony stands today."""
    if ceremony.withdrawn_at is not None:
        return State.WITHDRAWN
    if ceremony.imported_at is not None:
        return State.DONE
    if blocking(ceremony):
        return State.NOTICES
    return State.DELAY if ceremony.waits_at(timezone.now()) else State.READY


def blocking(ceremony: Ceremony) -> list[Notice]:
    """The notices without which the file does not go out."""
    return [n for n in ceremony.notices.all() if n.audience in _BLOCKING and n.given_on is None]


def delay_of(organisation: UUID) -> timedelta:
    """How long after a request its file may be used with no custodian more than needed."""
    terms = Terms.objects.filter(organisation=organisation).first()
    return timedelta(hours=terms.delay_hours if terms else DEFAULT_DELAY_HOURS)


@dataclass(frozen=True)
class Standing:
    """The custodians of an organisation, and what is not right about them."""

    custodians: list[Custodian]
    pieces: list[Custodian]
    custody: Custody | None
    to_renew: bool
    rehearsed: Ceremony | None
    rehearsal_due: bool


def standing_of(organisation: UUID) -> Standing:
    """Who keeps what today; whether the key must change, or the rehearsal is late."""
    rows = Custodian.objects.filter(organisation=organisation, until=None)
    shares = [row for row in rows if row.keeps == Keeps.SHARE]
    pieces = [row for row in rows if row.keeps == Keeps.PIECE]
    terms = Terms.objects.filter(organisation=organisation).first()
    split_on = terms.split_on if terms else None
    gone = Custodian.objects.filter(organisation=organisation).exclude(until=None)
    left = gone.filter(until__gte=split_on) if split_on else gone
    rehearsed = (
        Ceremony.objects.filter(container__organisation=organisation, ground="rehearsal")
        .exclude(imported_at=None)
        .order_by("-imported_at")
        .first()
    )
    year = timezone.now() - timedelta(days=365 * MOST_YEARS_WITHOUT_REHEARSAL)
    last = rehearsed.imported_at if rehearsed else None
    return Standing(
        shares, pieces, custody_of(organisation), left.exists(), rehearsed, not last or last < year
    )
