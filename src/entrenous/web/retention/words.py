"""Who sees these pages, what they say of the terms."""

from typing import Final

from entrenous.agents.models import Function

CONFIRMS: Final = (Function.Kind.TEAM_LEAD, Function.Kind.LEGAL_DESK)
EVERYONE: Final = (Function.Kind.SOCIAL_WORKER, *CONFIRMS)
DECIDES: Final = (Function.Kind.LEGAL_DESK, Function.Kind.ADMINISTRATOR)
EARLY: Final = "Le terme est court : la durée recommandée est de 24 mois après le dernier contact."
ARCHIVES: Final = (Function.Kind.LEGAL_DESK,)
COUNTS: Final = (*CONFIRMS, Function.Kind.ADMINISTRATOR)
