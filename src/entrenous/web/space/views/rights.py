"""Her rights: a copy of her file, another opinion, whom to complain to."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from entrenous.web.space.access import PersonRequest, for_the_person
from entrenous.web.space.views.shared import show_told, told_to


@for_the_person
@require_safe
def rights(request: PersonRequest) -> HttpResponse:
    """What she may ask for, by when it is answered, and who hears a refusal."""
    told = told_to(request)
    place = told.inside.dossier.secteur.circonscription
    return show_told(request, "space/rights.html", "space:rights", told, place=place)
