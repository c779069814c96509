"""The last door before the database: a column that refuses bytes that are not sealed."""

from typing import Any

from django.db import models

from entrenous.vault.primitives import as_sealed


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """A binary column for sealed bytes. Raises ValueError for anything else."""

    def get_prep_value(self, value: Any) -> Any:
        """Check the shape: without the key nothing more can be checked."""
        return value if value is None else as_sealed(bytes(value))
