"""The attribution meeting: what is said before a decision, a decision taken back, posts vacant.

Means, wishes, « ne pas attribuer », absences: never an act, never a reason (02-practice §2.2).
"""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.agents.models import Agent, Circonscription, Function, Secteur
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import PendingGrant
from entrenous.keyring.opening import Keyring
from entrenous.reception import actions
from entrenous.reception.contents import ReferentWish
from entrenous.reception.errors import AlreadyAttributed
from entrenous.reception.models import DeclaredHours, Demande, NotToAttribute, Vacancy
from entrenous.vault.containers import Compartment


class AlreadyVacant(Exception):
    """The secteur is already said to have nobody in post."""


@transaction.atomic
def say_hours(hours: int, *, by: Keyring) -> DeclaredHours:
    """Say how many hours a week one has for accompagnements: her word, and nobody counts it."""
    _ = by.secret
    row, _made = DeclaredHours.objects.update_or_create(
        agent=by.agent, defaults={"hours": hours, "declared_on": timezone.localdate()}
    )
    return row


@transaction.atomic
def say_wish(demande: UUID, wish: ReferentWish, *, by: Keyring) -> None:
    """Keep what the person wishes of who will follow her; the leads read it. KeyNotHeld, Damaged.

    raises  AlreadyClosed
    """
    actions.locked(demande, by=by)
    opened = by.writing(demande)
    opened.key_for(Compartment.IDENTITY)  # a lead reads the means, no more
    kept = records.read(opened, ReferentWish).one(ReferentWish)
    if kept is None or kept.content != wish:
        records.write(opened, wish, by=by, record=kept.id if kept else None)


@transaction.atomic
def set_aside(demande: UUID, *, cannot: bool, by: Keyring) -> None:
    """« Ne pas attribuer » to oneself, or taken back. Why is neither asked nor kept.

    raises  KeyNotHeld: only who reads the request knows; AlreadyClosed
    """
    row = actions.locked(demande, by=by)
    by.writing(demande).key_for(Compartment.IDENTITY)
    said = NotToAttribute.objects.filter(demande=row, agent=by.agent)
    if cannot and not said.exists():
        NotToAttribute.objects.create(demande=row, agent=by.agent, said_on=timezone.localdate())
        by.note(Act.NOT_TO_ATTRIBUTE, container=row.pk)
    elif not cannot and said.delete()[0]:
        by.note(Act.NOT_TO_ATTRIBUTE, container=row.pk)


@transaction.atomic
def undo(demande: UUID, *, by: Keyring) -> Demande:
    """Take a decision back while its key has not left; a second click changes nothing.

    raises  KeyNotHeld: not a lead of the place; AlreadyAttributed: the key was handed over
    """
    _ = by.secret
    row = Demande.objects.select_for_update(of=("self",)).filter(pk=demande).first()
    if row is None or row.circonscription not in _led(by):
        raise KeyNotHeld
    if row.status != Demande.Status.ATTRIBUTED or row.attributed_to_id is None:
        return row
    promised = PendingGrant.objects.filter(container_id=row.pk, recipient=row.attributed_to_id)
    if not promised.exists():
        raise AlreadyAttributed
    promised.delete()
    by.note(Act.ATTRIBUTION_UNDONE, container=row.pk, about=row.attributed_to_id)
    row.attributed_to, row.status = None, Demande.Status.OPEN
    row.save(update_fields=["attributed_to", "status"])
    return row


@transaction.atomic
def declare_vacant(secteur: Secteur, since: date, cover: Agent, *, by: Keyring) -> Vacancy:
    """Say that nobody is in post in a secteur, and who answers meanwhile.

    raises  AlreadyVacant; KeyNotHeld: not a lead of the place, or a cover of elsewhere
    """
    _ = by.secret
    if secteur.circonscription not in _led(by) or cover.organisation_id != by.organisation:
        raise KeyNotHeld
    Secteur.objects.select_for_update().get(pk=secteur.pk)
    if Vacancy.objects.filter(secteur=secteur, ended_on=None).exists():
        raise AlreadyVacant
    made = Vacancy.objects.create(secteur=secteur, since_on=since, cover=cover)
    by.note(Act.VACANCY_CHANGED, about=cover.pk)
    return made


@transaction.atomic
def end_vacancy(vacancy: UUID, *, by: Keyring) -> Vacancy:
    """Someone is in post again. KeyNotHeld."""
    _ = by.secret
    row = Vacancy.objects.select_related("secteur__circonscription").filter(pk=vacancy).first()
    if row is None or row.secteur.circonscription not in _led(by):
        raise KeyNotHeld
    if row.ended_on is None:
        row.ended_on = timezone.localdate()
        row.save(update_fields=["ended_on"])
        by.note(Act.VACANCY_CHANGED, about=row.cover_id)
        activity.record(
            What.POST_VACANT, by=by, secteur=row.secteur,
            delay=max(0, (row.ended_on - row.since_on).days),
        )  # fmt: skip
    return row


def vacancies(places: list[Circonscription]) -> list[Vacancy]:
    """The secteurs of some houses where nobody is in post, the longest first."""
    rows = Vacancy.objects.filter(secteur__circonscription__in=places, ended_on=None)
    return list(rows.select_related("secteur__circonscription", "cover"))


def vacancy_of(secteur: UUID | None) -> Vacancy | None:
    """Whether a secteur has nobody in post today, and who answers: the person may know."""
    if secteur is None:
        return None
    rows = Vacancy.objects.filter(
        secteur=secteur, ended_on=None, since_on__lte=timezone.localdate()
    )
    return rows.select_related("cover", "secteur").first()


def _led(by: Keyring) -> list[Circonscription]:
    return by.agent.circonscriptions_as(Function.Kind.TEAM_LEAD)
