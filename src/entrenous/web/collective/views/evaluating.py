"""What participants say, on paper, without a name; what co-animators make of it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.collective import actions
from entrenous.collective.codes import Answer, Question
from entrenous.collective.queries import OpenAction
from entrenous.journal.acts import Act
from entrenous.keyring import drafts
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.web.collective.forms import AssessmentForm, EvaluationForm
from entrenous.web.collective.views.shared import ANIMATORS, METHODS, Words, ask, open_one
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import data_of
from entrenous.web.common.templatetags.look import jour_long
from entrenous.web.dossiers.views.refusals import edited

ASSESSMENT = "collective:assessment"
_EVALUATION = Words(
    "Ce que disent les papiers", "Enregistrer", "clipboard-list",
    "Les papiers sont comptés. Détruisez-les maintenant.",
    "Le moment, jamais la personne",
    "On compte des réponses. Un papier ne porte ni nom ni écriture à reconnaître : une fois "
    "compté, il se détruit.",
)  # fmt: skip
_ASSESSMENT = Words(
    "Le bilan", "Enregistrer le bilan", "flag", "Le bilan est enregistré.",
    "Ce que l’action a permis",
    "Les nombres se calculent seuls. Ces trois textes s’impriment avec eux, sans surnom et sans "
    "les mots des papiers.",
)  # fmt: skip


@needs(*ANIMATORS)
@require_safe
def paper(request: AgentRequest, action: UUID) -> HttpResponse:
    """The questionnaire to print: neutral questions, no name."""
    shown = open_one(request, action, Act.PRINTED)
    ticked = [answer for answer in Answer if answer is not Answer.UNSAID]
    context = {"shown": shown, "row": shown.row, "questions": list(Question), "answers": ticked}
    return render(request, "collective/paper.html", context)


@needs(*ANIMATORS)
@require_http_methods(METHODS)
def evaluation(request: AgentRequest, action: UUID) -> HttpResponse:
    """Type what a bundle of papers says."""
    shown = open_one(request, action)
    sessions = [(str(each.pk), str(jour_long(each.starts_at))) for each in shown.held]
    initial = {"on": timezone.localdate()}
    form = EvaluationForm(data_of(request), initial=initial, sessions=sessions)

    def do() -> None:
        once = form.cleaned_data["once"]
        actions.keep_evaluation(request.keyring, shown.row, form.evaluation(), record=once)

    return ask(request, shown, _EVALUATION, form, do, template="collective/evaluation.html")


@needs(*ANIMATORS)
@require_http_methods(METHODS)
def assessment(request: AgentRequest, action: UUID) -> HttpResponse:
    """The three texts beside the figures."""
    shown = open_one(request, action)
    known = shown.assessment
    typed = drafts.restore(request, ASSESSMENT, action) if request.method != "POST" else None
    initial: dict[str, object] = {"on": timezone.localdate()}
    if known:
        said = known.content
        initial = {"on": said.on, "done": said.done, "said": said.said,
                   "following": said.following, "version": known.version}  # fmt: skip
    form = AssessmentForm(data_of(request), initial={**initial, **(typed or {})})

    def do() -> None:
        version = form.cleaned_data["version"] or 0
        actions.keep_assessment(request.keyring, shown.row, form.assessment(), based_on=version)
        drafts.discard(request.user, ASSESSMENT, action)

    try:
        return _figures(request, shown, form, do)
    except EditedMeanwhile as meanwhile:
        again = edited(AssessmentForm, request, meanwhile.version)
        return _figures(request, open_one(request, action), again, do)


@needs(*ANIMATORS)
@require_safe
def printed(request: AgentRequest, action: UUID) -> HttpResponse:
    """The assessment on paper: figures and the three texts, no alias, no word of a paper."""
    shown = open_one(request, action, Act.PRINTED)
    context = {"shown": shown, "row": shown.row, "answers": list(Answer)}
    return render(request, "collective/printed.html", context)


def _figures(
    request: AgentRequest, shown: OpenAction, form: AssessmentForm, do: object
) -> HttpResponse:
    assert callable(do)  # noqa: S101
    template = "collective/assessment.html"
    return ask(request, shown, _ASSESSMENT, form, do, template=template, answers=list(Answer))
