"""Custodians, and the ceremony's unsealed side: who asked, for which containers, who was told."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from entrenous.custody.codes import Audience, Keeps, Way
from entrenous.vault.quorum_files import Ground

DEFAULT_DELAY_HOURS = 24
MOST_DELAY_HOURS = 720


class Custodian(models.Model):
    """Someone who keeps a sheet. The server knows the name, never a word of the sheet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("agents.Organisation", models.PROTECT, related_name="+")
    name = models.CharField("nom", max_length=80)
    title = models.CharField("fonction", max_length=120)
    keeps = models.CharField(max_length=8, choices=Keeps.choices(), default=Keeps.SHARE.value)
    since = models.DateField("depuis le")
    until = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-keeps", "since", "name"]

    def __str__(self) -> str:
        return f"custodian {self.pk}"


class Terms(models.Model):
    """An organisation's own settings of the ceremony.

    split_on  the day the present key was split, as far as the server was told
    """

    organisation = models.OneToOneField(
        "agents.Organisation", models.PROTECT, primary_key=True, related_name="+"
    )
    delay_hours = models.PositiveSmallIntegerField("délai", default=DEFAULT_DELAY_HOURS)
    split_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"custody terms {self.pk}"


class CeremonyQuerySet(models.QuerySet["Ceremony"]):
    """Which requests."""

    def under_way(self) -> "CeremonyQuerySet":
        """Neither withdrawn nor done."""
        return self.filter(withdrawn_at=None, imported_at=None)


class Ceremony(models.Model):
    """A request to the custodians. The container of the same id seals its motive."""

    container = models.OneToOneField(
        "keyring.Container", models.PROTECT, primary_key=True, related_name="ceremony"
    )
    asked_by = models.ForeignKey("agents.Agent", models.PROTECT, related_name="+")
    recipient = models.ForeignKey("agents.Agent", models.PROTECT, related_name="+")
    ground = models.CharField(max_length=12, choices=[(g.value, g.value) for g in Ground])
    asked_at = models.DateTimeField()
    opens_at = models.DateTimeField()
    signature = models.BinaryField()
    withdrawn_at = models.DateTimeField(null=True)
    imported_at = models.DateTimeField(null=True)
    imported_by = models.ForeignKey(
        "agents.Agent", models.PROTECT, null=True, blank=True, related_name="+"
    )
    custodians = models.PositiveSmallIntegerField(null=True)

    objects = CeremonyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-asked_at"]

    def __str__(self) -> str:
        return f"ceremony {self.pk}"

    @property
    def is_over(self) -> bool:
        """Withdrawn, or done."""
        return self.withdrawn_at is not None or self.imported_at is not None

    @property
    def is_rehearsal(self) -> bool:
        """On a test dossier."""
        return self.ground == Ground.REHEARSAL

    def waits_at(self, now: datetime) -> bool:
        """Tell whether the delay still runs."""
        return now < self.opens_at


class ListedContainer(models.Model):
    """A container that a request names: a dossier, or what follows one.

    given_on  the day its key was handed to the recipient
    left_out  why the custodians could not (a code)
    """

    ceremony = models.ForeignKey(Ceremony, models.CASCADE, related_name="listed")
    container = models.ForeignKey("keyring.Container", models.PROTECT, related_name="+")
    given_on = models.DateField(null=True)
    left_out = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ceremony", "container"], name="a_container_is_listed_once"
            )
        ]

    def __str__(self) -> str:
        return f"listed {self.container_id}"


class Notice(models.Model):
    """Someone who must be told, and when it was done; or until when the legal desk puts it off."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ceremony = models.ForeignKey(Ceremony, models.CASCADE, related_name="notices")
    audience = models.CharField(max_length=8, choices=Audience.choices())
    agent = models.ForeignKey(
        "agents.Agent", models.PROTECT, null=True, blank=True, related_name="+"
    )
    container = models.ForeignKey(
        "keyring.Container", models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_on = models.DateField(null=True)
    way = models.CharField(max_length=10, choices=Way.choices(), blank=True)
    noted_by = models.ForeignKey(
        "agents.Agent", models.PROTECT, null=True, blank=True, related_name="+"
    )
    barred_until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="only_the_persons_notice_is_barred",
                condition=Q(barred_until=None) | Q(audience="person"),
            )
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"
