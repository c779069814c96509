"""Invitations to enrol: a code that an administrator hands over, used once, kept by its hash.

A new invitation for an agent who has keys prepares a new enrolment: new keys, which open none
of the former dossiers until a colleague grants them again (04-seal §3.6).
"""

import secrets
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from entrenous.agents.models import Agent
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import certificates, enrolment, models, second_factors, slots, unlocking
from entrenous.keyring.opening import Keyring
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import digest

LIFE: Final = timedelta(days=7)
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_GROUPS: Final = 4


class NotInvited(Exception):
    """No such invitation, or it expired, or it was used."""


@transaction.atomic
def invite(agent: Agent, by: Keyring) -> str:
    """Make an invitation and return its code (80 bits, « K7QM-2V8D-… »), told once.

    A former invitation stops working. NotInvited: the agent is of another organisation.
    """
    if agent.organisation_id != by.organisation or not agent.is_active:
        raise NotInvited
    code = "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(_GROUPS))
    models.Enrolment.objects.update_or_create(
        agent=agent,
        defaults={"code_hash": _hash(code), "expires_at": timezone.now() + LIFE},
    )
    again = models.AgentKeys.objects.filter(agent=agent, is_current=True).exists()
    by.note(Act.ENROLMENT_RESET if again else Act.INVITED, about=agent.pk)
    return code


def read(code: str) -> Agent:
    """Whose invitation this is, or NotInvited. Spaces, case and look-alikes do not matter."""
    rows = models.Enrolment.objects.select_related("agent__organisation")
    row = rows.filter(code_hash=_hash(code), expires_at__gt=timezone.now()).first()
    if row is None or not row.agent.is_active:
        raise NotInvited
    return row.agent


def accept(code: str, phrase: str) -> tuple[Agent, SecretKeys]:
    """Use the invitation: make the agent's keys under her phrase, end what was before.

    raises  NotInvited, slots.NoSlot
    """
    with slots.taken(), transaction.atomic():
        agent = read(code)
        used, _ = models.Enrolment.objects.filter(agent=agent, code_hash=_hash(code)).delete()
        if not used:
            raise NotInvited
        if models.AgentKeys.objects.filter(agent=agent, is_current=True).exists():
            _end_former_keys(agent)
        secret, _ = enrolment.create_keys(agent, phrase)
    return agent, secret


def _end_former_keys(agent: Agent) -> None:
    """From now on nothing is sealed to the former keys, and nobody enters with them."""
    certificates.revoke(agent.organisation_id, agent.pk)
    journal.record(
        Act.CERTIFICATE_REVOKED,
        organisation=agent.organisation_id,
        actor=agent.pk,
        about=agent.pk,
    )
    second_factors.forget_all(agent)
    unlocking.end_everywhere(agent)
    models.Draft.objects.filter(agent=agent).delete()


def _hash(code: str) -> bytes:
    folded = code.upper().translate(_LOOK_ALIKES)
    return digest("EN1 invite", "".join(c for c in folded if c.isalnum()))
