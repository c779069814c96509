"""The unsealed side of continuity: who covers what, from which day to which. Never a word."""

import uuid
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from entrenous.continuity.codes import CoverState, DangerDecision, JoinDecision, Scope, Side, Told
from entrenous.custody.codes import Audience


class DueSheet(models.Model):
    """« Ce qui est à faire »: a small container that follows a dossier, and says what is due in it.

    state  a hash of the rows in clear that it was made from: tells that it must be made again
    """

    container = models.OneToOneField(
        "keyring.Container", models.PROTECT, primary_key=True, related_name="due_sheet"
    )
    dossier = models.OneToOneField("dossiers.Dossier", models.CASCADE, related_name="due_sheet")
    state = models.BinaryField(max_length=32)
    refreshed_on = models.DateField("tenue à jour le")
    opens_in_danger = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"due sheet {self.pk}"


class Cover(models.Model):
    """A colleague who stands in for a worker, from a day to another, both included."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    absent = models.ForeignKey("agents.Agent", models.PROTECT, related_name="covers")
    colleague = models.ForeignKey("agents.Agent", models.PROTECT, related_name="covering")
    scope = models.CharField(max_length=5, choices=Scope.choices())
    starts_on = models.DateField("à partir du")
    ends_on = models.DateField("jusqu’au")
    planned_on = models.DateField("prévue le")
    # The day she came back or gave the cover up, when it was before the last one.
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-starts_on", "-planned_on"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_cover_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="nobody_covers_herself", condition=~Q(absent=F("colleague"))
            ),
        ]

    def __str__(self) -> str:
        return f"cover {self.pk}"

    def state_on(self, today: date) -> CoverState:
        """Where it stands that day."""
        if self.ended_on is not None:
            is_cancelled = self.ended_on < self.starts_on
            return CoverState.CANCELLED if is_cancelled else CoverState.OVER
        if today > self.ends_on:
            return CoverState.OVER
        return CoverState.RUNNING if today >= self.starts_on else CoverState.PLANNED

    @property
    def is_whole(self) -> bool:
        """Tell whether the dossiers are covered whole."""
        return self.scope == Scope.WHOLE

    @property
    def last_day(self) -> date:
        """The day it really ended, or will."""
        return self.ended_on or self.ends_on


class CoveredDossier(models.Model):
    """One dossier of a cover: when its key was handed over, taken back, and the person told.

    granted_on    the key waits for its first day; null: still to hand over
    withdrawn_on  taken out of the cover before its end
    renewed_on    after the end: the dossier, or its sheet, has a new key
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cover = models.ForeignKey(Cover, models.CASCADE, related_name="covered")
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="covered")
    granted_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    renewed_on = models.DateField(null=True)
    told_on = models.DateField(null=True)
    told_way = models.CharField(max_length=10, choices=Told.choices(), blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cover", "dossier"], name="a_dossier_is_covered_once_by_a_cover"
            )
        ]

    def __str__(self) -> str:
        return f"covered {self.pk}"


class LeftWord(models.Model):
    """A word that a cover left to the référente. The container of the id seals it."""

    container = models.OneToOneField(
        "keyring.Container", models.PROTECT, primary_key=True, related_name="left_word"
    )
    covered = models.ForeignKey(CoveredDossier, models.CASCADE, related_name="words")
    left_on = models.DateField()
    read_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["left_on", "pk"]

    def __str__(self) -> str:
        return f"word {self.pk}"


class JoinRequest(models.Model):
    """A colleague asks a référente to follow someone with her. The container of the id seals it.

    The server does not know about whom until the référente accepts, or says which dossier.
    """

    container = models.OneToOneField(
        "keyring.Container", models.PROTECT, primary_key=True, related_name="join_request"
    )
    asked_by = models.ForeignKey("agents.Agent", models.PROTECT, related_name="joins_asked")
    referent = models.ForeignKey("agents.Agent", models.PROTECT, related_name="joins_received")
    asked_on = models.DateField()
    expires_on = models.DateField()
    decision = models.CharField(max_length=10, choices=JoinDecision.choices(), blank=True)
    decided_on = models.DateField(null=True)
    dossier = models.ForeignKey(
        "dossiers.Dossier", models.SET_NULL, null=True, related_name="joins"
    )
    # The day the person herself said yes, and how.
    agreed_on = models.DateField(null=True)
    agreed_way = models.CharField(max_length=10, choices=Told.choices(), blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="nobody_joins_without_the_person",
                condition=~Q(decision=JoinDecision.ACCEPTED.value) | Q(agreed_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"join request {self.pk}"

    def is_open_on(self, today: date) -> bool:
        """Tell whether it still waits for an answer that day."""
        return not self.decision and today <= self.expires_on


class DangerAccess(models.Model):
    """Two agents read dates and how to call, because someone is in danger. Sealed: the reason.

    half_box  the second's half, sealed to the asker; gone at the end
    asks_as   which half the asker's own group holds: the second's is the other
    """

    container = models.OneToOneField(
        "keyring.Container", models.PROTECT, primary_key=True, related_name="danger_access"
    )
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="danger_accesses")
    asked_by = models.ForeignKey("agents.Agent", models.PROTECT, related_name="+")
    second = models.ForeignKey("agents.Agent", models.PROTECT, related_name="+")
    asks_as = models.CharField(max_length=5, choices=Side.choices())
    asked_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=DangerDecision.choices(), blank=True)
    decided_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    half_box = models.BinaryField(null=True)

    class Meta:
        ordering: ClassVar = ["-asked_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="nobody_is_her_own_second", condition=~Q(asked_by=F("second"))
            )
        ]

    def __str__(self) -> str:
        return f"danger {self.pk}"


class DangerNotice(models.Model):
    """Someone who must be told within a day, and when it was done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    access = models.ForeignKey(DangerAccess, models.CASCADE, related_name="notices")
    audience = models.CharField(max_length=8, choices=Audience.choices())
    due_at = models.DateTimeField()
    given_on = models.DateField(null=True)
    way = models.CharField(max_length=10, choices=Told.choices(), blank=True)
    noted_by = models.ForeignKey("agents.Agent", models.PROTECT, null=True, related_name="+")
    barred_until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["access", "audience"], name="each_is_told_once_of_a_danger"
            ),
            models.CheckConstraint(
                name="only_the_persons_notice_of_danger_is_barred",
                condition=Q(barred_until=None) | Q(audience="person"),
            ),
        ]

    def __str__(self) -> str:
        return f"danger notice {self.pk}"
