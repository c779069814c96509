"""A person's space as the service opens it for her, closes it, hands her another code.

Only a holder of her dossier makes her keys with her. Reception takes a code back at once too,
without reading anything: no key is needed to close.
"""

from contextlib import suppress
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.keyring import certificates, containers, models, rotation
from entrenous.keyring.containers import Recipient
from entrenous.keyring.errors import Damaged
from entrenous.keyring.opening import Keyring
from entrenous.space import making, sessions
from entrenous.space.codes import Sort
from entrenous.space.keys import READS
from entrenous.space.making import Made
from entrenous.space.models import Space
from entrenous.vault.containers import Compartment
from entrenous.vault.grants import Motive
from entrenous.vault.primitives import NotOpened


class NotOpen(Exception):
    """The space is not in the state that this act starts from: a second click, an old page."""


def space_of(dossier: UUID) -> Space | None:
    """The space of a dossier as it stands, or None when she never asked for one."""
    return Space.objects.filter(dossier_id=dossier).select_related("issued_by").first()


def issue(by: Keyring, dossier: Dossier, sort: Sort) -> Made:
    """Hand a person her first code, or another one. Shown once: nothing keeps it.

    The keys are new and whatever the former code opened is taken back first, with a new epoch:
    what is written from now on was never under a key that the former code reached.
    raises  KeyNotHeld: only a holder of the whole key; Damaged: a constat first; NotOpened: the
            list of keys was altered
    source  04-seal §3.8, 00-decisions 14
    """
    space = space_of(dossier.pk) or Space(person=uuid4(), dossier=dossier)
    made = making.make(space, sort)
    with transaction.atomic():
        _issue(by, space, made)
    return made


def _issue(by: Keyring, space: Space, made: Made) -> None:
    opened = by.writing(space.dossier_id)
    opened.key_for(Compartment.WHOLE)
    is_first = space._state.adding  # noqa: SLF001  # documented for models
    certificates.check_registry(by.organisation)
    if not is_first:
        _shut(by, space)
    for name, value in made.fields.items():
        setattr(space, name, value)
    space.state, space.closed_on, space.waits_for_renewal = Space.State.OPEN, None, False
    space.issued_on, space.issued_by = timezone.localdate(), by.agent
    space.save()
    certificates.issue_person(
        by.organisation, space.person, made.secret.public, maker=by.agent.pk, by=by.secret
    )
    opened = by.writing(space.dossier_id)
    for compartment in READS:
        containers.grant(opened, Recipient(space.person, Motive.PERSON, compartment), by=by)
    act = Act.SPACE_ISSUED if is_first else Act.SPACE_REISSUED
    by.note(act, container=space.dossier_id, about=space.person)


@transaction.atomic
def take_back(by: Keyring, dossier: Dossier) -> Space:
    """Close a space: its code opens nothing from now on, in whatever browser it is open.

    A holder renews the dossier's key at once. Reception cannot, nor anyone while a row of the
    dossier is damaged: the boxes go, and the dossier asks for its key to be renewed (`renew`).
    raises  KeyNotHeld; NotOpen: it is closed already
    """
    opened = by.writing(dossier.pk)
    opened.key_for(Compartment.RECEPTION)  # not whoever answers third parties
    space = _locked(dossier)
    if space is None or space.state == Space.State.CLOSED:
        raise NotOpen
    containers.revoke(opened, space.person, by=by)
    space.waits_for_renewal = True
    if opened.covers(Compartment.WHOLE):
        with suppress(Damaged):
            _rotate(by, space)
            space.waits_for_renewal = False
    certificates.revoke(by.organisation, space.person)
    sessions.end_all(space)
    space.state, space.closed_on = Space.State.CLOSED, timezone.localdate()
    space.number, space.lookup, space.wrapped = None, None, None
    space.save()
    by.note(Act.SPACE_TAKEN_BACK, container=dossier.pk, about=space.person)
    return space


@transaction.atomic
def renew(by: Keyring, dossier: Dossier) -> None:
    """After a closing at reception: a new key for the dossier. KeyNotHeld; Damaged; NotOpen."""
    by.writing(dossier.pk).key_for(Compartment.WHOLE)
    space = _locked(dossier)
    if space is None or not space.waits_for_renewal:
        raise NotOpen
    _rotate(by, space)
    space.waits_for_renewal = False
    space.save(update_fields=["waits_for_renewal"])


@transaction.atomic
def make_discreet(by: Keyring, dossier: Dossier) -> None:
    """« Espace discret »: nothing opens from afar, from now on. Her code is kept for later.

    Whoever tries it is answered as for a wrong code. What it holds is printed, or read together.
    raises  KeyNotHeld; NotOpen
    """
    by.writing(dossier.pk).key_for(Compartment.WHOLE)
    space = _locked(dossier)
    if space is None or space.state != Space.State.OPEN:
        raise NotOpen
    sessions.end_all(space)
    space.state = Space.State.DISCREET
    space.save(update_fields=["state"])
    by.note(Act.SPACE_DISCREET, container=dossier.pk, about=space.person)


@transaction.atomic
def reopen_from_afar(by: Keyring, dossier: Dossier) -> None:
    """The same code opens again from anywhere. For a code nobody else saw; else `issue`."""
    by.writing(dossier.pk).key_for(Compartment.WHOLE)
    space = _locked(dossier)
    if space is None or space.state != Space.State.DISCREET:
        raise NotOpen
    space.state = Space.State.OPEN
    space.save(update_fields=["state"])
    by.note(Act.SPACE_REMOTE, container=dossier.pk, about=space.person)


@transaction.atomic
def erase(dossier: UUID, *, organisation: UUID) -> None:
    """At the erasure of a dossier: her keys, her sessions and her number go. Without a trace here.

    The boxes go with the dossier's envelopes (04-seal §3.13); the journal keeps its entries.
    """
    space = space_of(dossier)
    if space is not None:
        models.Grant.objects.filter(recipient=space.person).update(box=None)
        certificates.revoke(organisation, space.person)
        space.delete()


def _locked(dossier: Dossier) -> Space | None:
    return Space.objects.select_for_update().filter(dossier_id=dossier.pk).first()


def _shut(by: Keyring, space: Space) -> None:
    """Nothing of the former code opens anything: the key is renewed without the person."""
    sessions.end_all(space)
    _rotate(by, space)


def _rotate(by: Keyring, space: Space) -> None:
    held = {grant.recipient for grant in containers.holders(space.dossier_id)}
    gone = frozenset({space.person} & held)
    if not gone and not space.waits_for_renewal:
        return
    try:
        rotation.renew(space.dossier_id, by=by, without=gone)
    except NotOpened:
        raise Damaged from None
