"""What she reads in her space."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from entrenous.web.space.access import PersonRequest, for_the_person
from entrenous.web.space.pages import show


@for_the_person
@require_safe
def home(request: PersonRequest) -> HttpResponse:
    """What the person sees first."""
    request.person.open()
    return show(request, "space/home.html", "space:home")
