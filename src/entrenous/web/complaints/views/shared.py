"""What every page of complaints shares: one of them opened for a page, the colleagues named."""

from typing import Any, Final
from uuid import UUID

from entrenous.agents.models import Agent, Function
from entrenous.complaints import queries
from entrenous.complaints.queries import OpenComplaint
from entrenous.web.common.access import AgentRequest
from entrenous.web.dossiers.forms.acts import Choices
from entrenous.web.dossiers.names import agents_named, functions_of

METHODS: Final = ["GET", "HEAD", "POST"]
_MET: Final = (Function.Kind.SOCIAL_WORKER, Function.Kind.RECEPTION, Function.Kind.TEAM_LEAD)


def open_one(request: AgentRequest, complaint: UUID) -> OpenComplaint:
    """Open one, journaled. KeyNotHeld (404): no key, another desk's, or about the reader."""
    return queries.open_one(request.keyring, complaint)


def context_of(shown: OpenComplaint, **more: Any) -> dict[str, Any]:
    """What every page of one complaint draws."""
    about = agents_named([shown.about]).get(shown.about) if shown.about else None
    return {"shown": shown, "row": shown.row, "about": about, **more}


def agents_met(request: AgentRequest, *kinds: str) -> Choices:
    """The agents whom a person may have met, by name and function."""
    rows = Agent.objects.filter(
        organisation_id=request.user.organisation_id,
        is_active=True,
        functions__kind__in=kinds or _MET,
    ).prefetch_related("functions")
    found = sorted(rows.distinct(), key=lambda each: each.display_name)
    return [(str(each.pk), f"{each.display_name} – {functions_of(each)}") for each in found]
