"""Containers, their epochs, who was granted what, and the sealed records. No text in clear."""

import uuid
from typing import ClassVar

from django.db import models

from entrenous.keyring.fields import SealedField
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive

COMPARTMENTS = [(c.value, c.name.lower()) for c in Compartment]
MOTIVES = [(m.value, m.name.lower()) for m in Motive]


def kind_choices() -> list[tuple[str, str]]:
    """For the model's field: a new kind of container then needs no migration."""
    return Container.Kind.choices


class Container(models.Model):
    """Something sealed as a whole: a dossier, a request, a directory, a group's key."""

    class Kind(models.TextChoices):
        DOSSIER = "dossier", "dossier"
        DEMANDE = "demande", "demande"
        DIRECTORY = "directory", "répertoire de l’accueil"
        GROUP = "group", "groupe"
        HOUSEHOLD = "household", "parts communes d’un foyer"
        SUPPORT = "support", "extrait partagé"
        APPOINTMENT = "appointment", "rendez-vous"
        OWN = "own", "carnet d’un agent"
        THIRD_PARTY = "third_party", "sollicitation d’un tiers"
        QUORUM = "quorum", "demande aux gardiens de secours"
        REHEARSAL = "rehearsal", "dossier d’essai des gardiens"
        DUE_SHEET = "due_sheet", "fiche de ce qui est à faire"
        WORD = "word", "mot laissé à la référence"
        JOINING = "joining", "demande à suivre"
        DANGER = "danger", "accès en cas de danger"
        COMPLAINT = "complaint", "réclamation d’une personne"
        SLIP = "slip", "fiche de contact d’une plateforme"
        COLLECTIVE = "collective", "action collective"
        TASK = "task", "tâche confiée à l’accueil"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("agents.Organisation", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=kind_choices)
    epoch = models.PositiveIntegerField(default=1)
    made_on = models.DateField()
    # Nothing is sealed in it any more, and nothing opens it.
    erased_on = models.DateField("effacé le", null=True)
    # An index for lists. What makes a satellite is sealed in its parent: `keyring.following`.
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="satellites"
    )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Epoch(models.Model):
    """The signed and countersigned key vector of one epoch (04-seal §3.2)."""

    container = models.ForeignKey(Container, models.CASCADE, related_name="epochs")
    number = models.PositiveIntegerField()
    vector = models.BinaryField()
    maker = models.UUIDField()
    signature = models.BinaryField()
    countersignature = models.BinaryField()
    previous = SealedField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["container", "number"], name="one_statement_per_epoch")
        ]

    def __str__(self) -> str:
        return f"epoch {self.container_id}/{self.number}"


class Grant(models.Model):
    """A key handed to someone. The signed header stays for ever; revoking deletes the box only."""

    container = models.ForeignKey(Container, models.CASCADE, related_name="grants")
    epoch = models.PositiveIntegerField()
    compartment = models.PositiveSmallIntegerField(choices=COMPARTMENTS)
    recipient = models.UUIDField()
    recipient_box = models.BinaryField()
    key_id = models.BinaryField()
    box_hash = models.BinaryField()
    giver = models.UUIDField()
    motive = models.CharField(max_length=16, choices=MOTIVES)
    made_on = models.DateField()
    signature = models.BinaryField()
    box = models.BinaryField(null=True)
    since = models.DateField("à partir du", null=True)
    until = models.DateField("jusqu’au", null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["recipient", "container"], name="grants_of_a_recipient"),
            # Finds at once the few boxes that a former key still opens: `keyring.renewal`.
            models.Index(
                fields=["recipient", "recipient_box"],
                condition=models.Q(box__isnull=False),
                name="boxes_of_a_recipient",
            ),
        ]

    def __str__(self) -> str:
        return f"grant {self.container_id}/{self.epoch} to {self.recipient}"


class PendingGrant(models.Model):
    """A decision that the next unlocked holder carries out (« clé en cours de remise »)."""

    container = models.ForeignKey(Container, models.CASCADE, related_name="pending_grants")
    recipient = models.UUIDField()
    motive = models.CharField(max_length=16, choices=MOTIVES)
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["container", "recipient"], name="one_pending_grant_per_recipient"
            )
        ]

    def __str__(self) -> str:
        return f"pending {self.container_id} to {self.recipient}"


class Record(models.Model):
    """One version of one sealed record. Its kind and place are in the seal's associated data."""

    container = models.ForeignKey(Container, models.CASCADE, related_name="records")
    epoch = models.PositiveIntegerField()
    compartment = models.PositiveSmallIntegerField(choices=COMPARTMENTS)
    kind = models.PositiveSmallIntegerField()
    record = models.UUIDField()
    version = models.PositiveIntegerField()
    author = models.UUIDField()
    written_on = models.DateField()
    blob = SealedField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["container", "record", "version"], name="one_row_per_version"
            )
        ]

    def __str__(self) -> str:
        return f"record {self.record}/{self.version}"


class HeadRow(models.Model):
    """The sealed state of a container's compartment: notices a missing or older row."""

    container = models.ForeignKey(Container, models.CASCADE, related_name="heads")
    compartment = models.PositiveSmallIntegerField(choices=COMPARTMENTS)
    epoch = models.PositiveIntegerField()
    counter = models.PositiveBigIntegerField()
    blob = SealedField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["container", "compartment"], name="one_head_per_compartment"
            )
        ]

    def __str__(self) -> str:
        return f"head {self.container_id}/{self.compartment}"
