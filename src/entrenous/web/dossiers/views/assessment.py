"""The assessment by domains, closed until opened, and the synthesis read with the person."""

from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.dossiers.codes import Domain
from entrenous.dossiers.contents import DomainAssessment, Synthesis
from entrenous.dossiers.former import is_folded
from entrenous.keyring import drafts, records
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.keyring.records import OpenRecord
from entrenous.plans import assessment as acts
from entrenous.plans.queries import ASSESSMENT_KINDS, assessment_of
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.dossiers.forms.assessment import DomainForm, SynthesisForm
from entrenous.web.dossiers.names import agents_named, author_name
from entrenous.web.dossiers.pages import DossierPage, open_page
from entrenous.web.dossiers.views.refusals import edited, is_done

T = TypeVar("T")
DOMAIN_DRAFT, SYNTHESIS_DRAFT = "dossiers:assessment_domain", "dossiers:synthesis_edit"


@dataclass(frozen=True)
class DomainLine:
    """A domain on the page of the assessment; closed when nothing was written of it."""

    code: str
    label: str
    written: OpenRecord[DomainAssessment] | None

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The boxes that hold a text."""
        if self.written is None:
            return []
        content = self.written.content
        said = (
            ("Les faits", content.facts),
            ("Ce que la personne dit et veut", content.person_words),
            ("Lecture de la référente ou du référent", content.reading),
        )
        return [(title, text) for title, text in said if text]


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def assessment(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The domains, closed until opened, and the synthesis."""
    page = open_page(request, dossier, "assessment", *ASSESSMENT_KINDS)
    lines = [line_of(d, known) for d, known in assessment_of(page.reading).items()]
    context = page.context(
        opened_domains=[line for line in lines if line.written],
        closed_domains=[line for line in lines if not line.written],
        synthesis=page.reading.one(Synthesis),
    )
    return render(request, "dossiers/assessment/assessment.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "HEAD", "POST"])
def domain(request: AgentRequest, dossier: UUID, code: str) -> HttpResponse:
    """Write one domain; « pas abordé » is a whole answer."""
    named = _domain(code)
    page = open_page(request, dossier, "assessment", DomainAssessment)
    draft = f"{DOMAIN_DRAFT}:{named.value}"
    if "forget" in request.POST:
        drafts.discard(request.user, draft, dossier)
        return redirect("dossiers:assessment_domain", dossier, code)
    known, newer = assessment_of(page.reading)[named], None
    typed = drafts.restore(request, draft, dossier) if request.method != "POST" else None
    folded = _folded_domain(page, named)
    initial = typed or (DomainForm.initial_of(known) if known else {"version": str(folded)})
    form = DomainForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            if is_done(form, lambda: _keep_domain(page, named, form, draft)):
                messages.success(request, "C’est enregistré et scellé.")
                return redirect("dossiers:assessment", dossier)
        except EditedMeanwhile:
            again = open_page(request, dossier, "assessment", DomainAssessment)
            newer = assessment_of(again.reading)[named]
            if newer and newer.content == form.assessment(named):
                return redirect("dossiers:assessment", dossier)
            form = edited(
                DomainForm, request, newer.version if newer else _folded_domain(again, named)
            )
    context = page.context(
        line=line_of(named, known), newer=line_of(named, newer) if newer else None,
        draft_form=draft, draft_about=dossier, from_draft=bool(typed),
    )  # fmt: skip
    return respond(request, "dossiers/assessment/domain.html", context, form)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def domain_versions(request: AgentRequest, dossier: UUID, code: str) -> HttpResponse:
    """Every version of a domain, the latest first."""
    named = _domain(code)
    page = open_page(request, dossier, "assessment", DomainAssessment)
    known = assessment_of(page.reading)[named]
    if known is None:
        raise Http404
    rows = [(v, line_of(named, v)) for v in _versions(page, known)]
    names = agents_named(v.author for v, _ in rows)
    context = page.context(
        label=named.label,
        versions=[
            (v, line, author_name(v.author, me=request.user, known=names)) for v, line in rows
        ],
    )
    return render(request, "dossiers/assessment/versions.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def synthesis(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The synthesis in the reading mode: large, alone on the page, her disagreement beside it."""
    page = open_page(request, dossier, "assessment", Synthesis)
    known = page.reading.one(Synthesis)
    if known is None:
        return redirect("dossiers:synthesis_edit", dossier)
    rows = _versions(page, known)
    names = agents_named(v.author for v in rows)
    context = page.context(
        synthesis=known.content,
        former=[(v, author_name(v.author, me=request.user, known=names)) for v in rows[1:]],
    )
    return render(request, "dossiers/assessment/synthesis.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(["GET", "HEAD", "POST"])
def edit_synthesis(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """Write the synthesis, the day it was read together, her disagreement."""
    page = open_page(request, dossier, "assessment", *ASSESSMENT_KINDS)
    if "forget" in request.POST:
        drafts.discard(request.user, SYNTHESIS_DRAFT, dossier)
        return redirect("dossiers:synthesis_edit", dossier)
    known, newer = page.reading.one(Synthesis), None
    typed = drafts.restore(request, SYNTHESIS_DRAFT, dossier) if request.method != "POST" else None
    folded = _folded_synthesis(page)
    initial = typed or (SynthesisForm.initial_of(known) if known else {"version": str(folded)})
    form = SynthesisForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            if is_done(form, lambda: _keep_synthesis(page, form)):
                messages.success(request, "La synthèse est enregistrée et scellée.")
                return redirect("dossiers:synthesis", dossier)
        except EditedMeanwhile:
            again = open_page(request, dossier, "assessment", Synthesis)
            newer = again.reading.one(Synthesis)
            if newer and newer.content == _typed_synthesis(form):
                return redirect("dossiers:synthesis", dossier)
            form = edited(
                SynthesisForm, request, newer.version if newer else _folded_synthesis(again)
            )
    lines = [line_of(d, said) for d, said in assessment_of(page.reading).items() if said]
    context = page.context(
        known=known, newer=newer, lines=lines, from_draft=bool(typed),
        draft_form=SYNTHESIS_DRAFT, draft_about=dossier,
    )  # fmt: skip
    return respond(request, "dossiers/assessment/synthesis_form.html", context, form)


def line_of(domain: Domain, written: OpenRecord[DomainAssessment] | None) -> DomainLine:
    """A domain and what was written of it."""
    label = domain.label[:1].upper() + domain.label[1:]
    return DomainLine(domain.value, label, written)


def _versions(page: DossierPage, known: OpenRecord[T]) -> list[OpenRecord[T]]:
    """The versions of a record, but those that stay folded."""
    rows = records.versions(page.opened, known.id)
    return [row for row in rows if not is_folded(row, page.folded_before)]


def _folded_domain(page: DossierPage, named: Domain) -> int:
    """The version of what stays folded of a domain: what is written now comes above it, unseen."""
    if page.folded_before is None:
        return 0
    under = assessment_of(records.read(page.opened, DomainAssessment))[named]
    return under.version if under else 0


def _folded_synthesis(page: DossierPage) -> int:
    if page.folded_before is None:
        return 0
    under = records.read(page.opened, Synthesis).one(Synthesis)
    return under.version if under else 0


def _domain(code: str) -> Domain:
    try:
        return Domain(code)
    except ValueError:
        raise Http404 from None


@transaction.atomic
def _keep_domain(page: DossierPage, named: Domain, form: DomainForm, draft: str) -> None:
    version = form.cleaned_data["version"] or 0
    written = form.assessment(named)
    acts.keep_domain(page.request.keyring, page.dossier, written, based_on=version)
    drafts.discard(page.request.user, draft, page.dossier.pk)


@transaction.atomic
def _keep_synthesis(page: DossierPage, form: SynthesisForm) -> None:
    said = _typed_synthesis(form)
    acts.keep_synthesis(
        page.request.keyring,
        page.dossier,
        text=said.text,
        read_together_on=said.read_together_on,
        disagreement=said.disagreement,
        based_on=form.cleaned_data["version"] or 0,
    )
    drafts.discard(page.request.user, SYNTHESIS_DRAFT, page.dossier.pk)


def _typed_synthesis(form: SynthesisForm) -> Synthesis:
    data = form.cleaned_data
    return Synthesis(data["text"], data["read_together_on"], data["disagreement"])
