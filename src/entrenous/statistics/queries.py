"""Read what was asked and released. Nothing here reaches a fact."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from entrenous.activity.models import Fact
from entrenous.statistics.codes import State
from entrenous.statistics.models import OrderedCalls, PaperCode, Questionnaire, Report


def reports(organisation: UUID) -> QuerySet[Report]:
    """Every report of an organisation, the latest period first."""
    return Report.objects.filter(organisation=organisation)


def released(organisation: UUID, kind: str, period: str) -> Report | None:
    """A released report, or nothing."""
    found = Report.objects.filter(organisation=organisation, kind=kind, period=period)
    return found.filter(state=State.RELEASED.value).first()


def waiting_since(organisation: UUID) -> date | None:
    """The oldest day whose facts the engine has not taken in yet."""
    rows = Fact.objects.filter(organisation=organisation).order_by("batch_on")
    return rows.values_list("batch_on", flat=True).first()


def questionnaire(organisation: UUID) -> Questionnaire:
    """Whether the paper form is given: off until someone decides it."""
    found = Questionnaire.objects.filter(organisation=organisation).first()
    return found or Questionnaire(organisation_id=organisation)


def codes_left(organisation: UUID) -> int:
    """How many printed codes have not come back."""
    return PaperCode.objects.filter(organisation=organisation).count()


def ordered_calls(agent: UUID) -> QuerySet[OrderedCalls]:
    """Her own records, sealed to her."""
    return OrderedCalls.objects.filter(agent=agent)


def published_periods(organisation: UUID) -> set[str]:
    """The periods of which some report is published."""
    rows = Report.objects.filter(organisation=organisation, state=State.RELEASED.value)
    return set(rows.values_list("period", flat=True))
