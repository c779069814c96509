"""Put an ended dossier in the archives: what it does, why, how the person knows."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.keyring.errors import KeyNotHeld
from entrenous.retention import archiving as acts
from entrenous.retention import clock, unanswered
from entrenous.retention.errors import NotArchived
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.views.refusals import is_done
from entrenous.web.retention.forms import ArchiveForm
from entrenous.web.retention.views.confirming import say
from entrenous.web.retention.views.deciding import found
from entrenous.web.retention.words import EVERYONE


@needs(*EVERYONE)
@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """What will be closed, read before it is; then the archives alone hold the key."""
    row, stands = found(request, dossier)
    if not acts.may_archive(request.keyring, row):
        raise KeyNotHeld
    form = ArchiveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            said = form.said(timezone.localdate())
            if is_done(form, lambda: acts.archive(request.keyring, row, said)):
                messages.success(request, "Le dossier est en archive. Vous ne l’ouvrez plus.")
                return redirect("retention:home")
        except NotArchived as refused:
            say(form, refused)
    context = {
        "stands": stands,
        "against": acts.against(row),
        "terms": clock.terms_of(request.user.organisation_id),
        "complaints": unanswered.complaints_open(row.secteur.circonscription),
    }
    return respond(request, "retention/archive.html", context, form)
