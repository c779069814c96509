"""Tell the engine beside the demonstration that a report waits. A service has no bell.

There, the engine looks by itself, under an account that the web does not have (ADR 0032).
"""

from typing import Final

#: In the state folder: touched at each question, gone once all were answered.
BELL: Final = "reports-asked"


def ring() -> None:
    """Wake the engine, in a demonstration."""
    from django.conf import settings  # noqa: PLC0415 - who listens has no settings

    if settings.ENTRENOUS_DEMO:
        (settings.ENTRENOUS_HOME / BELL).touch()
