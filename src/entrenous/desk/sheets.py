"""Sheets on rights and services: what reception hands over, dated, with a source and a review."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.agents.models import Function, Organisation
from entrenous.desk.errors import ChangedMeanwhile
from entrenous.desk.models import Sheet
from entrenous.journal.acts import Act
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring

#: Who writes them; every other agent of the organisation reads them.
WRITERS: Final = (
    Function.Kind.RECEPTION,
    Function.Kind.SOCIAL_WORKER,
    Function.Kind.TEAM_LEAD,
    Function.Kind.LEGAL_DESK,
)


@dataclass(frozen=True)
class Said:
    """A sheet as it is typed: about a right or a service, never about someone."""

    title: str
    body: str
    source: str
    checked_on: date
    review_on: date
    theme: str = ""


def of(organisation: Organisation) -> list[Sheet]:
    """The sheets in use, by title."""
    rows = Sheet.objects.filter(organisation=organisation, withdrawn_on=None)
    return list(rows.select_related("written_by").order_by("title", "pk"))


def sheet_of(organisation: Organisation, sheet: UUID) -> Sheet | None:
    """One sheet in use."""
    rows = Sheet.objects.filter(pk=sheet, organisation=organisation, withdrawn_on=None)
    return rows.select_related("written_by").first()


@transaction.atomic
def keep(by: Keyring, said: Said, *, sheet: UUID, based_on: int = 0) -> Sheet:
    """Write a sheet, or its next edition.

    sheet     its id; drawn by the form for a new one, so that a second click writes nothing
    based_on  the edition that was read; 0 for a new one
    raises    ChangedMeanwhile; KeyNotHeld: not a writer, or a sheet of elsewhere
    """
    _check(by)
    row = Sheet.objects.select_for_update().filter(pk=sheet).first()
    if row is None:
        row = Sheet(pk=sheet, organisation=by.agent.organisation, edition=0)
    elif row.organisation_id != by.organisation or row.withdrawn_on is not None:
        raise KeyNotHeld
    elif based_on == 0:
        return row
    elif row.edition != based_on:
        raise ChangedMeanwhile
    row.title, row.body, row.source, row.theme = said.title, said.body, said.source, said.theme
    row.checked_on, row.review_on = said.checked_on, said.review_on
    row.edition, row.written_by = row.edition + 1, by.agent
    row.save()
    by.note(Act.SHEET_CHANGED, about=row.pk)
    return row


@transaction.atomic
def withdraw(by: Keyring, sheet: UUID) -> None:
    """Take a sheet out of use. KeyNotHeld: not a writer, or a sheet of elsewhere."""
    _check(by)
    rows = Sheet.objects.filter(pk=sheet, organisation=by.agent.organisation, withdrawn_on=None)
    if not rows.update(withdrawn_on=timezone.localdate()):
        raise KeyNotHeld
    by.note(Act.SHEET_CHANGED, about=sheet)


def _check(by: Keyring) -> None:
    if not any(by.agent.has_function(kind) for kind in WRITERS):
        raise KeyNotHeld
