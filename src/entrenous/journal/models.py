"""The journal's rows. Nothing in clear but codes, ids and instants (04-seal §3.12)."""

from typing import ClassVar

from django.db import models

from entrenous.journal.acts import act_choices


class JournalHead(models.Model):
    """The last link of an organisation's chain: the row that writers queue for, last and short."""

    organisation = models.OneToOneField(
        "agents.Organisation", models.PROTECT, primary_key=True, related_name="+"
    )
    size = models.PositiveBigIntegerField(default=0)
    chain = models.BinaryField(max_length=32, default=bytes(32))

    def __str__(self) -> str:
        return f"journal head {self.pk}"


class Entry(models.Model):
    """One act. Never changed, never deleted: triggers and the database account see to it."""

    organisation = models.ForeignKey("agents.Organisation", models.PROTECT, related_name="+")
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField("instant")
    actor = models.UUIDField("agent", null=True)
    act = models.CharField("acte", max_length=32, choices=act_choices)
    container = models.UUIDField("conteneur", null=True, db_index=True)
    record = models.UUIDField(null=True)
    version = models.PositiveIntegerField(null=True)
    blob_hash = models.BinaryField(max_length=32, null=True)
    about = models.UUIDField("agent ou groupe concerné", null=True)
    basis = models.CharField("code de base légale", max_length=40, blank=True)
    detail = models.BinaryField("détail scellé", null=True)
    signature = models.BinaryField(max_length=64, null=True)
    chain = models.BinaryField(max_length=32)

    class Meta:
        ordering: ClassVar = ["organisation", "seq"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "seq"], name="one_entry_per_place")
        ]
        # Readings, by far the most numerous, are not in it: a dossier is held against its writes.
        indexes: ClassVar = [
            models.Index(
                fields=["container", "record", "seq"],
                condition=models.Q(record__isnull=False),
                name="writes_of_a_container",
            )
        ]

    def __str__(self) -> str:
        return f"entry {self.organisation_id}/{self.seq}"


class Checkpoint(models.Model):
    """A signed note over the journal at one size, as it was printed, mailed or anchored."""

    organisation = models.ForeignKey("agents.Organisation", models.PROTECT, related_name="+")
    size = models.PositiveBigIntegerField()
    made_at = models.DateTimeField()
    note = models.TextField()

    class Meta:
        ordering: ClassVar = ["organisation", "size"]

    def __str__(self) -> str:
        return f"checkpoint {self.organisation_id}/{self.size}"
