"""Who keeps the sheets, the delay, and a new recovery key: for the administration."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from entrenous.agents.keyfiles import keys_of
from entrenous.agents.models import Function
from entrenous.custody import asking, naming, queries, renewing
from entrenous.custody.codes import Keeps
from entrenous.custody.models import Custodian
from entrenous.keyring import recovery_key
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import Form, respond
from entrenous.web.custody.forms import CustodianForm, DelayForm, KeyForm
from entrenous.web.custody.words import REFUSED, sentence

_ADMIN = Function.Kind.ADMINISTRATOR


@needs(_ADMIN)
@require_http_methods(["GET", "POST"])
def custodians(request: AgentRequest) -> HttpResponse:
    """The custodians of today; add one."""
    form = CustodianForm(
        request.POST if request.method == "POST" else None,
        initial={"since": timezone.localdate()},
    )
    if form.is_valid():
        said = form.cleaned_data
        naming.name_custodian(
            request.user.organisation_id,
            name=said["name"],
            title=said["title"],
            keeps=Keeps(said["keeps"]),
            since=said["since"],
            by=request.user.pk,
        )
        messages.success(request, "Le gardien est inscrit. Sa feuille reste sur papier.")
        return redirect("custody:custodians")
    return _page(request, form, None)


@needs(_ADMIN)
@require_POST
def end(request: AgentRequest, custodian: UUID) -> HttpResponse:
    """Someone keeps no sheet any more."""
    row = get_object_or_404(Custodian, pk=custodian, organisation=request.user.organisation_id)
    naming.end(row, on=timezone.localdate(), by=request.user.pk)
    messages.success(request, "C’est noté. La clé de secours est à changer, avec les gardiens.")
    return redirect("custody:custodians")


@needs(_ADMIN)
@require_POST
def delay(request: AgentRequest) -> HttpResponse:
    """How long the requests to come will wait."""
    form = DelayForm(request.POST)
    if form.is_valid():
        asking.set_delay(request.keyring, form.cleaned_data["hours"])
        messages.success(request, "Le délai vaut pour les prochaines demandes.")
        return redirect("custody:custodians")
    return _page(request, None, form)


@keeps_no_draft
@needs(_ADMIN)
@require_http_methods(["GET", "POST"])
def key(request: AgentRequest) -> HttpResponse:
    """Bring the new key that the custodians made."""
    form = KeyForm()
    organisation = request.user.organisation_id
    if request.method == "POST":
        form = KeyForm(request.POST, request.FILES)
        if form.is_valid():
            raw = form.cleaned_data["file"].read()
            try:
                told = renewing.take_new_key(organisation, raw, by=request.user.pk)
            except REFUSED as refused:
                form.add_error("file", sentence(refused))
            else:
                messages.success(request, f"Nouvelle clé de secours : {told}.")
                return redirect("custody:key")
    context = {
        "fingerprint": keys_of(organisation).recovery.fingerprint(),
        "standing": queries.standing_of(organisation),
        "depend": recovery_key.depend_on_former(organisation),
    }
    return respond(request, "custody/key.html", context, form)


def _page(
    request: AgentRequest, form: CustodianForm | None, delay_form: DelayForm | None
) -> HttpResponse:
    organisation = request.user.organisation_id
    hours = int(queries.delay_of(organisation).total_seconds() // 3600)
    shown = form or CustodianForm(initial={"since": timezone.localdate()})
    delays = delay_form or DelayForm(initial={"hours": hours})
    context = {
        "standing": queries.standing_of(organisation),
        "custodian_form": shown,
        "delay_form": delays,
    }
    bound: Form = delays if delay_form else shown
    return respond(request, "custody/custodians.html", context, bound)
