"""Whose space is open, since when, and who is in hers now. Nothing here opens without the code."""

import uuid

from django.db import models

from entrenous.keyring.fields import SealedField


class Space(models.Model):
    """The space of one person: one per dossier. `person` is her name in grants and journal.

    number  printed with the code and no secret; None once the code was taken back
    lookup  what finds her by her eight words alone, keyed by a file outside the database
    """

    class State(models.TextChoices):
        OPEN = "open", "ouvert"
        DISCREET = "discreet", "discret"
        CLOSED = "closed", "fermé"

    class Sort(models.TextChoices):
        SHEET = "sheet", "feuille imprimée"
        WORDS = "words", "huit mots"

    person = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.OneToOneField("dossiers.Dossier", models.PROTECT, related_name="space")
    state = models.CharField(max_length=8, choices=State)
    sort = models.CharField(max_length=5, choices=Sort)
    number = models.CharField("numéro", max_length=8, unique=True, null=True)  # noqa: DJ001  # unique: two closed spaces have none
    lookup = models.BinaryField(max_length=32, unique=True, null=True)
    box = models.BinaryField()
    sign = models.BinaryField()
    salt = models.BinaryField()
    passes = models.PositiveSmallIntegerField()
    memory_kib = models.PositiveIntegerField()
    wrapped = models.BinaryField(null=True)
    issued_on = models.DateField("code remis le")
    issued_by = models.ForeignKey("agents.Agent", models.PROTECT, related_name="+")
    closed_on = models.DateField("fermé le", null=True)
    # Closed by reception, which cannot renew the dossier's key: the référente does.
    waits_for_renewal = models.BooleanField(default=False)
    # What the journal already says: since when something she wrote waits to be opened.
    unopened_since = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"space {self.pk}"


class SpaceSession(models.Model):
    """A person's open space: useless without both cookies. Its end is inside the seal."""

    id = models.BinaryField(primary_key=True, max_length=32)
    space = models.ForeignKey(Space, models.CASCADE, related_name="sessions")
    expires = models.PositiveBigIntegerField()
    seen_at = models.DateTimeField(db_index=True)
    blob = SealedField()

    def __str__(self) -> str:
        return "space session"
