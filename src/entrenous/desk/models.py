"""The unsealed side of the work of the desk: codes, days, instants, counts; sheets about rights.

No row says anything about a person. A sheet's text is about rights and services: read by all.
"""

import uuid
from datetime import timedelta
from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone

from entrenous.desk.codes import Counted, Keeping, Outcome, TaskKind
from entrenous.dossiers.codes import Theme

GRACE: Final = timedelta(minutes=10)


class Listening(models.Model):
    """When someone was called for an urgent request, and when the person was first listened to."""

    demande = models.OneToOneField(
        "reception.Demande", models.CASCADE, primary_key=True, related_name="listening"
    )
    called_at = models.DateTimeField("permanence appelée", null=True)
    heard_at = models.DateTimeField("première écoute", null=True)

    def __str__(self) -> str:
        return f"listening {self.pk}"

    @property
    def minutes(self) -> int | None:
        """From the call to the first listening; None before it, or when nobody was called."""
        if self.called_at is None or self.heard_at is None:
            return None
        return max(0, round((self.heard_at - self.called_at).total_seconds() / 60))


class Try(models.Model):
    """One try to keep a promised call. `id` is drawn by the form: sent twice, it is one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    appointment = models.ForeignKey("reception.Appointment", models.CASCADE, related_name="tries")
    tried_at = models.DateTimeField("essai")
    outcome = models.CharField(max_length=12, choices=Outcome.choices())

    class Meta:
        ordering: ClassVar = ["tried_at"]

    def __str__(self) -> str:
        return f"try {self.pk}"

    @property
    def came_of_it(self) -> Outcome:
        """The outcome, with its words."""
        return Outcome(self.outcome)


class Task(models.Model):
    """A task that a référente entrusts. The container of the id seals what it is about.

    given_to  the colleague named; None: the reception group of the place
    """

    class Status(models.TextChoices):
        GIVEN = "given", "à faire"
        DONE = "done", "faite"
        NOT_DONE = "not_done", "n’a pas pu être faite"
        TAKEN_BACK = "taken_back", "reprise"

    container = models.OneToOneField(
        "keyring.Container", models.PROTECT, primary_key=True, related_name="task"
    )
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="tasks")
    circonscription = models.ForeignKey(
        "agents.Circonscription", models.PROTECT, related_name="tasks"
    )
    kind = models.CharField(max_length=12, choices=TaskKind.choices())
    given_by = models.ForeignKey("agents.Agent", models.PROTECT, related_name="tasks_given")
    given_to = models.ForeignKey(
        "agents.Agent", models.PROTECT, null=True, blank=True, related_name="tasks_received"
    )
    given_at = models.DateTimeField()
    due_on = models.DateField("pour le", null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.GIVEN)
    ended_at = models.DateTimeField(null=True, blank=True)
    reported_on = models.DateField("versée au fil", null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["circonscription", "status"], name="tasks_that_wait")
        ]

    def __str__(self) -> str:
        return f"task {self.pk}"

    @property
    def what(self) -> TaskKind:
        """Its kind, with its words."""
        return TaskKind(self.kind)

    @property
    def has_come_back(self) -> bool:
        """Tell whether a return waits for the référente."""
        return self.status in (self.Status.DONE, self.Status.NOT_DONE) and not self.reported_on


class Sheet(models.Model):
    """A sheet about a right or a service, in its latest edition. Never about someone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("agents.Organisation", models.PROTECT, related_name="sheets")
    theme = models.CharField(max_length=4, choices=Theme.choices(), blank=True)
    title = models.CharField("titre", max_length=120)
    body = models.TextField("texte", max_length=8_000)
    source = models.CharField("source", max_length=200)
    checked_on = models.DateField("vérifiée le")
    review_on = models.DateField("à revoir avant le")
    edition = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey("agents.Agent", models.PROTECT, related_name="+")
    withdrawn_on = models.DateField("retirée le", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["title"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_sheet_is_reviewed_after_it_is_checked",
                condition=Q(review_on__gt=models.F("checked_on")),
            )
        ]

    def __str__(self) -> str:
        return f"sheet {self.pk}"

    @property
    def is_stale(self) -> bool:
        """Tell whether its day of review has come: it is then shown as to be verified."""
        return self.review_on <= timezone.localdate()


class Tally(models.Model):
    """So many visits, calls, people sent away, one day in one house: no name, no agent.

    id  drawn by the form: a second click counts nothing
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    circonscription = models.ForeignKey(
        "agents.Circonscription", models.PROTECT, related_name="tallies"
    )
    on = models.DateField("jour")
    what = models.CharField(max_length=14, choices=Counted.choices())
    number = models.PositiveSmallIntegerField("nombre", default=1)
    minutes = models.PositiveSmallIntegerField("minutes", null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["circonscription", "on"], name="tallies_of_a_day")
        ]

    def __str__(self) -> str:
        return f"tally {self.pk}"


__all__ = ["GRACE", "Keeping", "Listening", "Sheet", "Tally", "Task", "Try"]
