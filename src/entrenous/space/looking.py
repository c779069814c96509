"""Who looked at her dossier: days, functions, services, purposes (00-decisions 21, 22).

Only acts named here are shown, each with its purpose in plain words. One made for a third-party
request waits until she may know of that request; one that cannot be told apart is never shown.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Final
from uuid import UUID

from django.utils import timezone

from entrenous.agents.models import Agent, Function
from entrenous.custody import notices
from entrenous.custody.models import Ceremony
from entrenous.dossiers.models import Dossier
from entrenous.gateway.contents import PersonTrace
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.journal.queries import put_off_until
from entrenous.keyring.records import Reading
from entrenous.space.models import Space

#: Acts → why, as she reads it. What is written is not « looked at »: it is on its own page.
PURPOSES: Final[Mapping[str, str]] = {
    Act.DOSSIER_OPENED: "a ouvert votre dossier pour travailler",
    Act.PRINTED: "a imprimé une page de votre dossier",
    Act.DIRECTORY_HIT: "a vu à l’accueil que vous êtes suivi, et par qui, rien d’autre",
    Act.DOCUMENT_READ: "a ouvert une pièce de votre dossier",
    Act.DOCUMENT_PAGE: "a ouvert une pièce de votre dossier",
    Act.DOCUMENT_TAKEN: "a téléchargé une pièce de votre dossier",
    Act.SUPPORT_SHARED: "a prêté un extrait à un ou une collègue, pour un avis",
    Act.SUPPORT_READ: "a lu un extrait prêté, pour un avis",
    Act.DOSSIER_CONSULTED: "a lu ce qu’il fallait pour répondre à un organisme",
    Act.CARD_READ: "a lu votre nom et votre adresse pour répondre à un organisme",
    Act.HANDOVER_READ: "a lu la fiche préparée avec vous pour changer de référence",
    Act.CONTACT_RULE_READ: "a lu comment vous joindre sans risque",
    Act.COPY_TAKEN: "a téléchargé la copie de votre dossier",
    Act.COVER_READ: "a lu ce qui est à faire pour vous, pendant une absence de votre référence",
    Act.DANGER_READ: "a lu vos dates et comment vous joindre, parce que vous étiez en danger",
    Act.ARCHIVE_ASKED: "a lu votre dossier dans les archives, pour une raison écrite",
    Act.SPACE_ENTERED: "avez ouvert cet espace avec votre code",
    Act.QUORUM_GIVEN: "a noté que les gardiens de secours ont rendu la clé de votre dossier",
}
#: Acts that the legal desk may put off telling → the act by which it does.
_PUT_OFF: Final = {Act.DANGER_READ: Act.DANGER_BARRED}
#: Shown only with the request that it was for, once she may know of that request.
_FOR_A_REQUEST: Final = frozenset({Act.DOSSIER_CONSULTED, Act.CARD_READ})
_MOST_ENTRIES: Final = 3_000


@dataclass(frozen=True)
class Look:
    """Somebody did something on a day, for a purpose. `who` is a name for the référente only."""

    on: date
    who: str
    service: str
    purpose: str
    times: int = 1


def looks(dossier: Dossier, reading: Reading) -> list[Look]:
    """Every look that she may read of, the latest first, one line a day for the same thing.

    reading  covers PersonTrace: it says which requests she may know of
    """
    entries = [e for e in _entries(dossier.pk) if _may_be_told(e, _told(reading))]
    entries = _without_barred(dossier.pk, _without_put_off(dossier.pk, entries))
    her = Space.objects.filter(dossier=dossier).values_list("person", flat=True).first()
    entries = [e for e in entries if e.actor != her or e.act == Act.SPACE_ENTERED]
    agents = _agents({e.actor for e in entries if e.actor})
    lines = [_line(e, agents, dossier) for e in entries]
    runs = groupby(sorted(lines, key=_sort, reverse=True), key=_sort)
    return [_joined(list(run)) for _, run in runs]


def _entries(dossier: UUID) -> list[Entry]:
    rows = Entry.objects.filter(container=dossier, act__in=list(PURPOSES)).exclude(actor=None)
    return list(rows.order_by("-seq").only("at", "actor", "act", "about")[:_MOST_ENTRIES])


def _told(reading: Reading) -> frozenset[str]:
    return frozenset(trace.content.request for trace in reading.of(PersonTrace))


def _may_be_told(entry: Entry, told: frozenset[str]) -> bool:
    """A card found by its name is journaled without its request: it cannot be told apart."""
    return entry.act not in _FOR_A_REQUEST or str(entry.about) in told


def _without_put_off(dossier: UUID, entries: list[Entry]) -> list[Entry]:
    """Leave out what the legal desk put off, until the day it said."""
    today = timezone.localdate()
    hidden = {
        act
        for act, barred in _PUT_OFF.items()
        if any(e.act == act for e in entries)
        and ((until := put_off_until(dossier, barred)) is not None and until > today)
    }
    return [e for e in entries if e.act not in hidden]


def _without_barred(dossier: UUID, entries: list[Entry]) -> list[Entry]:
    """Leave out what came of a reopening by the custodians that she is not to be told of yet."""
    if notices.barred_until(dossier) is None:
        return entries
    rows = Ceremony.objects.filter(
        notices__container=dossier,
        notices__given_on=None,
        notices__barred_until__gt=timezone.localdate(),
    )
    since: dict[UUID, datetime] = dict(
        rows.values_list("recipient_id", "asked_at").order_by("-asked_at")
    )
    return [
        e
        for e in entries
        if e.act != Act.QUORUM_GIVEN and not (e.actor in since and e.at >= since[e.actor])
    ]


def _agents(ids: Iterable[UUID]) -> dict[UUID, Agent]:
    rows = Agent.objects.filter(pk__in=set(ids))
    return {a.pk: a for a in rows.prefetch_related("functions__circonscription")}


def _line(entry: Entry, agents: Mapping[UUID, Agent], dossier: Dossier) -> Look:
    on, purpose = timezone.localdate(entry.at), PURPOSES[entry.act]
    agent = agents.get(entry.actor) if entry.actor else None
    if entry.act == Act.SPACE_ENTERED:
        return Look(on, "Vous", "", purpose)
    if agent is None:
        return Look(on, "Une personne du service", "", purpose)
    if agent.pk == dossier.referent_id:
        return Look(on, f"{agent.display_name}, votre référence", _service(agent), purpose)
    return Look(on, _function(agent), _service(agent), purpose)


def _function(agent: Agent) -> str:
    kinds = sorted({f.kind for f in agent.functions.all()})
    return ", ".join(Function.Kind(k).label for k in kinds).capitalize() or "Un ou une agent"


def _service(agent: Agent) -> str:
    places = sorted({f.circonscription.name for f in agent.functions.all() if f.circonscription})
    return ", ".join(places)


def _sort(line: Look) -> tuple[date, str, str, str]:
    return line.on, line.who, line.service, line.purpose


def _joined(run: list[Look]) -> Look:
    first = run[0]
    return Look(first.on, first.who, first.service, first.purpose, len(run))
