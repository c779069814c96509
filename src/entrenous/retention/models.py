"""How long dossiers are kept, which are to be destroyed, what was. Days and codes, never a name."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from entrenous.retention.codes import Reason


class Terms(models.Model):
    """What an organisation decided, in months after the last contact (03-law §3)."""

    organisation = models.OneToOneField(
        "agents.Organisation", models.CASCADE, primary_key=True, related_name="retention_terms"
    )
    alert_months = models.PositiveSmallIntegerField("alerte, en mois", default=21)
    active_months = models.PositiveSmallIntegerField("base active, en mois", default=24)
    needs_visa = models.BooleanField("visa de l’archiviste", default=True)
    # No law gives them: nothing is archived before the organisation writes both.
    archive_months = models.PositiveSmallIntegerField("archive, en mois", null=True, blank=True)
    archive_why = models.TextField("raison de l’archive", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_archive_has_a_length_and_a_reason",
                condition=Q(archive_months=None, archive_why="")
                | (Q(archive_months__isnull=False) & ~Q(archive_why="")),
                violation_error_message="Écrivez la durée d’archive et sa raison, ou aucune.",
            ),
            models.CheckConstraint(
                name="one_is_told_before_the_term",
                condition=Q(alert_months__lt=F("active_months")),
                violation_error_message="L’alerte vient avant le terme : choisissez moins de mois.",
            ),
        ]

    def __str__(self) -> str:
        return f"terms of {self.organisation_id}"


class Kept(models.Model):
    """The day of the last contact as its holder read it, and until when she keeps the dossier."""

    dossier = models.OneToOneField(
        "dossiers.Dossier", models.CASCADE, primary_key=True, related_name="kept"
    )
    last_contact_on = models.DateField("dernier contact", null=True)
    until = models.DateField("gardé jusqu’au", null=True)

    def __str__(self) -> str:
        return f"kept {self.pk}"


class Archived(models.Model):
    """A dossier in the archives: its whole key is that of a group, and of nobody else."""

    dossier = models.OneToOneField(
        "dossiers.Dossier", models.CASCADE, primary_key=True, related_name="archived"
    )
    group = models.ForeignKey("keyring.Group", models.PROTECT, related_name="archived")
    archived_on = models.DateField("archivé le")
    archived_by = models.ForeignKey("agents.Agent", models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["archived_on", "pk"]

    def __str__(self) -> str:
        return f"archived {self.pk}"


class ErasureList(models.Model):
    """Destructions proposed together, then done together by someone else, one after the other."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("agents.Organisation", models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey("agents.Agent", models.PROTECT, related_name="+")
    proposed_on = models.DateField("proposée le")
    started_by = models.ForeignKey("agents.Agent", models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField("commencée le", null=True)
    ended_at = models.DateTimeField("terminée le", null=True)

    class Meta:
        ordering: ClassVar = ["-proposed_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="two_people_destroy_a_list", condition=~Q(started_by=F("proposed_by"))
            ),
        ]

    def __str__(self) -> str:
        return f"erasure list {self.pk}"


class DestructionQuerySet(models.QuerySet["Destruction"]):
    """Which destructions."""

    def pending(self) -> "DestructionQuerySet":
        """Proposed, neither withdrawn nor done."""
        return self.filter(withdrawn_on=None, erased_at=None)


class Destruction(models.Model):
    """A destruction proposed, then done by someone else. It outlives the dossier: its certificate.

    container   the dossier's number; nothing is there any more once it is done
    counted_on  the day the term was counted from
    place       the entry of the journal that says it
    refusal     why the list it is in could not do it
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("agents.Organisation", models.PROTECT, related_name="+")
    circonscription = models.ForeignKey(
        "agents.Circonscription", models.PROTECT, related_name="destructions"
    )
    container = models.UUIDField("numéro du dossier", db_index=True)
    opened_on = models.DateField("ouvert le")
    closed_on = models.DateField("terminé le")
    counted_on = models.DateField("compté depuis le")
    proposed_by = models.ForeignKey("agents.Agent", models.PROTECT, related_name="+")
    proposed_on = models.DateField("proposée le")
    withdrawn_on = models.DateField("retirée le", null=True)
    archivist = models.CharField("archiviste", max_length=120, blank=True)
    visa_number = models.CharField("numéro du visa", max_length=60, blank=True)
    visa_on = models.DateField("visa du", null=True)
    done_by = models.ForeignKey("agents.Agent", models.PROTECT, null=True, related_name="+")
    erased_at = models.DateTimeField("effacé le", null=True)
    records = models.PositiveIntegerField(default=0)
    files = models.PositiveIntegerField(default=0)
    keys = models.PositiveIntegerField(default=0)
    place = models.PositiveBigIntegerField("entrée du journal", null=True)
    erasure_list = models.ForeignKey(ErasureList, models.SET_NULL, null=True, related_name="lines")
    # Why it was left where it was when its list was done.
    refusal = models.CharField(max_length=12, choices=Reason.choices(), blank=True)

    objects = DestructionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-proposed_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["container"],
                condition=Q(withdrawn_on=None),
                name="one_destruction_per_dossier",
            ),
            models.CheckConstraint(
                name="two_people_destroy", condition=~Q(done_by=F("proposed_by"))
            ),
        ]

    def __str__(self) -> str:
        return f"destruction {self.pk}"

    @property
    def is_over(self) -> bool:
        """Tell whether nothing waits for anyone any more: done, or given up."""
        return self.erased_at is not None or self.withdrawn_on is not None
