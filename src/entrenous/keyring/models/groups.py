"""Certificates and groups: which keys belong to whom, and who was let into a letter box."""

from typing import ClassVar

from django.db import models

from entrenous.keyring.fields import SealedField
from entrenous.vault.registry import Kind

KINDS = [(k.value, k.name.lower()) for k in Kind]


class Certificate(models.Model):
    """Public keys of an actor, signed by the registry and countersigned by a lead."""

    organisation = models.ForeignKey("agents.Organisation", models.PROTECT, related_name="+")
    actor = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=12, choices=KINDS)
    epoch = models.PositiveIntegerField(default=1)
    box = models.BinaryField()
    sign = models.BinaryField()
    may_certify = models.BooleanField(default=False)
    issued_on = models.DateField()
    signature = models.BinaryField()
    countersigner = models.UUIDField(null=True)
    countersignature = models.BinaryField()
    fingerprint = models.BinaryField()
    revoked_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"certificate {self.actor}"


class RegistryHead(models.Model):
    """The signed state of all certificates; its counter is also kept beside the registry key."""

    organisation = models.OneToOneField(
        "agents.Organisation", models.PROTECT, primary_key=True, related_name="+"
    )
    counter = models.PositiveBigIntegerField()
    state = models.BinaryField()
    signature = models.BinaryField()

    def __str__(self) -> str:
        return f"registry head {self.pk}"


class Group(models.Model):
    """A letter box: outsiders seal to it, only its members open (00-decisions 8)."""

    class Kind(models.TextChoices):
        RECEPTION = "reception", "accueil"
        DUTY = "duty", "permanence"
        LEADS = "leads", "responsables"
        LEGAL_DESK = "legal_desk", "service juridique"
        ARCHIVES = "archives", "archives"

    container = models.OneToOneField(
        "keyring.Container", models.PROTECT, primary_key=True, related_name="group"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    circonscription = models.ForeignKey(
        "agents.Circonscription", models.PROTECT, null=True, related_name="groups"
    )
    # Keys that a member made and that a lead has not countersigned yet.
    proposed_epoch = models.PositiveIntegerField(null=True)
    proposed_box = models.BinaryField(null=True)
    proposed_sign = models.BinaryField(null=True)
    proposed_by = models.UUIDField(null=True)
    proposal_signature = models.BinaryField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "circonscription"], name="one_group_per_place")
        ]

    def __str__(self) -> str:
        return f"group {self.pk}"


class Admission(models.Model):
    """A lead's countersigned authorisation to enter a group; a member then hands the key over."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="admissions")
    agent = models.ForeignKey("agents.Agent", models.PROTECT, related_name="admissions")
    authorised_by = models.UUIDField()
    authorised_on = models.DateField()
    signature = models.BinaryField()
    admitted_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "agent"], name="one_admission_per_agent")
        ]

    def __str__(self) -> str:
        return f"admission {self.group_id}/{self.agent_id}"


class Carnet(models.Model):
    """The key ids an agent already verified, sealed to her (04-seal §3.9)."""

    agent = models.OneToOneField("agents.Agent", models.CASCADE, primary_key=True)
    blob = SealedField()

    def __str__(self) -> str:
        return f"carnet {self.pk}"
