"""An agent's keys are born, wrapped, certified by a lead face to face, changed, found again.

04-seal §3.1 and §3.6. An administrator can ask for a new enrolment; she never sets what unlocks.
"""

import os
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from entrenous.agents.models import Agent, Function
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import certificates, models
from entrenous.keyring.opening import Keyring
from entrenous.vault import login
from entrenous.vault.people import PublicKeys, SecretKeys
from entrenous.vault.primitives import NotOpened
from entrenous.vault.registry import Kind, Subject


@transaction.atomic
def create_keys(agent: Agent, phrase: str) -> tuple[SecretKeys, str]:
    """Make an agent's keys; return them with the recovery sheet's code, shown once, not stored.

    Any former keys stop being current: what they opened needs a new grant (04-seal §3.6).
    """
    secret, code = SecretKeys.generate(), login.new_recovery_code()
    models.AgentKeys.objects.filter(agent=agent, is_current=True).update(is_current=False)
    row = models.AgentKeys(
        agent=agent,
        box=secret.public.box,
        sign=secret.public.sign,
        recovery_wrapped=login.wrap(secret, kek=login.recovery_kek(code), uid=agent.pk),
        pin_salt=os.urandom(login.SALT_BYTES),
        made_on=timezone.localdate(),
    )
    _wrap(row, secret, phrase)
    row.save()
    _note(Act.ENROLMENT_STARTED, agent)
    return secret, code


@transaction.atomic
def certify(agent: Agent, *, by: Keyring) -> models.Certificate:
    """A lead certifies keys whose fingerprint she compared face to face with their owner.

    raises  NotCertified: `by` is no certified lead. NotOpened: the registry was tampered with
    """
    certificates.check_registry(agent.organisation_id)
    certificates.revoke(agent.organisation_id, agent.pk)
    row = certificates.issue(_subject(agent), countersigner=by.agent.pk, by=by.secret)
    by.note(Act.CERTIFIED, about=agent.pk)
    return row


@transaction.atomic
def certify_root(agent: Agent) -> models.Certificate:
    """The set-up's root lead: certified by the registry alone, her fingerprint is printed."""
    subject = _subject(agent, kind=Kind.ROOT_LEAD)
    row = certificates.issue_root(subject)
    _note(Act.CERTIFIED, agent)
    return row


def open_with_phrase(agent: Agent, phrase: str) -> SecretKeys:
    """Open an agent's keys, or NotOpened: same cost whether or not the account has keys.

    When the configured cost was raised, the keys are wrapped again at the new one.
    """
    row = found_row(agent)
    if row is None:
        derive_for_nothing(phrase)
        raise NotOpened
    cost = login.Cost(row.passes, row.memory_kib)
    keys = login.derive(phrase, salt=bytes(row.salt), cost=cost)
    if not login.proves(keys, bytes(row.verifier)):
        raise NotOpened
    secret = login.unwrap(bytes(row.wrapped), kek=keys.kek, uid=agent.pk, public=public_of(row))
    if not cost.reaches(configured_cost()):
        _wrap(row, secret, phrase)
        row.save()
    return secret


def derive_for_nothing(phrase: str) -> None:
    """Spend what a real derivation costs, so that an unknown account answers as slowly."""
    login.derive(phrase, salt=bytes(login.SALT_BYTES), cost=configured_cost())


@transaction.atomic
def change_phrase(agent: Agent, secret: SecretKeys, new_phrase: str) -> None:
    """Wrap the same keys under a new phrase; nothing is sealed again. Other vaults close."""
    row = current_row(agent)
    _wrap(row, secret, new_phrase)
    row.save()
    models.Unlock.objects.filter(agent=agent).delete()
    _note(Act.PHRASE_CHANGED, agent)


def renew_sheet(agent: Agent, secret: SecretKeys) -> str:
    """Make a new recovery sheet from an open vault; the former one stops working."""
    code = login.new_recovery_code()
    row = current_row(agent)
    row.recovery_wrapped = login.wrap(secret, kek=login.recovery_kek(code), uid=agent.pk)
    row.save(update_fields=["recovery_wrapped"])
    return code


def found_row(agent: Agent) -> models.AgentKeys | None:
    """The agent's current keys, or None before enrolment."""
    return models.AgentKeys.objects.filter(agent=agent, is_current=True).first()


def current_row(agent: Agent) -> models.AgentKeys:
    """The agent's current keys; DoesNotExist before enrolment."""
    return models.AgentKeys.objects.get(agent=agent, is_current=True)


def public_of(row: models.AgentKeys) -> PublicKeys:
    """The public halves of a stored row."""
    return PublicKeys(bytes(row.box), bytes(row.sign))


def configured_cost() -> login.Cost:
    """What a derivation costs on this installation."""
    passes, memory_kib = settings.ENTRENOUS_ARGON2
    return login.Cost(passes, memory_kib)


def _wrap(row: models.AgentKeys, secret: SecretKeys, phrase: str) -> None:
    cost, salt = configured_cost(), os.urandom(login.SALT_BYTES)
    keys = login.derive(phrase, salt=salt, cost=cost)
    row.salt, row.passes, row.memory_kib = salt, cost.passes, cost.memory_kib
    row.verifier = login.verifier(keys)
    row.wrapped = login.wrap(secret, kek=keys.kek, uid=row.agent_id)


def _subject(agent: Agent, *, kind: Kind = Kind.AGENT) -> Subject:
    return Subject(
        organisation=agent.organisation_id,
        actor=agent.pk,
        kind=kind,
        keys=public_of(current_row(agent)),
        may_certify=agent.has_function(Function.Kind.TEAM_LEAD),
        issued_on=timezone.localdate(),
    )


def _note(act: Act, agent: Agent, about: UUID | None = None) -> None:
    journal.record(act, organisation=agent.organisation_id, actor=agent.pk, about=about or agent.pk)
