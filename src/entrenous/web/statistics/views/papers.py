"""A released report on paper and as files; the letter to who asks for nominative files."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from entrenous.law.written_days import french_date
from entrenous.letters import Block, Letter
from entrenous.letters.model import BLANK
from entrenous.letters.pdf_file import to_pdf as letter_pdf
from entrenous.letters.words import CLOSING
from entrenous.statistics.codes import Kind
from entrenous.statistics.models import Report
from entrenous.web.common.access import AgentRequest, agent_page
from entrenous.web.statistics.files.package import to_package
from entrenous.web.statistics.files.paper import to_pdf
from entrenous.web.statistics.files.spreadsheet import KIND, to_ods
from entrenous.web.statistics.files.tables import to_csv
from entrenous.web.statistics.reading import bill_of, shown
from entrenous.web.statistics.views.reports import released_of

_GREETING = "Madame, Monsieur"


@agent_page
@require_safe
def sheet(request: AgentRequest, report: UUID) -> HttpResponse:
    """The report on A4, drawings and tables; the bill on one page."""
    found = released_of(request, report)
    seen = shown(found, request.GET.get("territoire", ""))
    bill = bill_of(seen) if found.what is Kind.BILL else None
    return render(request, "statistics/sheet.html", {"shown": seen, "bill": bill, "report": found})


@agent_page
@require_safe
def pdf(request: AgentRequest, report: UUID) -> HttpResponse:
    """The report as a PDF."""
    found = released_of(request, report)
    seen = shown(found, request.GET.get("territoire", ""))
    return _file(to_pdf(seen, request.user.organisation.name), "application/pdf", found, "pdf")


@agent_page
@require_safe
def ods(request: AgentRequest, report: UUID) -> HttpResponse:
    """The report as a spreadsheet."""
    found = released_of(request, report)
    return _file(to_ods(found), KIND, found, "ods")


@agent_page
@require_safe
def csv(request: AgentRequest, report: UUID) -> HttpResponse:
    """The report as lines."""
    found = released_of(request, report)
    return _file(to_csv(found), "text/csv; charset=utf-8", found, "csv")


@agent_page
@require_safe
def package(request: AgentRequest, report: UUID) -> HttpResponse:
    """The open-data package, which is also the pack of a management contract."""
    found = released_of(request, report)
    return _file(to_package(found), "application/zip", found, "zip")


@agent_page
@require_safe
def refusal(request: AgentRequest) -> HttpResponse:
    """The letter that answers who asks to read nominative files."""
    raw = letter_pdf(refusal_letter(request))
    said = {"Content-Disposition": 'attachment; filename="reponse.pdf"'}
    return HttpResponse(raw, content_type="application/pdf", headers=said)


def refusal_letter(request: AgentRequest) -> Letter:
    """No file is read, and what is given instead. No article is quoted that was not confirmed."""
    organisation = request.user.organisation
    return Letter(
        kind=None,
        sender=(organisation.name,),
        recipient=(f"Destinataire : {BLANK}", f"Adresse : {BLANK}"),
        place_and_date=f"{organisation.commune or BLANK}, le {french_date(timezone.localdate())}",
        references=(),
        subject="Votre demande de lecture de dossiers nominatifs",
        greeting=f"{_GREETING},",
        blocks=tuple(Block("text", each) for each in _ANSWER),
        closing=CLOSING.format(greeting=_GREETING),
        signatures=((f"Fonction : {BLANK}", f"Nom : {BLANK}"),),
    )


_ANSWER = (
    "Vous demandez à lire des dossiers nominatifs du service social. Nous ne pouvons pas y donner"
    " suite.",
    "Ces dossiers sont scellés avec les clés des professionnelles et professionnels qui les"
    " suivent. Ni la direction, ni un prestataire, ni l’hébergeur ne peuvent les ouvrir : aucune"
    " fonction du logiciel ne le permet, et aucun ordre ne la crée.",
    "Ce qu’une personne confie au service social est couvert par le secret. Seule la personne peut"
    " donner son accord, par écrit, pour un élément précis et dans son intérêt.",
    "Nous vous adressons en revanche les tableaux de l’activité et des moyens du service, protégés"
    " pour que personne n’y soit retrouvé, avec leur dictionnaire et leurs limites.",
    "Si une question reste sans réponse dans ces tableaux, écrivez-la : nous chercherons avec vous"
    " un chiffre qui y réponde sans nommer personne.",
)


def _file(raw: bytes, kind: str, report: Report, ending: str) -> HttpResponse:
    name = f"{report.what.slug}-{report.period}.{ending}"
    said = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(raw, content_type=kind, headers=said)
