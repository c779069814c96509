"""The unsealed side of the front desk: tickets, codes, instants, slots. Never a name."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from entrenous.reception.codes import Channel, Decision, Origin, Urgency, UrgencyAction
from entrenous.reception.hall import Screen, Waiting
from entrenous.reception.rooms import BusyTime, DutySession, Place
from entrenous.reception.staffing import DeclaredHours, NotToAttribute, Vacancy

__all__ = [
    "Appointment",
    "BusyTime",
    "DeclaredHours",
    "Demande",
    "Directory",
    "DutySession",
    "NotToAttribute",
    "Place",
    "Screen",
    "Vacancy",
    "Waiting",
]


class DemandeQuerySet(models.QuerySet["Demande"]):
    """Which requests."""

    def open(self) -> "DemandeQuerySet":
        """Those that wait for someone."""
        return self.filter(status=Demande.Status.OPEN)

    def urgent_first(self) -> "DemandeQuerySet":
        """The most pressing first, then the one who has waited longest."""
        return self.order_by("-urgency", "received_at")


class Demande(models.Model):
    """What a person asks, before any dossier. The container of the same id holds its content."""

    class Status(models.TextChoices):
        OPEN = "open", "en attente"
        ATTRIBUTED = "attributed", "confiée"
        CLOSED = "closed", "terminée"

    container = models.OneToOneField(
        "keyring.Container", models.PROTECT, primary_key=True, related_name="demande"
    )
    circonscription = models.ForeignKey(
        "agents.Circonscription", models.PROTECT, related_name="demandes"
    )
    secteur = models.ForeignKey(
        "agents.Secteur", models.PROTECT, null=True, blank=True, related_name="demandes"
    )
    ticket = models.CharField(max_length=5)
    channel = models.CharField(max_length=10, choices=Channel.choices())
    origin = models.CharField(max_length=12, choices=Origin.choices())
    urgency = models.PositiveSmallIntegerField(choices=[(u.value, u.label) for u in Urgency])
    urgency_action = models.CharField(max_length=12, choices=UrgencyAction.choices())
    received_on = models.DateField()
    received_at = models.DateTimeField()
    decision = models.CharField(max_length=14, choices=Decision.choices())
    decided_at = models.DateTimeField()
    attributed_to = models.ForeignKey(
        "agents.Agent", models.PROTECT, null=True, blank=True, related_name="demandes"
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    dossier = models.ForeignKey(
        "dossiers.Dossier", models.SET_NULL, null=True, blank=True, related_name="demandes"
    )

    objects = DemandeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["circonscription", "received_on", "ticket"], name="one_ticket_per_day"
            ),
            models.CheckConstraint(
                name="attributed_means_to_someone",
                condition=~Q(status="attributed") | Q(attributed_to__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["circonscription", "status"], name="requests_that_wait")
        ]

    def __str__(self) -> str:
        return f"demande {self.pk}"

    @property
    def decided(self) -> Decision:
        """The decision, with its words."""
        return Decision(self.decision)

    @property
    def level(self) -> Urgency:
        """The urgency, with its words."""
        return Urgency(self.urgency)

    @property
    def action_taken(self) -> UrgencyAction:
        """What was done about the urgency, with its words."""
        return UrgencyAction(self.urgency_action)

    @property
    def waiting_days(self) -> int:
        """Whole days since the request was received."""
        return (timezone.localdate() - self.received_on).days

    @property
    def waits(self) -> str:
        """« 25 min », « 2 h », « 3 jours »: how long she has waited."""
        if self.waiting_days:
            return f"{self.waiting_days} jour{'s' if self.waiting_days > 1 else ''}"
        minutes = max(0, int((timezone.now() - self.received_at).total_seconds() // 60))
        if not minutes:
            return "à l’instant"
        return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h"  # noqa: PLR2004


class Appointment(models.Model):
    """A slot with a worker. No motive; whose it is, only the holders of its link can tell.

    beside          a second worker: a home visit is often made by two
    expected, came  how many people, for a collective session: never who
    """

    class Kind(models.TextChoices):
        MEETING = "meeting", "rendez-vous"
        CALL_BACK = "call_back", "rappel promis"
        BUSY = "busy", "indisponible"
        COLLECTIVE = "collective", "séance collective"

    class Status(models.TextChoices):
        UPCOMING = "upcoming", "à venir"
        HONOURED = "honoured", "honoré"
        EXCUSED = "excused", "excusé"
        CANCELLED = "cancelled", "annulé par le service"
        MISSED = "missed", "non honoré"

    class Where(models.TextChoices):
        OFFICE = "office", "au service"
        PHONE = "phone", "par téléphone"
        HOME = "home", "à domicile"
        OUTSIDE = "outside", "à l’extérieur"
        VIDEO = "video", "en visio"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agent = models.ForeignKey("agents.Agent", models.PROTECT, related_name="appointments")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.MEETING)
    starts_at = models.DateTimeField("début")
    minutes = models.PositiveSmallIntegerField("durée")
    where = models.CharField("lieu", max_length=8, choices=Where, default=Where.OFFICE)
    status = models.CharField("état", max_length=10, choices=Status, default=Status.UPCOMING)
    demande = models.ForeignKey(
        Demande, models.CASCADE, null=True, blank=True, related_name="appointments"
    )
    dossier = models.ForeignKey(
        "dossiers.Dossier", models.CASCADE, null=True, blank=True, related_name="appointments"
    )
    beside = models.ForeignKey(
        "agents.Agent", models.PROTECT, null=True, blank=True, related_name="appointments_beside"
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    session = models.ForeignKey(
        DutySession, models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    expected = models.PositiveSmallIntegerField("personnes attendues", null=True, blank=True)
    came = models.PositiveSmallIntegerField("personnes venues", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["starts_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_slot_has_a_length", condition=Q(minutes__gte=5, minutes__lte=480)
            ),
            models.UniqueConstraint(
                fields=["agent", "starts_at"],
                condition=Q(kind__in=["meeting", "busy", "collective"], status="upcoming"),
                name="one_thing_per_start",
            ),
            models.CheckConstraint(
                name="a_collective_session_is_nobody_s",
                condition=~Q(kind="collective") | Q(demande=None, dossier=None),
            ),
            models.CheckConstraint(
                name="a_head_count_is_of_a_collective_session",
                condition=Q(kind="collective") | Q(expected=None, came=None),
            ),
            models.CheckConstraint(
                name="two_workers_are_two", condition=Q(beside=None) | ~Q(beside=F("agent"))
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["agent", "starts_at"], name="agenda_of_an_agent")]

    def __str__(self) -> str:
        return f"appointment {self.pk}"

    @property
    def ends_at(self) -> datetime:
        """When the slot ends; real minutes, whatever the clock on the wall does that night."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_upcoming(self) -> bool:
        """Tell whether its outcome is still to come."""
        return self.status == self.Status.UPCOMING


class Directory(models.Model):
    """The sealed directory of a circonscription: who is followed, never why."""

    container = models.OneToOneField(
        "keyring.Container", models.PROTECT, primary_key=True, related_name="directory"
    )
    circonscription = models.OneToOneField(
        "agents.Circonscription", models.PROTECT, related_name="directory"
    )

    def __str__(self) -> str:
        return f"directory {self.pk}"
