"""The program's addresses, and views made to fail, to be private or to read what is sent."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from entrenous.config import errors
from entrenous.config import urls as program


@login_not_required
def crash(request: HttpRequest) -> HttpResponse:
    typed = request.POST.get("texte", "") + request.GET.get("texte", "")
    with transaction.atomic():
        copy_in_a_local = {"texte": typed}
        raise RuntimeError(f"unreadable: {copy_in_a_local}")


@login_not_required
def crash_in_the_database(request: HttpRequest) -> HttpResponse:
    """PostgreSQL quotes the refused value in its own words."""
    for _ in range(2):
        ContentType.objects.create(app_label=request.POST["texte"], model="x")
    return HttpResponse("not reached")


@login_not_required
def read(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{len(request.POST.get('texte', ''))} {len(request.FILES)}")


def private(request: HttpRequest) -> HttpResponse:
    return HttpResponse("private")


urlpatterns = [
    path("crash", crash, name="crash"),
    path("crash-base", crash_in_the_database, name="crash-base"),
    path("lire", read, name="read"),
    path("prive", private, name="private"),
    path("", include(program.urlpatterns)),
]
handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error
