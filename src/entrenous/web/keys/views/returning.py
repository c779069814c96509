"""Give keys back to a colleague who enrolled again: the list is proposed, one click hands over."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from entrenous.agents.models import Function
from entrenous.dossiers import queries, returning
from entrenous.dossiers.returning import Owed
from entrenous.keyring.certificates import NotCertified
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.keys.forms import DossiersForm

_WORKER = Function.Kind.SOCIAL_WORKER


@needs(_WORKER)
@require_GET
def owed(request: AgentRequest) -> HttpResponse:
    """Colleagues who enrolled again, and what they held with her."""
    _ = request.keyring.secret
    return _page(request, None)


@needs(_WORKER)
@require_POST
def give_back(request: AgentRequest, agent: UUID) -> HttpResponse:
    """Hand over the keys of the dossiers that are ticked."""
    _ = request.keyring.secret
    row = next((o for o in returning.owed(request.keyring) if o.colleague.pk == agent), None)
    if row is None:
        raise Http404
    form = DossiersForm(request.POST, choices=_choices(request, row), prefix=_prefix(row))
    if not form.is_valid():
        return _page(request, form, refused=agent)
    try:
        count = returning.give_back(
            request.keyring, row.colleague, [UUID(pk) for pk in form.cleaned_data["dossiers"]]
        )
    except NotCertified:
        form.add_error(None, "Les clés de cette personne ne sont plus certifiées.")
        return _page(request, form, refused=agent)
    said = "Les clés de {} dossiers sont remises." if count > 1 else "La clé du dossier est remise."
    messages.success(request, said.format(count))
    return redirect("keys:give_back")


def _page(
    request: AgentRequest, form: DossiersForm | None, *, refused: UUID | None = None
) -> HttpResponse:
    rows = []
    for row in returning.owed(request.keyring):
        if form is not None and row.colleague.pk == refused:
            rows.append((row, form))
            continue
        everything = [str(pk) for pk in row.dossiers]
        initial = {"dossiers": everything}
        choices = _choices(request, row)
        rows.append((row, DossiersForm(choices=choices, prefix=_prefix(row), initial=initial)))
    return respond(request, "keys/give_back.html", {"rows": rows}, form)


def _choices(request: AgentRequest, row: Owed) -> list[tuple[str, str]]:
    """The names, opened from one's own list: whoever gives back holds them too."""
    names = {line.dossier.pk: line.sorted_name for line in queries.own_list(request.keyring)}
    found = [(str(pk), names.get(pk, "Dossier réuni à un autre")) for pk in row.dossiers]
    return sorted(found, key=lambda choice: choice[1].casefold())


def _prefix(row: Owed) -> str:
    return f"d{row.colleague.pk.hex[:8]}"
