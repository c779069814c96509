"""Her rights: a copy of her file, another opinion, whom to complain to."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.keyring.errors import Damaged
from entrenous.law import LawError
from entrenous.web.space import copying
from entrenous.web.space.access import PersonRequest, for_the_person
from entrenous.web.space.inside_forms import DAMAGED, NO_RULE, CopyForm
from entrenous.web.space.views.shared import done_at, said_done, show_told, told_to

_DONE = "Votre demande est enregistrée, avec sa date."


@for_the_person
@require_http_methods(["GET", "HEAD", "POST"])
def rights(request: PersonRequest) -> HttpResponse:
    """What she may ask for, by when it is answered, and who hears a refusal."""
    form = CopyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            said = form.cleaned_data
            copying.ask(request.person, said["words"], once=said["once"])
        except Damaged:
            form.add_error(None, DAMAGED)
        except LawError:
            form.add_error(None, NO_RULE)
        else:
            return done_at("space:rights")
    told = told_to(request)
    dossier = told.inside.dossier
    asked = copying.asked_in(told.inside.opened, dossier)
    return show_told(
        request, "space/rights.html", "space:rights", told, form,
        place=dossier.secteur.circonscription, asked=asked, done=said_done(request, _DONE),
        waits=any(each.is_hers and each.is_open for each in asked),
    )  # fmt: skip


@for_the_person
@require_safe
def complain(request: PersonRequest) -> HttpResponse:
    """How to complain of the service: whom to tell, who reads it, by when it is answered."""
    told = told_to(request)
    place = told.inside.dossier.secteur.circonscription
    return show_told(
        request, "space/complain.html", "space:rights", told, place=place,
        days=told.organisation.complaint_days,
    )  # fmt: skip
