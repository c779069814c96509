"""Read a file again: the board of what remains, one entry after the other, what would leave."""

from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.agents.models import Function
from entrenous.copies import delivering, reviewing, second
from entrenous.copies.clock import clock
from entrenous.copies.codes import Asker, Category, Choice, Ground
from entrenous.copies.contents import ItemChoice
from entrenous.copies.grounds import ground_by_rule, grounds_for, texts_of
from entrenous.copies.items import Item
from entrenous.copies.queries import second_readings
from entrenous.copies.reviewing import NotChosen, Review
from entrenous.copies.wording import kept_words
from entrenous.gateway.base import base_of
from entrenous.keyring.errors import EditedMeanwhile
from entrenous.law import Basis, RuleBase, vocabulary
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import respond
from entrenous.web.copies.item_form import ItemForm
from entrenous.web.copies.views.shared import METHODS, open_review, review_page
from entrenous.web.documents import shown
from entrenous.web.dossiers.names import agents_named
from entrenous.web.dossiers.pages import DossierPage
from entrenous.web.dossiers.views.refusals import is_done

_TONES = {Choice.GIVE: "vert", Choice.MASK: "ambre", Choice.WITHHOLD: "prune"}
_MEANWHILE = "Cet écrit a été corrigé depuis : relisez-le tel qu’il est maintenant."


@dataclass(frozen=True)
class Row:
    """One entry on the board."""

    item: Item
    choice: ItemChoice | None
    url: str
    hint: str

    @property
    def tone(self) -> str:
        """The colour of what was decided."""
        return _TONES[self.choice.choice] if self.choice else "neutre"


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def board(request: AgentRequest, dossier: UUID, copy: UUID) -> HttpResponse:
    """A request: who asks, by when, what is missing, what is still to be read."""
    page, review = review_page(request, dossier, copy)
    small = request.user.organisation.small_service
    said = second_readings(page.reading, copy)
    readers = agents_named(UUID(r.content.reader) for r in said)
    context = page.context(
        review=review,
        asked=review.asked,
        groups=[] if not review.asked.row.is_open else _groups(page, review),
        counts=_counts(review),
        clock=clock(review.asked.said.on),
        missing=[vocabulary().evidence[code] for code in review.standing.missing],
        shown=[vocabulary().evidence[code] for code in review.asked.said.evidence],
        not_ready=delivering.not_ready(page.reading, review, small_service=small),
        needs_second=second.is_needed(review, small_service=small),
        is_small=small,
        seconds=[(r, readers.get(UUID(r.content.reader)), r.content.choices == review.digest)
                 for r in said],
        kept=[kept_words(line) for line in review.asked.outcome.kept]
        if review.asked.outcome else [],
        texts=review.standing.verdict.basis,
        today=timezone.localdate(),
        next_url=_url(page, copy, review.left[0]) if review.left else "",
    )  # fmt: skip
    return render(request, "copies/board.html", context)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def item(
    request: AgentRequest, dossier: UUID, copy: UUID, item: UUID, version: int
) -> HttpResponse:
    """One entry, in full: give it, mask passages, keep it; then the next one."""
    page, review = open_review(request, dossier, copy)
    found = review.file.find(item, version)
    if found is None:
        messages.info(request, _MEANWHILE)
        return redirect("copies:copy", dossier, copy)
    if found.is_deferred:
        raise Http404
    form = _form(request, review, found)
    context = page.context(**_item_context(request, page, review, found))
    if request.method != "POST":
        return respond(request, "copies/item.html", context, form)
    if not form.is_valid() or not _kept(request, page, review, found, form):
        return respond(request, "copies/item.html", context, form)
    following = _following(review, found)
    if following is None:
        messages.success(request, "Tout a été relu. Vérifiez ce qui part.")
        return redirect("copies:copy", dossier, copy)
    return redirect(_url(page, copy, following))


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def preview(request: AgentRequest, dossier: UUID, copy: UUID) -> HttpResponse:
    """What would leave today, as it would be read. Nothing leaves from here."""
    page, review = open_review(request, dossier, copy)
    today = timezone.localdate()
    found = delivering.copy_of(request.keyring, page.dossier, review, on=today, to="")
    context = page.context(
        review=review,
        asked=review.asked,
        copy=found,
        kept=[kept_words(line) for line in found.kept],
        left=len(review.left),
    )
    return render(request, "copies/preview.html", context)


def _form(request: AgentRequest, review: Review, found: Item) -> ItemForm:
    asker: Asker = review.asked.said.asker
    only = ground_by_rule(asker) if review.closed(found) else None
    data = request.POST if request.method == "POST" else None
    return ItemForm(
        data, item=found, grounds=grounds_for(asker), kept=review.choice_of(found), only_keep=only
    )


def _kept(
    request: AgentRequest, page: DossierPage, review: Review, found: Item, form: ItemForm
) -> bool:
    said = form.cleaned_data
    choice = Choice(said["choice"])
    masks = form.masks() if choice is Choice.MASK else ()
    try:
        return is_done(
            form,
            partial(
                reviewing.choose,
                request.keyring, page.dossier, review.asked.row.pk, found, choice,
                ground=Ground(said["ground"]) if choice is Choice.WITHHOLD else None,
                masks=masks, is_asked=said["is_asked"], closed=review.closed(found),
            ),
        )  # fmt: skip
    except NotChosen as refused:
        form.add_error(None, refused.sentence)
    except EditedMeanwhile:
        form.add_error(None, _MEANWHILE)
    return False


def _item_context(
    request: AgentRequest, page: DossierPage, review: Review, found: Item
) -> dict[str, Any]:
    base = base_of(request.user.organisation_id)
    file = None
    if found.document is not None and not found.is_former:
        address = partial(_page_address, page.dossier.pk, found.id)
        file = shown.preview(request.keyring, page.dossier.pk, found.id, address)
    return {
        "review": review,
        "asked": review.asked,
        "item": found,
        "category": found.category.label,
        "proposal": reviewing.proposal(review, found) if not review.choice_of(found) else None,
        "closed": review.closed(found),
        "left": len(review.left),
        "texts": _texts(review, base),
        "preview": file,
    }


def _texts(review: Review, base: RuleBase) -> list[tuple[str, tuple[Basis, ...]]]:
    """Each ground with its texts and their marks."""
    return [(g.label, texts_of(g, base)) for g in grounds_for(review.asked.said.asker)]


def _groups(page: DossierPage, review: Review) -> list[tuple[str, list[Row]]]:
    rows = [
        Row(i, review.choice_of(i), _url(page, review.asked.row.pk, i), _hint(review, i))
        for i in review.file.reviewed
    ]
    found = groupby(rows, key=lambda row: row.item.category)
    return [(Category(category).label, list(each)) for category, each in found]


def _hint(review: Review, found: Item) -> str:
    proposed = reviewing.proposal(review, found)
    return proposed.why if proposed else found.hint


def _counts(review: Review) -> list[tuple[str, int, str]]:
    """How many of each, in words and colours."""
    chosen = [choice.choice for _, choice in review.decided]
    return [
        ("à relire", len(review.left), "neutre"),
        ("donnés", chosen.count(Choice.GIVE), "vert"),
        ("masqués en partie", chosen.count(Choice.MASK), "ambre"),
        ("gardés", chosen.count(Choice.WITHHOLD), "prune"),
    ]


def _following(review: Review, found: Item) -> Item | None:
    """The next entry to read, after this one; else the first that was passed over."""
    left = [i for i in review.left if i.key != found.key]
    places = {i.key: rank for rank, i in enumerate(review.file.reviewed)}
    after = [i for i in left if places[i.key] > places[found.key]]
    return next(iter(after or left), None)


def _url(page: DossierPage, copy: UUID, found: Item) -> str:
    return reverse("copies:item", args=[page.dossier.pk, copy, found.id, found.version])


def _page_address(dossier: UUID, record: UUID, number: int) -> str:
    return reverse("documents:page", args=[dossier, record, number])
