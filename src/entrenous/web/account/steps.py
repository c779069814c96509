"""Which step of the enrolment comes next. Read from what is stored, so that any step restarts."""

from typing import Final

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from entrenous.agents.models import Agent
from entrenous.keyring import enrolment, models, second_factors
from entrenous.keyring.certificates import NotCertified, current_keys

# Session mark: she came back by her recovery sheet and must choose a new phrase.
NEW_PHRASE: Final = "new_phrase"

PHRASE: Final = "enrolment_phrase"
FACTOR: Final = "enrolment_factor"
PIN: Final = "enrolment_pin"
SHEET: Final = "enrolment_sheet"
FINGERPRINT: Final = "enrolment_fingerprint"
_ORDER: Final = (PHRASE, FACTOR, PIN, SHEET, FINGERPRINT)


def next_step(agent: Agent, session: SessionBase) -> str:
    """The URL name of the next step, or nothing when the way is open."""
    row = enrolment.found_row(agent)
    if row is None or session.get(NEW_PHRASE):
        return PHRASE
    certified = is_certified(agent, row)
    if settings.ENTRENOUS_DEMO and certified:
        return ""
    undone = (
        (FACTOR, not settings.ENTRENOUS_DEMO and not second_factors.methods(agent)),
        (PIN, row.pin_sealed is None),
        (SHEET, row.sheet_checked_on is None),
        (FINGERPRINT, not certified),
    )
    return next((step for step, missing in undone if missing), "")


def is_certified(agent: Agent, row: models.AgentKeys) -> bool:
    """Tell whether a lead certified these very keys, not the former ones."""
    try:
        return current_keys(agent.organisation_id, agent.pk) == enrolment.public_of(row)
    except NotCertified:
        return False


def progress(step: str) -> str:
    """« Étape 2 sur 5 », for the top of an enrolment page."""
    return f"Étape {_ORDER.index(step) + 1} sur {len(_ORDER)}"
