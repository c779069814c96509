"""Read requests: the queue of the day, one request whole, those confided to someone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from entrenous.agents.models import Circonscription
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Container, PendingGrant
from entrenous.keyring.opening import Keyring
from entrenous.keyring.records import OpenRecord, Reading
from entrenous.reception.contents import (
    DemandeIdentity,
    DemandeNote,
    DemandeThemes,
    DemandeWords,
)
from entrenous.reception.models import Demande
from entrenous.vault.containers import Compartment


@dataclass(frozen=True)
class Listed:
    """A request in a list; `name` is "" when none was given or no key is held."""

    demande: Demande
    name: str = ""
    is_held: bool = False


@dataclass(frozen=True)
class OpenedDemande:
    """A request as its holder reads it."""

    row: Demande
    identity: DemandeIdentity
    words: DemandeWords
    themes: DemandeThemes
    notes: list[OpenRecord[DemandeNote]] = field(default_factory=list)
    reading: Reading = field(default_factory=Reading)

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is missing, altered or older than it should be."""
        return self.reading.is_whole


def open_demande(demande: UUID, *, by: Keyring) -> OpenedDemande:
    """One request, journaled before it is read. KeyNotHeld, VaultClosed."""
    row = (
        Demande.objects.select_related("circonscription", "secteur", "attributed_to")
        .filter(pk=demande, circonscription__organisation=by.organisation)
        .first()
    )
    if row is None:
        raise KeyNotHeld
    opened = by.open(demande, Act.DEMANDE_OPENED)
    opened.key_for(Compartment.IDENTITY)  # a lead's key opens the themes and nothing else
    return _opened(row, records.read(opened))


def closed_today(circonscriptions: Iterable[Circonscription], *, by: Keyring) -> list[Listed]:
    """What was ended today; what waits is in `entries.waiting`, with every other channel."""
    rows = Demande.objects.filter(
        status=Demande.Status.CLOSED,
        received_on=timezone.localdate(),
        circonscription__in=list(circonscriptions),
    ).select_related("secteur", "attributed_to")
    return with_names(rows.order_by("-urgency", "received_at"), by=by)


def duty(circonscriptions: Iterable[Circonscription], *, by: Keyring) -> list[Listed]:
    """The open requests of the duty worker's houses: those sent to her now come first."""
    rows = Demande.objects.open().filter(circonscription__in=list(circonscriptions))
    rows = rows.select_related("secteur")
    ordered = sorted(rows, key=lambda r: (r.decision != "duty", -r.urgency, r.received_at))
    return with_names(ordered, by=by)


def duty_count(circonscriptions: Iterable[Circonscription]) -> int:
    """How many people wait for the duty worker now."""
    return (
        Demande.objects.open()
        .filter(circonscription__in=list(circonscriptions), decision="duty")
        .count()
    )


def confided_to(agent: UUID, *, by: Keyring) -> list[Listed]:
    """« Demandes qui vous sont confiées » : with the name as soon as the key is there."""
    rows = Demande.objects.filter(
        attributed_to=agent, status=Demande.Status.ATTRIBUTED
    ).select_related("secteur")
    return with_names(list(rows.order_by("-urgency", "received_at")), by=by)


def leading_to(dossier: UUID, *, by: Keyring) -> list[Demande]:
    """The requests a dossier came from, of those whose key is held. Opens and reads nothing."""
    rows = Demande.objects.filter(dossier=dossier, status=Demande.Status.CLOSED)
    return [row for row in rows.order_by("-received_at") if by.holds(row.pk)]


def with_names(rows: Iterable[Demande], *, by: Keyring) -> list[Listed]:
    """Names of the requests whose key is held; one journal entry, none for an empty list."""
    listed = list(rows)
    if not listed:
        return []
    opened = by.open_list([r.pk for r in listed], Act.DEMANDES_LISTED)
    readings = records.read_many(opened.values(), DemandeIdentity)
    names = {
        pk: found.content.name
        for pk, reading in readings.items()
        if (found := reading.one(DemandeIdentity))
    }
    return [Listed(r, names.get(r.pk, ""), r.pk in names) for r in listed]


def keys_on_their_way(demandes: Iterable[UUID]) -> set[UUID]:
    """The requests whose key was promised and not handed over yet."""
    rows = PendingGrant.objects.filter(
        container__kind=Container.Kind.DEMANDE, container_id__in=list(demandes)
    )
    return set(rows.values_list("container_id", flat=True))


def _opened(row: Demande, reading: Reading) -> OpenedDemande:
    identity, words = reading.one(DemandeIdentity), reading.one(DemandeWords)
    themes = reading.one(DemandeThemes)
    return OpenedDemande(
        row=row,
        identity=identity.content if identity else DemandeIdentity(),
        words=words.content if words else DemandeWords(),
        themes=themes.content if themes else DemandeThemes(),
        notes=reading.of(DemandeNote),
        reading=reading,
    )
