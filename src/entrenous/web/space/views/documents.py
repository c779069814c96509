"""What the service shares with her: a list, and each file to keep."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from entrenous.documents.queries import FileAltered, FileMissing, open_shared
from entrenous.journal.acts import Act
from entrenous.web.documents import serving, shown
from entrenous.web.space.access import PersonRequest, for_the_person
from entrenous.web.space.views.shared import show_told, told_to

_GONE = "Ce document ne peut pas être ouvert pour le moment. Demandez-le au service."


@for_the_person
@require_safe
def listing(request: PersonRequest) -> HttpResponse:
    """The latest first."""
    return _list(request)


@for_the_person
@require_safe
def take(request: PersonRequest, shared: UUID) -> HttpResponse:
    """The file itself, under a name that says nothing; journaled, then verified whole."""
    opened = request.person.open(Act.DOCUMENT_TAKEN, about=shared)
    try:
        return serving.attachment(open_shared(opened, shared), shared)
    except (FileMissing, FileAltered):
        return _list(request, problem=_GONE)


def _list(request: PersonRequest, problem: str = "") -> HttpResponse:
    told = told_to(request)
    files = [(each, shown.size_words(each.content.size)) for each in told.documents]
    return show_told(
        request, "space/documents.html", "space:documents", told, files=files, problem=problem
    )
