"""Which requests for a copy exist, and by when: what must be known without a key. No text."""

import uuid
from typing import ClassVar

from django.db import models

from entrenous.copies.codes import State


class CopyRow(models.Model):
    """A request for a copy. Who asks, and what is handed over, are sealed in the dossier.

    due_on  the day by which the service has to answer, counted by the law base
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.CASCADE, related_name="copies")
    state = models.CharField(max_length=10, choices=State.choices(), default=State.RECEIVED.value)
    asked_on = models.DateField("reçue le")
    due_on = models.DateField("à répondre avant")
    ended_on = models.DateField("terminée le", null=True, blank=True)
    # The procedure whose dates « Ma journée » shows, once a holder opened the dossier.
    procedure = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_on", "-pk"]

    def __str__(self) -> str:
        return f"copy {self.pk}"

    @property
    def stands(self) -> State:
        """The state, with its words."""
        return State(self.state)

    @property
    def is_open(self) -> bool:
        """Tell whether the service still has to answer."""
        return self.state == State.RECEIVED
