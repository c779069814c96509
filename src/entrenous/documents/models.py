"""Which sealed files exist, and where they belong: what must be known without a key."""

from django.db import models


class StoredFile(models.Model):
    """A sealed file on the disk, under its id. What it is, and its key, are sealed in `record`.

    A record has one row per file that was its present version.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    container = models.ForeignKey("keyring.Container", models.CASCADE, related_name="stored_files")
    record = models.UUIDField(db_index=True)
    stored_on = models.DateField("ajouté le")

    def __str__(self) -> str:
        return f"file {self.pk}"
