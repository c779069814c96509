"""Choose to whom and which dossiers: all, by secteur, one by one."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Agent, Function
from entrenous.dossiers.queries import ListRow
from entrenous.handover import queries, transferring
from entrenous.handover.errors import AlreadyStarted, NotFollowing, NothingChosen
from entrenous.keyring.certificates import NotCertified, certified_today
from entrenous.keyring.errors import KeyNotHeld
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import respond
from entrenous.web.handover.forms import UNCERTIFIED, ChooseForm

_METHODS: Final = ["GET", "HEAD", "POST"]
_MOVED: Final = "Cette liste a changé dans une autre fenêtre. Vérifiez votre choix."


@keeps_no_draft
@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(_METHODS)
def choose(request: AgentRequest) -> HttpResponse:
    """Any of one's own dossiers."""
    rows = queries.choosable(request.keyring)
    initial: dict[str, object] = {} if len(rows) > 1 else {"which": "all"}
    return _page(request, rows, initial)


@keeps_no_draft
@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(_METHODS)
def one(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The same page, one dossier already ticked: there is one way to pass a dossier on."""
    rows = queries.choosable(request.keyring)
    if dossier not in {row.dossier.pk for row in rows}:
        batch = queries.open_batches(request.keyring).filter(lines__dossier=dossier).first()
        if batch is None:
            raise Http404
        return redirect("handover:batch", batch.pk)
    return _page(request, rows, {"which": "some", "dossiers": [str(dossier)]}, first=dossier)


def _page(
    request: AgentRequest,
    rows: list[ListRow],
    initial: dict[str, object],
    *,
    first: UUID | None = None,
) -> HttpResponse:
    people = _colleagues(request)
    certified = certified_today(request.user.organisation_id, [a.pk for a in people])
    uncertified = {a.pk for a in people} - set(certified)
    form = ChooseForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        colleagues=[(str(a.pk), _label(a, certified)) for a in people],
        uncertified=uncertified,
        secteurs=_secteurs(rows),
        dossiers=[(str(r.dossier.pk), r.sorted_name) for r in _in_order(rows, first)],
    )
    if form.is_valid():
        to = next(a for a in people if str(a.pk) == form.cleaned_data["colleague"])
        try:
            made = transferring.prepare(request.keyring, _chosen(form, rows), to)
        except NotCertified:
            form.add_error("colleague", UNCERTIFIED)
        except (NothingChosen, AlreadyStarted, NotFollowing, KeyNotHeld):
            form.add_error(None, _MOVED)
        else:
            return redirect("handover:batch", made.pk)
    batches = queries.open_batches(request.keyring)
    context = {
        "rows": rows,
        "has_secteurs": len(_secteurs(rows)) > 1,
        "has_colleagues": bool(people),
        "batches": [(batch, transferring.progress(batch)) for batch in batches],
    }
    return respond(request, "handover/choose.html", context, form)


def _chosen(form: ChooseForm, rows: list[ListRow]) -> Iterable[UUID]:
    said = form.cleaned_data
    if said["which"] == "all":
        return [row.dossier.pk for row in rows]
    if said["which"] == "secteurs":
        return [r.dossier.pk for r in rows if str(r.dossier.secteur_id) in said["secteurs"]]
    return [UUID(pk) for pk in said["dossiers"]]


def _colleagues(request: AgentRequest) -> list[Agent]:
    """Everyone who follows dossiers, certified or not: a name left out would not say why."""
    rows = Agent.objects.of(request.user.organisation).with_function(Function.Kind.SOCIAL_WORKER)
    return list(rows.filter(is_active=True).exclude(pk=request.user.pk).distinct())


def _label(agent: Agent, certified: Iterable[UUID]) -> str:
    if agent.pk in certified:
        return agent.display_name
    return f"{agent.display_name} – clés non certifiées"


def _secteurs(rows: list[ListRow]) -> list[tuple[str, str]]:
    names = {str(row.dossier.secteur_id): row.dossier.secteur.name for row in rows}
    count = {pk: sum(str(r.dossier.secteur_id) == pk for r in rows) for pk in names}
    return sorted(((pk, f"{name} ({count[pk]})") for pk, name in names.items()), key=lambda c: c[1])


def _in_order(rows: list[ListRow], first: UUID | None) -> list[ListRow]:
    """By name; the one that was come from is on top, where it is seen ticked."""
    return sorted(rows, key=lambda row: row.dossier.pk != first)
