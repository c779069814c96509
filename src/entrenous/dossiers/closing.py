"""End an accompagnement, take it up again. Nothing is ever scheduled by an ending (ADR 0007)."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from entrenous.activity.codes import What
from entrenous.dossiers import actions, counting
from entrenous.dossiers.codes import EndingReason
from entrenous.dossiers.contents import Ending, Reopening
from entrenous.dossiers.models import Accompagnement, Dossier, DueDate
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.opening import Keyring, OpenContainer

Ender = Callable[[Keyring, OpenContainer, Dossier, date], None]
_ALSO: list[Ender] = []


def also_ends(end_its: Ender) -> None:
    """Have what another app follows in a dossier end with its accompagnement.

    end_its  called in the same transaction with who ends, the opened dossier, its header, the day
    """
    if end_its not in _ALSO:
        _ALSO.append(end_its)


class AlreadyEnded(Exception):
    """The accompagnement was already ended: nothing changes."""


class StillCurrent(Exception):
    """An accompagnement is under way: there is nothing to take up again."""


@transaction.atomic
def end(
    by: Keyring,
    dossier: Dossier,
    *,
    on: date,
    reason: EndingReason,
    summary: str = "",
    explained_on: date | None = None,
) -> None:
    """End the current accompagnement: dated, explained by a neutral reason, nothing due any more.

    The last step of an ending (`endings.actions.pronounce`), which is proposed and told before.

    summary       what is kept of it beside the reason, sealed with it and counted as a fact
    explained_on  the day it was explained to the person, None when it could not be
    raises        AlreadyEnded; ValidationError: it would end before it started; KeyNotHeld;
                  Damaged. In each case nothing is written, the journal included
    source        00-decisions 30, 02-practice §2.15
    """
    opened = by.writing(dossier.pk)
    current = _current(dossier)
    if current is None:
        raise AlreadyEnded
    current.closed_on = on
    current.full_clean()
    current.save(update_fields=["closed_on"])
    ending = Ending(str(current.pk), on, reason, summary, explained_on)
    records.write(opened, ending, by=by)
    for end_its in _ALSO:
        end_its(by, opened, dossier, on)
    DueDate.objects.filter(dossier=dossier, done_on=None).delete()
    by.note(Act.DOSSIER_CLOSED, container=dossier.pk)
    counting.count(What.ACCOMPAGNEMENT_ENDED, dossier, opened, by=by, on=on, outcome=reason.value)
    actions.touch(dossier)


@transaction.atomic
def take_up_again(
    by: Keyring,
    dossier: Dossier,
    *,
    on: date,
    former_may_be_read: bool,
    asked_on: date | None = None,
    demande: UUID | None = None,
) -> Accompagnement:
    """Start a new accompagnement in the same dossier; her answer about the former content is kept.

    former_may_be_read  what the person answered when asked whether it may be read again
    asked_on            the day she answered; None: it could not be asked yet, all stays folded
    raises              StillCurrent; ValidationError: before the former end; KeyNotHeld; Damaged
    """
    opened = by.writing(dossier.pk)
    if _current(dossier) is not None:
        raise StillCurrent
    last = dossier.accompagnements.order_by("-opened_on").first()
    if last is not None and last.closed_on is not None and on < last.closed_on:
        raise ValidationError("La reprise ne peut pas précéder la fin de l’accompagnement.")
    fresh = Accompagnement.objects.create(dossier=dossier, opened_on=on, demande=demande)
    answer = Reopening(str(fresh.pk), on, consent=former_may_be_read, asked_on=asked_on)
    records.write(opened, answer, by=by)
    by.note(Act.DOSSIER_REOPENED, container=dossier.pk)
    counting.count(What.ACCOMPAGNEMENT_STARTED, dossier, opened, by=by, on=on, outcome="again")
    actions.touch(dossier)
    return fresh


def _current(dossier: Dossier) -> Accompagnement | None:
    return Accompagnement.objects.filter(dossier=dossier, closed_on=None).first()
