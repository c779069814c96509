"""Where each colleague stands with her keys, and what a lead does face to face about it.

04-seal §3.1: two people in front of two screens. The lead types what only the other screen shows.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.agents.coded import Coded
from entrenous.agents.models import Agent, Function
from entrenous.journal.acts import Act
from entrenous.keyring import certificates, enrolment, models
from entrenous.keyring.opening import Keyring

TYPED_GROUPS: Final = 2


class State(Coded):
    """What comes next for a colleague."""

    TO_INVITE = "to_invite", "à inviter"
    INVITED = "invited", "invitation remise"
    TO_CERTIFY = "to_certify", "clés à certifier"
    TO_RENEW = "to_renew", "certificat à refaire"
    IN_SERVICE = "in_service", "en service"
    CLOSED = "closed", "compte fermé"


@dataclass(frozen=True)
class Standing:
    """A colleague, her current keys and certificate if she has some."""

    agent: Agent
    state: State
    keys: models.AgentKeys | None
    certificate: models.Certificate | None
    invited_until: datetime | None

    @property
    def fingerprint(self) -> str:
        """Eight groups; empty before enrolment."""
        return enrolment.public_of(self.keys).fingerprint() if self.keys else ""

    @property
    def is_certified(self) -> bool:
        """Tell whether one may seal to her today."""
        return self.state in (State.IN_SERVICE, State.TO_RENEW)


class FingerprintDiffers(Exception):
    """What was read on the colleague's screen is not the fingerprint of the stored keys."""


class KeysChanged(Exception):
    """The keys are not those that the lead's page showed: compare again."""


class LastLead(Exception):
    """No other certified lead would be left, or a lead would withdraw her own certificate."""


def standings(organisation: UUID) -> list[Standing]:
    """Every colleague of an organisation, by name."""
    agents = Agent.objects.filter(organisation=organisation).prefetch_related(
        "functions__circonscription", "functions__secteur"
    )
    current = models.AgentKeys.objects.filter(agent__organisation=organisation, is_current=True)
    keys = {row.agent_id: row for row in current}
    valid = models.Certificate.objects.filter(organisation_id=organisation, revoked_on=None)
    certified = {row.actor: row for row in valid.order_by("pk")}
    asked = models.Enrolment.objects.filter(
        agent__organisation=organisation, expires_at__gt=timezone.now()
    )
    invited = {row.agent_id: row.expires_at for row in asked}
    return [
        _standing(agent, keys.get(agent.pk), certified.get(agent.pk), invited.get(agent.pk))
        for agent in agents
    ]


@transaction.atomic
def certify_compared(agent: Agent, *, shown: str, typed: str, by: Keyring) -> None:
    """Certify the keys whose fingerprint a lead compared with their owner's screen.

    shown   the whole fingerprint that the lead's page was made from
    typed   the last two groups, read on the other screen; spaces do not matter
    raises  KeysChanged, FingerprintDiffers; NotCertified: `by` is no certified lead, or certifies
            herself; NotOpened: the registry was tampered with
    """
    row = models.AgentKeys.objects.select_for_update().get(agent=agent, is_current=True)
    fingerprint = enrolment.public_of(row).fingerprint()
    if not hmac.compare_digest(fingerprint.encode(), shown.encode()):
        raise KeysChanged
    expected = "".join(fingerprint.split()[-TYPED_GROUPS:])
    if not hmac.compare_digest(expected.encode(), "".join(typed.split()).encode()):
        raise FingerprintDiffers
    enrolment.certify(agent, by=by)


@transaction.atomic
def withdraw(agent: Agent, *, by: Keyring) -> None:
    """A lead withdraws a certificate: from now on nothing is sealed to these keys.

    What was handed over before stays readable until its holders renew the keys.
    raises  LastLead; NotCertified: `by` is no certified lead
    """
    leads = models.Certificate.objects.filter(
        organisation_id=by.organisation, may_certify=True, revoked_on=None
    )
    if not leads.filter(actor=by.agent.pk).exists():
        raise certificates.NotCertified
    if agent.pk == by.agent.pk:
        raise LastLead
    certificates.revoke(agent.organisation_id, agent.pk)
    by.note(Act.CERTIFICATE_REVOKED, about=agent.pk)


def _standing(
    agent: Agent,
    keys: models.AgentKeys | None,
    certificate: models.Certificate | None,
    invited_until: datetime | None,
) -> Standing:
    state = _state(agent, keys, certificate, is_invited=invited_until is not None)
    return Standing(agent, state, keys, certificate, invited_until)


def _state(
    agent: Agent,
    keys: models.AgentKeys | None,
    certificate: models.Certificate | None,
    *,
    is_invited: bool,
) -> State:
    if not agent.is_active:
        return State.CLOSED
    if keys is None:
        return State.INVITED if is_invited else State.TO_INVITE
    if certificate is None or bytes(certificate.box) != bytes(keys.box):
        return State.TO_CERTIFY
    is_lead = agent.has_function(Function.Kind.TEAM_LEAD)
    return State.IN_SERVICE if certificate.may_certify == is_lead else State.TO_RENEW
