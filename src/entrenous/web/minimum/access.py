"""Who reckons without a dossier: those who receive people, and those who answer for the law."""

from typing import Final

from entrenous.agents.models import Function

RECEIVE: Final = (
    Function.Kind.SOCIAL_WORKER,
    Function.Kind.RECEPTION,
    Function.Kind.LEGAL_DESK,
)
METHODS: Final = ["GET", "HEAD", "POST"]
