"""The unsealed side of the desk: days and states. Never who asks, never about whom."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from entrenous.gateway.codes import ONGOING, State


class RequestQuerySet(models.QuerySet["ThirdPartyRequest"]):
    """Which requests."""

    def ongoing(self) -> "RequestQuerySet":
        """Those for which someone still has something to do."""
        return self.filter(state__in=ONGOING)


class ThirdPartyRequest(models.Model):
    """A request about one person. The container of the same id holds all that it says.

    in_charge          who answers; nobody while it waits in a group's box
    promise_due_on     the nearest thing that the partner promised and that has not come
    trace_due          the person may read the answer, and no holder of her dossier wrote it yet
    """

    container = models.OneToOneField(
        "keyring.Container", models.PROTECT, primary_key=True, related_name="third_party_request"
    )
    circonscription = models.ForeignKey(
        "agents.Circonscription", models.PROTECT, related_name="third_party_requests"
    )
    state = models.CharField(max_length=10, choices=State.choices(), default=State.RECEIVED.value)
    received_on = models.DateField("reçue le")
    due_on = models.DateField("à répondre avant", null=True, blank=True)
    entered_by = models.ForeignKey("agents.Agent", models.PROTECT, related_name="+")
    in_charge = models.ForeignKey(
        "agents.Agent", models.PROTECT, null=True, blank=True, related_name="third_party_requests"
    )
    touched_on = models.DateField("modifiée le")
    closed_on = models.DateField("terminée le", null=True, blank=True)
    promise_due_on = models.DateField(null=True, blank=True)
    trace_due = models.BooleanField(default=False)

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-received_on", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["state", "due_on"], name="third_party_requests_due")
        ]

    def __str__(self) -> str:
        return f"third-party request {self.pk}"

    @property
    def stands(self) -> State:
        """The state, with its words."""
        return State(self.state)

    @property
    def is_ongoing(self) -> bool:
        """Whether someone still has something to do."""
        return self.state in ONGOING

    @property
    def days_left(self) -> int | None:
        """Whole days until the answer is due, negative when it is late; None without a day."""
        return (self.due_on - timezone.localdate()).days if self.due_on else None


class ConfirmedArticle(models.Model):
    """An article of law that the legal desk read again in force: letters may then quote it."""

    organisation = models.ForeignKey("agents.Organisation", models.PROTECT, related_name="+")
    text = models.CharField("texte", max_length=120)
    article = models.CharField("article", max_length=80)
    confirmed_by = models.ForeignKey("agents.Agent", models.PROTECT, related_name="+")
    confirmed_on = models.DateField("confirmé le")

    class Meta:
        ordering: ClassVar = ["text", "article"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "text", "article"], name="an_article_is_confirmed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.text}, {self.article}"
