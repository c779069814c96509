"""Start a writing, write it, read it together, send it, lift its embargo.

Each act is journaled with its write. An « information différée » leaves the same journal lines as
any note: nothing there tells that one exists (00-decisions 22).
"""

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db import transaction

from entrenous.activity.codes import What
from entrenous.agents.models import Agent, Function
from entrenous.dossiers import actions as dossier_actions
from entrenous.dossiers import counting
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Record
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.keyring.records import OpenRecord
from entrenous.law import RuleBase
from entrenous.writings.codes import Way
from entrenous.writings.contents import Writing, WritingTrace
from entrenous.writings.errors import AlreadySent, BasisRefused, NotSendable
from entrenous.writings.framing import frame
from entrenous.writings.leaving import demand_may_leave, demand_right_day


@transaction.atomic
def start(
    by: Keyring,
    dossier: Dossier,
    writing: Writing,
    *,
    base: RuleBase,
    employer: str,
    on: date,
    record: UUID | None = None,
) -> UUID:
    """Start a draft on a basis of the law; whether it is deferred comes from that basis.

    record  the id that the form carries: sent twice, the same draft is started once
    raises  BasisRefused: the rule opens nothing, or not these elements; KeyNotHeld; Damaged
    """
    found = frame(
        base, writing.kind, writing.basis, employer=employer, on=on,
        facts=frozenset(writing.facts),
    )  # fmt: skip
    if found.beyond(each.code for each in writing.elements):
        raise BasisRefused("Cette règle ne permet pas tous ces éléments : revoyez la liste.")
    opened = by.writing(dossier.pk)
    if record and records.read(opened, Writing).find(Writing, record):
        return record
    used = record and Record.objects.filter(container_id=opened.id, record=record).exists()
    draft = replace(writing, deferred=found.deferred, read_on=None, sent_on=None, lifted_on=None)
    written = records.write(opened, draft, by=by, record=None if used else record)
    dossier_actions.touch(dossier)
    return written.record


@transaction.atomic
def rewrite(by: Keyring, dossier: Dossier, record: UUID, said: Writing, *, based_on: int) -> None:
    """Keep what is written. Once the text changes, it is to be read together again.

    said    its recipient, purpose and elements; the rest stays as it was
    raises  AlreadySent; EditedMeanwhile: another tab wrote; KeyNotHeld: no such writing; Damaged
    """
    opened = by.writing(dossier.pk)
    known = _unsent(opened, record)
    fresh = replace(
        known.content,
        to_function=said.to_function,
        to_name=said.to_name,
        to_address=said.to_address,
        purpose=said.purpose,
        elements=said.elements,
    )
    if fresh != known.content:
        fresh = replace(fresh, read_on=None, not_read_because="")
    records.write(opened, fresh, by=by, record=record, based_on=based_on)
    dossier_actions.touch(dossier)


@transaction.atomic
def read_together(
    by: Keyring,
    dossier: Dossier,
    record: UUID,
    *,
    on: date,
    remarks: str,
    disagreement: str,
    may_attach: bool,
    based_on: int,
) -> None:
    """Keep the day it was read with the person, her remarks beside it, her disagreement.

    raises  AlreadySent; NotSendable: a day that has not come; EditedMeanwhile; KeyNotHeld; Damaged
    """
    opened = by.writing(dossier.pk)
    known = _unsent(opened, record)
    demand_right_day(on, "on")
    fresh = replace(
        known.content,
        read_on=on,
        remarks=remarks,
        disagreement=disagreement,
        may_attach=may_attach,
        not_read_because="",
    )
    records.write(opened, fresh, by=by, record=record, based_on=based_on)
    dossier_actions.touch(dossier)


@transaction.atomic
def send(
    by: Keyring,
    dossier: Dossier,
    record: UUID,
    *,
    on: date,
    way: Way,
    base: RuleBase,
    employer: str,
    based_on: int,
    not_read_because: str = "",
    cleared_on: date | None = None,
) -> None:
    """Say that it left: from then on it is read, not written; counted, and told to the person.

    The law and her agreement are asked again, on the day it leaves.
    raises  NotSendable: with what to do; AlreadySent; EditedMeanwhile; KeyNotHeld; Damaged
    """
    opened = by.writing(dossier.pk)
    known = _unsent(opened, record)
    said = replace(
        known.content,
        sent_on=on,
        sent_by=way,
        not_read_because="" if known.content.read_on else not_read_because,
        cleared_on=cleared_on,
    )
    rule = demand_may_leave(by, opened, said, base=base, employer=employer)
    act = None if said.deferred else Act.WRITING_SENT
    records.write(opened, said, by=by, record=record, based_on=based_on, act=act)
    if not said.deferred:
        records.write(opened, WritingTrace(on, said.to_function, said.kind, rule.label), by=by)
    counting.count(What.WRITING_SENT, dossier, opened, by=by, on=on, doing=said.kind.value)
    dossier_actions.touch(dossier)


@transaction.atomic
def lift(
    by: Keyring,
    dossier: Dossier,
    record: UUID,
    *,
    on: date,
    reason: str,
    decided_by: Agent,
    base: RuleBase,
) -> None:
    """Note that the legal desk lifted the embargo: the person then reads that it was sent.

    decided_by  whoever of the legal desk decided: she holds no key, so the référente notes it
    raises      NotSendable: not sent yet, not deferred, lifted already, no reason, or a day that
                does not fit; KeyNotHeld: not of the legal desk, or no such writing; Damaged
    """
    opened = by.writing(dossier.pk)
    known = _writing(opened, record)
    said = known.content
    if decided_by.organisation_id != by.organisation or not decided_by.has_function(
        Function.Kind.LEGAL_DESK
    ):
        raise KeyNotHeld
    if not said.deferred or said.lifted_on is not None or said.sent_on is None:
        raise NotSendable("Il n’y a rien à lever ici.")
    demand_right_day(on, "on", not_before=said.sent_on)
    if not reason:
        raise NotSendable("Écrivez la raison donnée par le service juridique.", "reason")
    fresh = replace(said, lifted_on=on, lift_reason=reason, lifted_by=str(decided_by.pk))
    records.write(opened, fresh, by=by, record=record, based_on=known.version)
    rule = base.rules.get(said.basis)
    label = rule.label if rule else said.basis
    trace = WritingTrace(said.sent_on, said.to_function, said.kind, label, lifted_on=on)
    records.write(opened, trace, by=by)
    dossier_actions.touch(dossier)


@transaction.atomic
def give_up(by: Keyring, dossier: Dossier, record: UUID) -> None:
    """Take a draft out, with its versions. AlreadySent: what left stays; KeyNotHeld; Damaged."""
    opened = by.writing(dossier.pk)
    _unsent(opened, record)
    records.remove(opened, record, by=by, act=Act.RECORD_REMOVED)
    dossier_actions.touch(dossier)


def _unsent(opened: OpenContainer, record: UUID) -> OpenRecord[Writing]:
    known = _writing(opened, record)
    if known.content.sent_on is not None:
        raise AlreadySent
    return known


def _writing(opened: OpenContainer, record: UUID) -> OpenRecord[Writing]:
    known = records.read(opened, Writing).find(Writing, record)
    if known is None:
        raise KeyNotHeld
    return known
