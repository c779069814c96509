"""« Secours »: who keeps what, the requests one may see, and one's own dossiers to entrust."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from entrenous.custody import queries
from entrenous.custody.models import Ceremony
from entrenous.keyring import recovery_key
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.custody.words import ASKS, EVERYONE, HOLDS


@needs(*EVERYONE)
@require_GET
def home(request: AgentRequest) -> HttpResponse:
    """The custodians, the requests she holds, those that concern her dossiers."""
    agent = request.user
    seen = list(queries.seen_by(request.keyring)) if request.keyring.is_open else []
    about = [row for row in queries.about(agent) if row not in seen]
    context = {
        "standing": queries.standing_of(agent.organisation_id),
        "seen": [_row(row) for row in seen],
        "about": [_row(row) for row in about],
        "asks": any(agent.has_function(kind) for kind in ASKS),
        "administers": agent.has_function("administrator"),
        "holds": _holds(request),
        "waiting": _waiting(request),
    }
    return render(request, "custody/home.html", context)


@keeps_no_draft
@needs(*HOLDS)
@require_http_methods(["GET", "POST"])
def entrust(request: AgentRequest) -> HttpResponse:
    """Entrust what one holds to the present recovery key, a step at a time."""
    _ = request.keyring.secret
    if request.method == "POST":
        done = recovery_key.entrust_some(request.keyring)
        left = recovery_key.waiting(request.keyring).count()
        if not left:
            messages.success(request, "Tout ce que vous tenez est confié à la clé de secours.")
            return redirect("custody:home")
        return render(request, "custody/entrust.html", {"waiting": left, "done": done})
    waiting = recovery_key.waiting(request.keyring).count()
    return render(request, "custody/entrust.html", {"waiting": waiting, "done": 0})


def _row(row: Ceremony) -> dict[str, object]:
    return {"ceremony": row, "state": queries.state_of(row), "count": len(row.listed.all())}


def _waiting(request: AgentRequest) -> int:
    return recovery_key.waiting(request.keyring).count() if _holds(request) else 0


def _holds(request: AgentRequest) -> bool:
    return any(request.user.has_function(kind) for kind in HOLDS)
