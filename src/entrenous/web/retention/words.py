"""Who sees these pages, what they say of the terms."""

from typing import Final

from entrenous.agents.models import Function

CONFIRMS: Final = (Function.Kind.TEAM_LEAD, Function.Kind.LEGAL_DESK)
EVERYONE: Final = (Function.Kind.SOCIAL_WORKER, *CONFIRMS)
DECIDES: Final = (Function.Kind.LEGAL_DESK, Function.Kind.ADMINISTRATOR)
EARLY: Final = "Le terme est court : la durée recommandée est de 24 mois après le dernier contact."
ARCHIVES: Final = (Function.Kind.LEGAL_DESK,)
COUNTS: Final = (*CONFIRMS, Function.Kind.ADMINISTRATOR)
#: A table too wide for its page says less: the stages of `dry_run.SHOWN`, in a word or two.
COLUMNS: Final = (
    "Lieu", "Proche", "Atteint", "Gardé", "En archive", "Archive échue", "Proposé",
)  # fmt: skip
