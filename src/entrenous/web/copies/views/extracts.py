"""The second reader's own page: the extract lent to her, and her word on it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from entrenous.copies import second
from entrenous.copies.contents import SecondWord
from entrenous.dossiers import support
from entrenous.dossiers.models import SupportExtract
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.copies.forms import SayForm
from entrenous.web.copies.views.seconding import READERS
from entrenous.web.copies.views.shared import METHODS


@needs(*READERS)
@require_http_methods(METHODS)
def extract(request: AgentRequest, lent: UUID) -> HttpResponse:
    """Read what a colleague keeps of a copy, and say what one thinks of it."""
    row = (
        SupportExtract.objects.filter(
            pk=lent, given_to=request.user, ended_on=None,
            container__organisation_id=request.user.organisation_id,
        )
        .select_related("given_by")
        .first()
    )  # fmt: skip
    if row is None:
        raise Http404
    found = support.read(request.keyring, row)
    opened = request.keyring.open(row.pk, Act.SUPPORT_READ)
    word = records.read(opened, SecondWord).one(SecondWord)
    context = {"lent": row, "extract": found, "word": word.content if word else None}
    if request.method != "POST":
        return respond(request, "copies/extract.html", context, SayForm())
    form = SayForm(request.POST)
    if not form.is_valid():
        return respond(request, "copies/extract.html", context, form)
    said = form.cleaned_data
    agrees = said["agrees"] == "yes"
    second.say_on_extract(request.keyring, row, agrees=agrees, words=said["words"])
    messages.success(request, "Votre avis est gardé : qui vous l’a demandé le lira.")
    return redirect("copies:extract", lent)
