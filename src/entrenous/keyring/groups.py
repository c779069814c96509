"""Letter boxes: make a group, have it certified, let members in and out (00-decisions 8).

A member makes the group's keys and proposes them; a certified lead countersigns. A lead
authorises an admission; a member hands the key over. No lead holds a group's key by rank.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from entrenous.agents.models import Agent, Circonscription
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import containers, models, rotation
from entrenous.keyring.certificates import (
    NotCertified,
    certified_keys,
    certified_today,
    current_keys,
    is_certified,
    issue,
)
from entrenous.keyring.containers import Recipient
from entrenous.keyring.opening import Keyring, OpenContainer
from entrenous.vault.grants import Motive
from entrenous.vault.groups import group_keys
from entrenous.vault.people import PublicKeys
from entrenous.vault.primitives import NotOpened, enc, verify
from entrenous.vault.registry import Kind, Subject


class LastMember(Exception):
    """Nobody else could open this letter box: admit a colleague first."""


@transaction.atomic
def create(
    kind: models.Group.Kind, circonscription: Circonscription | None, *, by: Keyring
) -> models.Group:
    """Make a group's key and propose it to a lead. Its maker is the first member."""
    opened = containers.create(models.Container.Kind.GROUP, by=by)
    group = models.Group(container_id=opened.id, kind=kind, circonscription=circonscription)
    group.save(force_insert=True)
    _propose(group, opened, by=by)
    return group


@transaction.atomic
def countersign(group: models.Group, *, by: Keyring) -> None:
    """A lead certifies the keys that a member proposed; NotCertified if either is not one."""
    proposed = PublicKeys(bytes(group.proposed_box or b""), bytes(group.proposed_sign or b""))
    _check_proposal(group, proposed, by.organisation)
    subject = Subject(
        organisation=by.organisation,
        actor=group.pk,
        kind=Kind.GROUP,
        keys=proposed,
        may_certify=False,
        issued_on=timezone.localdate(),
        epoch=group.proposed_epoch or 1,
    )
    issue(subject, countersigner=by.agent.pk, by=by.secret)
    group.proposed_epoch = group.proposed_box = group.proposed_sign = None
    group.proposed_by = group.proposal_signature = None
    group.save()
    by.note(Act.CERTIFIED, about=group.pk)


@transaction.atomic
def authorise(group: models.Group, agent: Agent, *, by: Keyring) -> models.Admission:
    """A lead authorises an admission. NotCertified unless both are certified, she as a lead."""
    if not _is_lead(by.organisation, by.agent.pk):
        raise NotCertified
    current_keys(by.organisation, agent.pk)
    signature = by.secret.sign(_admission(group.pk, agent.pk))
    row, _ = models.Admission.objects.update_or_create(
        group=group,
        agent=agent,
        defaults={
            "authorised_by": by.agent.pk,
            "authorised_on": timezone.localdate(),
            "signature": signature,
            "admitted_on": None,
        },
    )
    journal.record(
        Act.GROUP_AUTHORISED,
        organisation=by.organisation,
        actor=by.agent.pk,
        container=group.pk,
        about=agent.pk,
        signature=signature,
    )
    return row


@transaction.atomic
def admit(admission: models.Admission, *, by: Keyring) -> None:
    """A member hands the group's key to an agent that a lead authorised."""
    _check_admission(admission, by.organisation)
    opened = by.writing(admission.group_id)
    containers.grant(opened, Recipient(admission.agent_id, Motive.GROUP_MEMBER), by=by)
    admission.admitted_on = timezone.localdate()
    admission.save(update_fields=["admitted_on"])
    by.note(Act.GROUP_ADMITTED, container=opened.id, about=admission.agent_id)


@transaction.atomic
def remove(group: models.Group, agent: UUID, *, by: Keyring) -> None:
    """A member takes another one's key back: new epoch, new keys proposed to a lead.

    raises  LastMember: `agent` is `by`, who cannot renew a key without holding it; KeyNotHeld
    """
    if agent == by.agent.pk:
        raise LastMember
    fresh = rotation.renew(group.pk, by=by, without=frozenset({agent}))
    models.Admission.objects.filter(group=group, agent_id=agent).delete()
    _propose(group, fresh, by=by)


def members(group: models.Group) -> list[Agent]:
    """The agents who hold the group's key today."""
    ids = {g.recipient for g in containers.holders(group.pk)}
    return list(Agent.objects.filter(pk__in=ids))


def usable(kind: models.Group.Kind, place: Circonscription) -> models.Group | None:
    """The group of a place, if its keys are certified: one may seal to it."""
    rows = models.Group.objects.filter(kind=kind, circonscription=place)
    return _certified(rows, place.organisation_id)


def usable_everywhere(kind: models.Group.Kind, organisation: UUID) -> models.Group | None:
    """The group that an organisation has for all its places, if its keys are certified."""
    rows = models.Group.objects.filter(kind=kind, circonscription=None)
    return _certified(rows.filter(container__organisation_id=organisation), organisation)


def nearest(kind: models.Group.Kind, place: Circonscription) -> models.Group | None:
    """The group of a place, else the one for all places, whichever has certified keys."""
    organisation = place.organisation_id
    rows = models.Group.objects.filter(
        Q(circonscription=place) | Q(circonscription=None),
        kind=kind,
        container__organisation_id=organisation,
    )
    sealed_to = certified_today(organisation, [group.pk for group in rows])
    usable_ones = [group for group in rows if group.pk in sealed_to]
    return max(usable_ones, key=lambda group: group.circonscription_id is not None, default=None)


def _certified(groups: QuerySet[models.Group], organisation: UUID) -> models.Group | None:
    group = groups.first()
    return group if group and is_certified(organisation, group.pk) else None


def _propose(group: models.Group, opened: OpenContainer, *, by: Keyring) -> None:
    keys = group_keys(opened.whole).public
    group.proposed_epoch = opened.place.epoch
    group.proposed_box, group.proposed_sign = keys.box, keys.sign
    group.proposed_by = by.agent.pk
    group.proposal_signature = by.secret.sign(_proposal(group.pk, opened.place.epoch, keys))
    group.save()


def _check_proposal(group: models.Group, proposed: PublicKeys, organisation: UUID) -> None:
    said = _proposal(group.pk, group.proposed_epoch or 0, proposed)
    maker = group.proposed_by
    for keys in certified_keys(organisation, [maker] if maker else []).get(maker, ()):  # type: ignore[arg-type]
        try:
            return verify(keys.sign, said, bytes(group.proposal_signature or b""))
        except NotOpened:
            continue
    raise NotCertified


def _check_admission(admission: models.Admission, organisation: UUID) -> None:
    lead = admission.authorised_by
    if not _is_lead(organisation, lead):
        raise NotCertified
    verify(
        current_keys(organisation, lead).sign,
        _admission(admission.group_id, admission.agent_id),
        bytes(admission.signature),
    )


def _is_lead(organisation: UUID, agent: UUID) -> bool:
    return models.Certificate.objects.filter(
        organisation_id=organisation, actor=agent, may_certify=True, revoked_on=None
    ).exists()


def _proposal(group: UUID, epoch: int, keys: PublicKeys) -> bytes:
    return enc("EN1group", group, epoch, keys.box, keys.sign)


def _admission(group: UUID, agent: UUID) -> bytes:
    return enc("EN1admit", group, agent)
