"""The paper form: whether it is given, its shuffled codes, the papers that come back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from entrenous.agents.models import Function
from entrenous.statistics import actions, queries
from entrenous.statistics.codes import ANSWERS, Question
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import respond
from entrenous.web.statistics.access import FORM_KEEPERS, FORM_TYPISTS
from entrenous.web.statistics.forms import PaperForm, PrintForm

_UNKNOWN = (
    "Ce code n’attend aucune réponse : il est déjà revenu, ou il est mal recopié. "
    "Relisez-le ; s’il est bien celui-là, ce formulaire ne peut pas être compté."
)
_TAKEN = "Les réponses sont comptées. Détruisez ce papier : il ne sert plus à rien."
_AGAIN = (
    "Cette personne écrit qu’elle a de nouveau besoin d’aide. Si elle a laissé de quoi la joindre "
    "sur le feuillet détachable, enregistrez sa demande à l’accueil ; sinon, rien ne dit qui elle "
    "est, et personne ne doit le chercher."
)
_OFF = "Le formulaire n’est pas donné dans ce service : rien n’a été imprimé."


@needs(*FORM_KEEPERS)
@require_safe
def forms_page(request: AgentRequest) -> HttpResponse:
    """Whether it is given, how many codes are out, the form to print more."""
    return _page(request, PrintForm())


@needs(*FORM_KEEPERS)
@require_POST
def give(request: AgentRequest) -> HttpResponse:
    """Give the form, or give it no more."""
    actions.give_form(given=request.POST.get("given") == "1", by=request.keyring)
    return redirect("statistics:forms")


@needs(*FORM_KEEPERS)
@require_POST
@keeps_no_draft
def print_forms(request: AgentRequest) -> HttpResponse:
    """The forms with their codes, shown once: only hashes are kept."""
    form = PrintForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        codes = actions.print_codes(form.cleaned_data["count"], by=request.keyring)
    except actions.FormOff:
        messages.warning(request, _OFF)
        return redirect("statistics:forms")
    context = {"codes": codes, "questions": [*Question], "answers": list(ANSWERS.values())[:3]}
    return render(request, "statistics/paper.html", context)


@needs(*FORM_TYPISTS)
@require_http_methods(["GET", "HEAD", "POST"])
def type_in(request: AgentRequest) -> HttpResponse:
    """A paper that came back: its code goes, its answers are counted."""
    form = PaperForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        places = request.user.circonscriptions_as(Function.Kind.RECEPTION)
        place = places[0] if len(places) == 1 else None
        try:
            actions.take_in(
                form.cleaned_data["code"], form.answers, place=place, by=request.keyring
            )
        except actions.CodeUnknown:
            form.add_error("code", _UNKNOWN)
        else:
            messages.success(request, _TAKEN)
            if form.answers[Question.AGAIN] == "yes":
                messages.warning(request, _AGAIN)
            return redirect("statistics:type_in")
    return respond(request, "statistics/type_in.html", None, form)


def _page(request: AgentRequest, form: PrintForm) -> HttpResponse:
    organisation = request.user.organisation_id
    context = {
        "questionnaire": queries.questionnaire(organisation),
        "left": queries.codes_left(organisation),
        "questions": [*Question],
    }
    return respond(request, "statistics/forms.html", context, form)
