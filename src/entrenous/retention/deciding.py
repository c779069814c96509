"""Read the last contact, keep a dossier longer, propose its destruction, take that back, the visa.

Nothing is destroyed here, nor ever without a named human: `erasing`.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.agents.models import Function
from entrenous.dossiers.contents import PlanReview, ThreadEntry
from entrenous.dossiers.models import Dossier
from entrenous.endings.contents import EndingGround
from entrenous.endings.queries import last_contact
from entrenous.journal.acts import Act
from entrenous.keyring import containers, records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.retention import archives, clock, erasing
from entrenous.retention.codes import Reason
from entrenous.retention.contents import KeptLonger
from entrenous.retention.errors import NotDestroyed, NotWritten
from entrenous.retention.models import Archived, Destruction, Kept, Terms


@dataclass(frozen=True)
class Visa:
    """What the archivist signed: who, under which number, which day (03-law §3)."""

    archivist: str
    number: str
    on: date


@transaction.atomic
def set_terms(by: Keyring, terms: Terms) -> None:
    """Keep what the organisation decided.

    raises  ValidationError: it contradicts itself; NotWritten: the archives are not empty, and
            would have neither length nor reason
    """
    _ = by.secret
    terms.organisation_id = by.organisation
    archived = Archived.objects.filter(dossier__container__organisation_id=by.organisation)
    if terms.archive_months is None and archived.exists():
        raise NotWritten
    terms.full_clean(validate_unique=False)  # it takes the place of what was decided before
    terms.save()
    by.note(Act.ORGANISATION_CHANGED)


def read_last_contact(by: Keyring, dossier: Dossier) -> date | None:
    """Open the dossier, journaled, and keep the day of the last contact with the person.

    raises  KeyNotHeld; VaultClosed. Something damaged: no day is kept, the end still counts
    """
    opened = by.open(dossier.pk, Act.DOSSIER_OPENED)
    reading = records.read(opened, ThreadEntry, PlanReview, EndingGround)
    if not reading.is_whole:
        return None
    found = last_contact(reading, dossier.accompagnements.all())
    Kept.objects.update_or_create(dossier=dossier, defaults={"last_contact_on": found})
    return found


@transaction.atomic
def keep_longer(by: Keyring, dossier: Dossier, said: KeptLonger) -> None:
    """Keep an ended dossier after its term; why is sealed, until when is not. KeyNotHeld"""
    opened = by.writing(dossier.pk)
    records.write(opened, said, by=by)
    Kept.objects.update_or_create(dossier=dossier, defaults={"until": said.until})


@transaction.atomic
def propose(by: Keyring, dossier: Dossier) -> Destruction:
    """Propose to destroy a dossier past its term; twice is once.

    raises  NotDestroyed; KeyNotHeld: neither its référente, nor who leads where nobody holds it
    """
    _ = by.secret
    if not may_propose(by, dossier):
        raise KeyNotHeld
    found = erasing.against(dossier)
    if found:
        raise NotDestroyed(*found)
    known = Destruction.objects.pending().filter(container=dossier.pk).first()
    if known is not None:
        return known
    terms = clock.terms_of(by.organisation)
    stands = clock.standing(dossier, timezone.localdate(), terms)
    if stands is None:
        raise NotDestroyed(Reason.OPEN)
    by.note(Act.ERASURE_PROPOSED, container=dossier.pk)
    return Destruction.objects.create(
        organisation_id=by.organisation,
        circonscription=dossier.secteur.circonscription,
        container=dossier.pk,
        opened_on=dossier.opened_on,
        closed_on=stands.closed_on,
        counted_on=stands.counted_on,
        proposed_by=by.agent,
        proposed_on=timezone.localdate(),
    )


@transaction.atomic
def withdraw(by: Keyring, destruction: UUID) -> Destruction:
    """Give a proposal up: the dossier stays. NotDestroyed: it was done, or withdrawn already"""
    _ = by.secret
    row = _waiting(destruction)
    row.withdrawn_on = timezone.localdate()
    row.save(update_fields=["withdrawn_on"])
    by.note(Act.ERASURE_WITHDRAWN, container=row.container)
    return row


@transaction.atomic
def record_visa(by: Keyring, destruction: UUID, visa: Visa) -> Destruction:
    """Write down what the archivist signed. NotDestroyed: nothing waits for it any more"""
    _ = by.secret
    row = _waiting(destruction)
    row.archivist, row.visa_number, row.visa_on = visa.archivist, visa.number, visa.on
    row.save(update_fields=["archivist", "visa_number", "visa_on"])
    by.note(Act.ERASURE_VISA, container=row.container)
    return row


def keep_the_longest(source: OpenContainer, target: OpenContainer, by: Keyring) -> None:
    """When two dossiers become one: until the later of both days, and no contact read twice.

    The last contact has to be read again: what was written is now together.
    """
    _ = by.secret
    rows = Kept.objects.in_bulk([source.id, target.id])
    days = [row.until for row in rows.values() if row.until]
    Kept.objects.filter(pk__in=rows).delete()
    if days:
        Kept.objects.create(dossier_id=target.id, until=max(days))


def may_propose(by: Keyring, dossier: Dossier) -> bool:
    """Its référente; or, when nobody follows it any more, its lead or the legal desk.

    In the archives: their members, and nobody else.
    """
    if Archived.objects.filter(pk=dossier.pk).exists():
        return archives.is_member(by)
    if dossier.referent_id == by.agent.pk:
        return True
    held = dossier.referent_id in containers.whole_holders(dossier.pk)
    if held and dossier.referent.is_active:
        return False
    leads = by.agent.circonscriptions_as(Function.Kind.TEAM_LEAD)
    is_lead = dossier.secteur.circonscription in leads
    return is_lead or by.agent.has_function(Function.Kind.LEGAL_DESK)


def _waiting(destruction: UUID) -> Destruction:
    """Lock a proposal that is neither done nor given up; NotDestroyed otherwise."""
    row = Destruction.objects.select_for_update().get(pk=destruction)
    if row.is_over:
        raise NotDestroyed(Reason.OVER)
    return row
