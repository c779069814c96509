"""Come back by the recovery sheet, change the phrase, renew the sheet (04-seal §3.6).

Two proofs are always asked: the sheet stands in for the phrase or for the second factor, never
for both. Who lost both needs a new enrolment.
"""

from django.db import transaction
from django.utils import timezone

from entrenous.agents.models import Agent
from entrenous.journal import actions as journal
from entrenous.journal.acts import Act
from entrenous.keyring import enrolment, models, second_factors, slots, unlocking
from entrenous.vault import login
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened


def open_with_sheet(agent: Agent | None, code: str) -> SecretKeys:
    """Open an agent's keys with the code of her sheet; NotOpened for any other code or agent."""
    try:
        kek = login.recovery_kek(code)
    except ValueError:
        raise NotOpened from None
    row = enrolment.found_row(agent) if agent else None
    if row is None or agent is None:
        raise NotOpened
    public = enrolment.public_of(row)
    return login.unwrap(bytes(row.recovery_wrapped), kek=kek, uid=agent.pk, public=public)


def renew_phrase(
    agent: Agent, secret: SecretKeys, phrase: str, *, but: str, recovered: bool = False
) -> None:
    """Wrap the same keys under a new phrase and close every vault; nothing is sealed again.

    but        the session that goes on: its vault closes too, the caller opens it again
    recovered  she came by the sheet: it is journaled, and the sheet must be renewed
    raises     slots.NoSlot
    """
    with slots.taken(), transaction.atomic():
        unlocking.end_everywhere(agent, but=but)
        enrolment.change_phrase(agent, secret, phrase)
        if recovered:
            _ask_new_sheet(agent)
            _note(agent)


@transaction.atomic
def replace_lost_factors(agent: Agent) -> None:
    """The sheet stood in for a lost second factor: choose another, then print a new sheet."""
    second_factors.forget_all(agent)
    _ask_new_sheet(agent)
    _note(agent)


@transaction.atomic
def new_sheet(agent: Agent, secret: SecretKeys) -> str:
    """Make a new sheet's code; the former stops working, four groups must be typed back."""
    code = enrolment.renew_sheet(agent, secret)
    _ask_new_sheet(agent)
    return code


def sheet_is_checked(agent: Agent) -> None:
    """Four groups of the printed sheet were typed back."""
    rows = models.AgentKeys.objects.filter(agent=agent, is_current=True)
    rows.update(sheet_checked_on=timezone.localdate())


def _ask_new_sheet(agent: Agent) -> None:
    rows = models.AgentKeys.objects.filter(agent=agent, is_current=True)
    rows.update(sheet_checked_on=None)


def _note(agent: Agent) -> None:
    journal.record(
        Act.RECOVERED, organisation=agent.organisation_id, actor=agent.pk, about=agent.pk
    )
