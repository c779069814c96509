"""Which functions count dates without a dossier: those who tell them to someone."""

from typing import Final

from entrenous.agents.models import Function

COUNTERS: Final = (Function.Kind.SOCIAL_WORKER, Function.Kind.LEGAL_DESK)
