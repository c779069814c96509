"""Reports as they were asked and released, codes of a paper form, and orders to call. No name."""

import uuid
from typing import ClassVar

from django.db import models

from entrenous.statistics.codes import Kind, State


class Report(models.Model):
    """One report of one period: asked once, computed once, then never changed.

    A territory is read in it, by circonscription: nothing more is computed for one of them.

    content   what was released: tables already protected, or the reasons of a refusal
    digest    of the release in the engine's ledger
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("agents.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[(k.value, k.label) for k in Kind])
    period = models.CharField(max_length=7)
    state = models.CharField(max_length=10, default=State.ASKED.value)
    asked_at = models.DateTimeField()
    is_coarser = models.BooleanField(default=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    content = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-period", "kind"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "period"], name="a_report_is_computed_once"
            )
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"

    @property
    def what(self) -> Kind:
        """Which report."""
        return Kind(self.kind)

    @property
    def stands(self) -> State:
        """Where it stands."""
        return State(self.state)


class Questionnaire(models.Model):
    """Whether an organisation gives the paper form: off until someone decides it."""

    organisation = models.OneToOneField(
        "agents.Organisation", models.PROTECT, primary_key=True, related_name="+"
    )
    is_given = models.BooleanField(default=False)
    since = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"questionnaire {self.organisation_id}"


class PaperCode(models.Model):
    """The hash of a code printed on a form and not used yet. Nobody knows who drew it."""

    organisation = models.ForeignKey("agents.Organisation", models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "digest"], name="a_code_is_used_once")
        ]

    def __str__(self) -> str:
        return f"code {self.pk}"


class OrderedCalls(models.Model):
    """Calls that an agent was made to give: sealed to her alone, counted without her name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agent = models.ForeignKey("agents.Agent", models.CASCADE, related_name="+")
    on = models.DateField()
    box = models.BinaryField()

    class Meta:
        ordering: ClassVar = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"ordered calls {self.pk}"
