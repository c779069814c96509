"""Who does what at the desk: functions open pages; the key of a request opens the request."""

from typing import Final

from entrenous.agents.models import Function

WORKER: Final = Function.Kind.SOCIAL_WORKER
LEGAL: Final = Function.Kind.LEGAL_DESK
LEAD: Final = Function.Kind.TEAM_LEAD
RECEPTION: Final = Function.Kind.RECEPTION

#: They enter a letter; reception hands it over at once.
MAKERS: Final = (WORKER, LEGAL, RECEPTION)
#: They keep requests, decide and answer.
KEEPERS: Final = (WORKER, LEGAL)
#: They read the requests whose key they hold; a lead, those she is asked to sign.
READERS: Final = (WORKER, LEGAL, LEAD)
#: Whoever has something to do in the list.
COMERS: Final = (WORKER, LEGAL, LEAD, RECEPTION)
METHODS: Final = ["GET", "HEAD", "POST"]
