"""How long dossiers are kept here, and what is recommended."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from entrenous.retention import clock, deciding
from entrenous.retention.errors import NotWritten
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.retention.forms import KEPT_THERE, TermsForm
from entrenous.web.retention.words import DECIDES


@needs(*DECIDES)
@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: AgentRequest) -> HttpResponse:
    """Read or change them; what is already proposed follows the new ones."""
    _ = request.keyring.secret
    known = clock.terms_of(request.user.organisation_id)
    initial = {name: getattr(known, name) for name in TermsForm.base_fields}
    form = TermsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            deciding.set_terms(request.keyring, form.terms())
        except NotWritten:
            form.add_error("archive_months", KEPT_THERE)
        else:
            messages.success(request, "Les durées sont enregistrées.")
            return redirect("retention:terms")
    return respond(request, "retention/terms.html", form=form)
