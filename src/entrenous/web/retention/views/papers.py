"""What is printed: the sheet that the archivist signs, the certificate. Numbers and days."""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from entrenous.retention import certifying, clock, listing
from entrenous.retention.models import Destruction
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.retention.views.confirming import destruction_of
from entrenous.web.retention.views.listing import list_of
from entrenous.web.retention.words import EVERYONE

_NAME: Final = "attestation-de-destruction.pdf"


@needs(*EVERYONE)
@require_safe
def slip(request: AgentRequest, destruction: UUID) -> HttpResponse:
    """The sheet that the archivist signs, for one dossier."""
    row = destruction_of(request, destruction)
    context = {"row": row, "lines": [row], "terms": clock.terms_of(row.organisation_id)}
    return render(request, "retention/slip.html", context)


@needs(*EVERYONE)
@require_safe
def list_slip(request: AgentRequest, erasure_list: UUID) -> HttpResponse:
    """The same, for a list: one line per dossier."""
    row = list_of(request, erasure_list)
    lines = listing.lines_of(row)
    context = {"list": row, "lines": lines, "terms": clock.terms_of(row.organisation_id)}
    return render(request, "retention/slip.html", context)


@needs(*EVERYONE)
@require_safe
def certificate(request: AgentRequest, destruction: UUID) -> HttpResponse:
    """What was destroyed, by whom, and where the journal says it."""
    row = _done(destruction_of(request, destruction))
    context = {
        "row": row,
        "backups_until": certifying.backups_until(row),
        "checkpoint": certifying.checkpoint_of(row),
    }
    return render(request, "retention/certificate.html", context)


@needs(*EVERYONE)
@require_safe
def certificate_pdf(request: AgentRequest, destruction: UUID) -> HttpResponse:
    """The same as a tagged PDF."""
    row = _done(destruction_of(request, destruction))
    return _pdf(certifying.certificate([row]))


@needs(*EVERYONE)
@require_safe
def list_certificate(request: AgentRequest, erasure_list: UUID) -> HttpResponse:
    """The certificate of all that a list destroyed."""
    row = list_of(request, erasure_list)
    done = listing.lines_of(row).filter(erased_at__isnull=False)
    if not done:
        raise Http404
    return _pdf(certifying.certificate(list(done.select_related("organisation"))))


def _done(row: Destruction) -> Destruction:
    if row.erased_at is None or row.place is None:
        raise Http404
    return row


def _pdf(content: bytes) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{_NAME}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
