"""One's own cover: where its keys are, who was told, « je suis de retour », the slip to print."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from entrenous.agents.models import Function
from entrenous.continuity import covers
from entrenous.continuity.codes import CoverState, Told
from entrenous.continuity.models import Cover, CoveredDossier
from entrenous.dossiers.contents import PersonCard
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import respond
from entrenous.web.continuity.forms import TellForm
from entrenous.web.continuity.sentences import REFUSED, sentence
from entrenous.web.continuity.views.home import row_of


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def cover(request: AgentRequest, cover: UUID) -> HttpResponse:
    """Dossier by dossier: is the key in its place, does the person know; note who was told."""
    row = own_cover(request, cover)
    lines = _lines(request, row)
    untold = [(str(c.pk), name) for c, name in lines if c.told_on is None and not c.withdrawn_on]
    form = TellForm(request.POST if request.method == "POST" else None, people=untold)
    if form.is_valid():
        said = form.cleaned_data
        chosen = [UUID(pk) for pk in said["covered"]]
        told = covers.tell(request.keyring, row, chosen, Told(said["way"]), on=said["on"])
        if told:
            messages.success(request, "C’est noté.")
        return redirect("continuity:cover", row.pk)
    context = {
        **row_of(row),
        "lines": [(c, name, Told(c.told_way).label if c.told_way else "") for c, name in lines],
        "untold": untold,
        "waiting": sum(1 for each in covers.waiting(request.keyring) if each.cover_id == row.pk),
    }
    return respond(request, "continuity/cover.html", context, form)


@keeps_no_draft
@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "POST"])
def end(request: AgentRequest, cover: UUID) -> HttpResponse:
    """« Je suis de retour », or the absence is given up."""
    row = own_cover(request, cover)
    shown = row_of(row)
    if request.method == "GET" and shown["state"] in (CoverState.PLANNED, CoverState.RUNNING):
        return render(request, "continuity/end.html", shown)
    try:
        if request.method == "POST":
            covers.end(request.keyring, row)
            covers.carry_on(request.keyring)
            messages.success(request, "La relève est terminée : plus rien ne lui est ouvert.")
    except REFUSED as refused:
        messages.info(request, sentence(refused))
    return redirect("continuity:cover", row.pk)


@needs(Function.Kind.SOCIAL_WORKER)
@require_GET
def slip(request: AgentRequest, cover: UUID) -> HttpResponse:
    """The line to hand over to a person: neutral, the same for all, without any name of hers."""
    row = own_cover(request, cover)
    return render(request, "continuity/slip.html", row_of(row))


def own_cover(request: AgentRequest, cover: UUID) -> Cover:
    """A cover of one's own absence, or 404."""
    _ = request.keyring.secret
    rows = Cover.objects.select_related("colleague", "absent").filter(absent=request.user)
    row = rows.filter(pk=cover).first()
    if row is None:
        raise Http404
    return row


def _lines(request: AgentRequest, row: Cover) -> list[tuple[CoveredDossier, str]]:
    """The dossiers of a cover with their names; what is no longer hers has no name here."""
    covered = list(row.covered.select_related("dossier"))
    opened = request.keyring.open_list([c.dossier_id for c in covered], Act.LIST_OPENED)
    readings = records.read_many(opened.values(), PersonCard)
    found = []
    for each in covered:
        reading = readings.get(each.dossier_id)
        card = reading.one(PersonCard) if reading else None
        gone = "Dossier transmis ou réuni à un autre"
        found.append((each, card.content.sorted_name if card else gone))
    return sorted(found, key=lambda pair: pair[1])
