"""Hand the copy over, or refuse it in writing: read over before it is done."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.copies import delivering
from entrenous.copies.actions import CopyEnded
from entrenous.copies.codes import HERSELF, Ground, Way
from entrenous.copies.delivering import Handing, NotReady
from entrenous.copies.grounds import grounds_for
from entrenous.copies.reviewing import Review
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.copies.forms import DeliverForm, RefuseForm
from entrenous.web.copies.views.shared import METHODS, review_page
from entrenous.web.dossiers.pages import DossierPage
from entrenous.web.dossiers.views.acts.flow import ActWords, already, carry, typed

_ENDED = "Cette demande a déjà été traitée : rien n’a changé."
_PROTECTED = (
    "Le dossier est protégé : rien ne part par courrier sans l’avoir vérifié avec la personne."
)
_DELIVER = (
    "Le PDF et le fichier de données sont faits maintenant, et gardés scellés dans les pièces.",
    "Ce qui est gardé est listé à la fin, avec son motif et les recours. Rien n’est passé sous "
    "silence.",
    "Le registre du service juridique garde le jour, à qui, comment et le nombre de pages.",
    "Ce qui est remis ne se reprend pas.",
)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def deliver(request: AgentRequest, dossier: UUID, copy: UUID) -> HttpResponse:
    """Make the copy and say how it was handed over."""
    page, review = review_page(request, dossier, copy)
    if not review.asked.row.is_open:
        return already(page, _ENDED, "copies:list")
    data, initial = typed(request)
    form = DeliverForm(data, initial=initial or _initial(page, review))
    small = request.user.organisation.small_service
    if form.is_bound and form.is_valid():
        sentence = delivering.not_ready(page.reading, review, small_service=small)
        if sentence:
            form.add_error(None, sentence)

    def do() -> None:
        said = form.cleaned_data
        handing = Handing(said["on"], Way(said["way"]), said["to"])
        delivering.deliver(request.keyring, page.dossier, copy, handing)

    args = [page.dossier.pk, copy]
    try:
        return carry(page, _words(review), form, do=do, then="copies:copy", then_args=args)
    except NotReady as refused:
        form.add_error(None, refused.sentence)
        return carry(page, _words(review), form, do=do, then="copies:copy", then_args=args)
    except CopyEnded:
        return already(page, _ENDED, "copies:list")


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def refuse(request: AgentRequest, dossier: UUID, copy: UUID) -> HttpResponse:
    """Refuse the whole, in writing."""
    page, review = review_page(request, dossier, copy)
    if not review.asked.row.is_open:
        return already(page, _ENDED, "copies:list")
    data, initial = typed(request)
    grounds = [(g.value, g.label) for g in grounds_for(review.asked.said.asker)]
    if "correct" in request.POST:
        initial["grounds"] = request.POST.getlist("grounds")
    form = RefuseForm(data, initial=initial or _initial(page, review), grounds=grounds)

    def do() -> None:
        said = form.cleaned_data
        delivering.refuse(
            request.keyring, page.dossier, copy, on=said["on"], to=said["to"],
            grounds=[Ground(code) for code in said["grounds"]], reasons=said["reasons"],
        )  # fmt: skip

    args = [page.dossier.pk, copy]
    try:
        return carry(page, _REFUSE, form, do=do, then="copies:copy", then_args=args)
    except CopyEnded:
        return already(page, _ENDED, "copies:list")


_REFUSE = ActWords(
    "Refuser la copie, par écrit",
    "Un refus est écrit, motivé, et dit les recours. Un refus en partie se fait écrit par écrit.",
    "Refuser",
    (
        "La lettre de refus est prête : vos raisons, les motifs, et comment saisir la CADA.",
        "La personne la lit aussi dans son espace, si elle en a un.",
        "Une nouvelle demande peut être faite à tout moment.",
    ),
    "Le refus est gardé. La lettre est prête à imprimer.",
    "Donner est la règle",
    "La personne a droit à son dossier. Ce qui gêne se masque ou se garde écrit par écrit, avec un "
    "motif ; le reste se donne.",
    "circle-slash",
    is_heavy=True,
)


def _words(review: Review) -> ActWords:
    after = (*_DELIVER, _PROTECTED) if review.file.is_protected else _DELIVER
    return ActWords(
        "Remettre la copie",
        "Relisez l’aperçu avant : c’est ce qui part, mot pour mot.",
        "Remettre",
        after,
        "La copie est faite. Téléchargez-la, ou imprimez-la.",
        "Remettre en main propre, si possible",
        "Lire ensemble ce qui a été écrit évite des malentendus. Proposez un rendez-vous, sans en "
        "faire une condition. Vérifiez ce que la personne peut emporter sans danger.",
        "files",
    )


def _initial(page: DossierPage, review: Review) -> dict[str, object]:
    said = review.asked.said
    to = said.asker_name or (page.card.name if said.asker in HERSELF else "")
    return {"on": timezone.localdate(), "to": to}
