"""The unsealed header of a dossier: who holds it, since when, what is due which day. No text."""

import uuid
from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Household(models.Model):
    """Dossiers of adults who live together. Its shared parts are in a container of their own."""

    container = models.OneToOneField(
        "keyring.Container", models.PROTECT, primary_key=True, related_name="household"
    )

    def __str__(self) -> str:
        return f"household {self.pk}"


class Dossier(models.Model):
    """One dossier per adult (00-decisions 1). The container of the same id holds its content."""

    container = models.OneToOneField(
        "keyring.Container", models.PROTECT, primary_key=True, related_name="dossier"
    )
    secteur = models.ForeignKey("agents.Secteur", models.PROTECT, related_name="dossiers")
    referent = models.ForeignKey("agents.Agent", models.PROTECT, related_name="dossiers")
    household = models.ForeignKey(
        Household, models.SET_NULL, null=True, blank=True, related_name="dossiers"
    )
    opened_on = models.DateField("ouvert le")
    touched_on = models.DateField("modifié le")
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="absorbed"
    )

    def __str__(self) -> str:
        return f"dossier {self.pk}"


class Accompagnement(models.Model):
    """A stretch of work with a person, from a shared start to a shared end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="accompagnements")
    # The request it came from, when it came from one.
    demande = models.UUIDField(null=True, blank=True)
    opened_on = models.DateField("commencé le")
    closed_on = models.DateField("terminé le", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["opened_on"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="ends_after_it_starts",
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
            models.UniqueConstraint(
                fields=["dossier"], condition=Q(closed_on=None), name="one_current_accompagnement"
            ),
        ]

    def __str__(self) -> str:
        return f"accompagnement {self.pk}"


class DueDateQuerySet(models.QuerySet["DueDate"]):
    """Which due dates."""

    def to_do(self) -> "DueDateQuerySet":
        """What someone has to do and has not done, late ones included.

        Nobody is late when an agreement ends, when the date of a procedure has passed, nor when
        a partner has not answered: the pages of each say what became of it.
        """
        kinds = DueDate.Kind
        told_apart = (kinds.AGREEMENT, kinds.PROCEDURE, kinds.RELAY)
        return self.filter(done_on=None).exclude(kind__in=told_apart)

    def awaited(self, today: date) -> "DueDateQuerySet":
        """The same, and the dates of procedures that are still ahead."""
        kinds = DueDate.Kind
        own = ~Q(kind__in=(kinds.AGREEMENT, kinds.PROCEDURE))
        ahead = Q(kind=kinds.PROCEDURE, due_on__gte=today)
        return self.filter(own | ahead, done_on=None)


class DueDate(models.Model):
    """A day on which something of a dossier is due. What it is, is sealed in `record`."""

    class Kind(models.TextChoices):
        REVIEW = "review", "bilan du plan"
        ACTION = "action", "action du plan"
        NEXT_STEP = "next_step", "suite d’un entretien"
        CALL_BACK = "call_back", "rappel promis"
        AGREEMENT = "agreement", "accord qui prend fin"
        PROCEDURE = "procedure", "date d’une procédure"
        RELAY = "relay", "réponse d’un partenaire attendue"

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="due_dates")
    kind = models.CharField(max_length=10, choices=Kind)
    record = models.UUIDField(null=True)
    rank = models.PositiveSmallIntegerField("place dans l’écrit", default=0)
    due_on = models.DateField("échéance")
    done_on = models.DateField(null=True, blank=True)
    objects = DueDateQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dossier", "kind", "record", "rank"], name="one_due_date_per_step"
            )
        ]

    def __str__(self) -> str:
        return f"due {self.pk}"


class DirectorySlip(models.Model):
    """A card dropped, sealed, in reception's letter box; its members file it (00-decisions 4)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    group = models.ForeignKey("keyring.Group", models.CASCADE, related_name="slips")
    dropped_on = models.DateField(auto_now_add=True)
    box = models.BinaryField()

    def __str__(self) -> str:
        return f"slip {self.pk}"


class SupportExtract(models.Model):
    """An extract lent for a few days to a lead or a colleague. The container of the id seals it."""

    container = models.OneToOneField(
        "keyring.Container", models.PROTECT, primary_key=True, related_name="support_extract"
    )
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="support_extracts")
    given_by = models.ForeignKey("agents.Agent", models.PROTECT, related_name="+")
    given_to = models.ForeignKey("agents.Agent", models.PROTECT, related_name="extracts_received")
    given_on = models.DateField("prêté le")
    until = models.DateField("jusqu’au")
    ended_on = models.DateField("retiré le", null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-given_on"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_extract_is_lent_seven_days_at_most",
                condition=Q(until__lte=F("given_on") + timedelta(days=7)),
            )
        ]

    def __str__(self) -> str:
        return f"extract {self.pk}"
