"""Open a dossier, keep who the person is, protect her. Each act is journaled with its write."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from entrenous.activity import actions as activity
from entrenous.activity.codes import What
from entrenous.agents.models import Secteur
from entrenous.dossiers import counting, directory, protection
from entrenous.dossiers.contents import (
    ContactMeans,
    HouseholdMember,
    Outlook,
    PersonCard,
    ReceptionMessage,
)
from entrenous.dossiers.models import Accompagnement, Dossier, DueDate
from entrenous.journal.acts import Act
from entrenous.keyring import containers, records
from entrenous.keyring.errors import KeyNotHeld
from entrenous.keyring.models import Container
from entrenous.keyring.opening import Keyring
from entrenous.vault.containers import Compartment


class NamelessPerson(ValueError):
    """A dossier needs a name or an alias: the only thing that is mandatory."""


@transaction.atomic
def open_dossier(
    by: Keyring,
    card: PersonCard,
    *,
    secteur: Secteur,
    reasons: str = "",
    contacts: Sequence[ContactMeans] = (),
    members: Sequence[HouseholdMember] = (),
    safe_rule: str = "",
    from_demande: UUID | None = None,
    on: date | None = None,
    brings: Mapping[UUID, object] | None = None,
) -> Dossier:
    """Open the dossier of one adult; `by` becomes the référente and its only whole-key holder.

    reasons       one short line: why one works together
    from_demande  the request's container, kept as a link
    brings        records that come with it, by their ids: sealed at once with the rest
    raises        NamelessPerson; KeyNotHeld: a secteur of another organisation; VaultClosed
    """
    if not card.name:
        raise NamelessPerson
    if secteur.circonscription.organisation_id != by.organisation:
        raise KeyNotHeld
    today = timezone.localdate()
    opened = containers.create(
        Container.Kind.DOSSIER, by=by, recipients=protection.services(card, secteur)
    )
    dossier = Dossier.objects.create(
        container_id=opened.id,
        secteur=secteur,
        referent=by.agent,
        opened_on=on or today,
        touched_on=today,
    )
    Accompagnement.objects.create(dossier=dossier, opened_on=on or today, demande=from_demande)
    cards = protection.cards_of(card, safe_rule)
    lines = [Outlook(why=reasons)] if reasons else []
    brought = dict(brings or {})
    token = counting.token_among(brought.values(), today.year)
    made: list[object] = [card, *contacts, *members, *cards, *lines]
    if token is None:
        token = counting.new_token(today.year)
        made.append(token)
    fresh = {uuid4(): content for content in made} | brought
    records.write_all(opened, list(fresh.values()), by=by, ids=list(fresh))
    by.note(Act.DOSSIER_OPENING, container=opened.id)
    directory.announce(dossier, card, by=by)
    activity.record(What.DOSSIER_OPENED, by=by, secteur=secteur, person=token.token)
    return dossier


@transaction.atomic
def change_card(
    by: Keyring, dossier: Dossier, card: PersonCard, *, based_on: int, safe_rule: str = ""
) -> None:
    """Keep who the person is; protecting her takes reception's and the legal desk's keys back.

    raises  NamelessPerson, KeyNotHeld, EditedMeanwhile, Damaged
    """
    if not card.name:
        raise NamelessPerson
    opened = by.writing(dossier.pk)
    former = records.read(opened, PersonCard).one(PersonCard)
    record, known = (former.id, former.content) if former else (None, None)
    records.write(opened, card, by=by, record=record, based_on=based_on)
    protection.keep_cards(opened, card, safe_rule, by=by)
    protection.follow(dossier, opened, known, card, by=by)
    touch(dossier)


@transaction.atomic
def keep(
    by: Keyring,
    dossier: Dossier,
    content: ContactMeans | HouseholdMember | Outlook,
    *,
    record: UUID | None = None,
    based_on: int | None = None,
) -> None:
    """Add or correct a means of contact, a member of the household, the two lines of the lists."""
    records.write(by.writing(dossier.pk), content, by=by, record=record, based_on=based_on)
    touch(dossier)


@transaction.atomic
def handle_message(by: Keyring, dossier: Dossier, record: UUID) -> None:
    """Say that a message left at reception was answered. KeyNotHeld: no such message."""
    opened = by.writing(dossier.pk)
    left = records.read(opened, ReceptionMessage).by_id(record)
    if left is None:
        raise KeyNotHeld
    handled = replace(left.content, is_handled=True)
    records.write(opened, handled, by=by, record=record, based_on=left.version)
    DueDate.objects.filter(dossier=dossier, record=record).update(done_on=timezone.localdate())


@transaction.atomic
def carry_out_constat(by: Keyring, dossier: Dossier) -> frozenset[Compartment]:
    """Accept what is missing, once its holder was shown it; writing is possible again."""
    return records.accept_constat(by.writing(dossier.pk), by=by)


def touch(dossier: Dossier) -> None:
    """Keep the day of the last change, for lists and for the end of the retention period."""
    dossier.touched_on = timezone.localdate()
    dossier.save(update_fields=["touched_on"])
