"""The two pages of a calculation, whoever asks: the figures, then a letter that rests on them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from entrenous.gateway.confirmations import confirmed_names
from entrenous.letters import Letter, LetterError, to_docx, to_html_parts, to_pdf
from entrenous.letters.citing import AMICABLE_COSTS
from entrenous.letters.minimum import Purpose
from entrenous.rights import Standing
from entrenous.rights.amounts import rounded
from entrenous.web.common.access import AgentRequest
from entrenous.web.common.forms import respond
from entrenous.web.common.templatetags.look import insecable
from entrenous.web.minimum.forms import FactsForm
from entrenous.web.minimum.letters import LetterForm, lacking, typed
from entrenous.web.minimum.prefill import Prefilled
from entrenous.web.minimum.reckoning import Reckoned, reckon
from entrenous.web.minimum.words import BOUNDS, Sourced, sourced

GO: Final = "go"
#: The name that the letter form is sent under: facts alone do not complete a letter.
WRITTEN: Final = "written"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Desk:
    """Where the calculation is made: its addresses, its templates, what is known already.

    url      the name of the address of the figures; that of a letter ends with « _letter »
    context  what the templates of that place need
    author   the first values of a letter: who signs, where
    keep     seals the PDF of a letter somewhere; None: nothing is kept here
    """

    request: AgentRequest
    templates: str
    url: str
    args: tuple[Any, ...] = ()
    context: Mapping[str, Any] = field(default_factory=dict)
    filled: Prefilled = field(default_factory=Prefilled)
    author: Mapping[str, Any] = field(default_factory=dict)
    keep: Callable[[Purpose, bytes], HttpResponse] | None = None

    @property
    def keeps(self) -> bool:
        """Whether a letter can be kept here; a template would call `keep` itself."""
        return self.keep is not None

    @property
    def here(self) -> str:
        """The address of the figures."""
        return reverse(self.url, args=self.args)

    @property
    def letters(self) -> dict[str, tuple[str, str]]:
        """Name of a purpose -> (address, label) of its letter."""
        return {
            each.name.lower(): (
                reverse(f"{self.url}_letter", args=(*self.args, each.value)),
                insecable(f"Lettre {each.label}"),
            )
            for each in Purpose
        }

    @property
    def confirmed(self) -> dict[str, date]:
        """The articles confirmed here, by the name letters ask for."""
        return confirmed_names(self.request.user.organisation_id)


def figures(desk: Desk) -> HttpResponse:
    """Every figure of what was sent; on arrival, of what the budget says."""
    if desk.request.method == "POST":
        form = FactsForm(desk.request.POST)
        if form.is_valid():
            form.demand_something()
        return _figures_page(desk, form)
    sent = _sent_on_arrival(desk)
    is_enough = desk.filled.initial and sent.is_valid() and not sent.is_empty
    return _figures_page(desk, sent if is_enough else _blank(desk))


def write(desk: Desk, purpose: str) -> HttpResponse:
    """A letter: its page, its file, or what keeps it. Facts that do not hold come first."""
    aim, sent = _purpose(purpose), desk.request.POST
    facts = FactsForm(sent) if desk.request.method == "POST" else _sent_on_arrival(desk)
    if not facts.is_valid():
        return _figures_page(desk, facts)
    confirmed = desk.confirmed
    found = reckon(facts, confirmed)
    if missing := lacking(aim, found):
        return _asked_first(desk, facts, *missing)
    form = _letter_form(desk, aim, found)
    made = form.made(found, confirmed) if form.is_valid() else None
    if made and (taken := _taken(desk, form, made)):
        return taken
    context = {
        **desk.context,
        "desk": desk,
        "facts": facts,
        "found": found,
        "purpose": aim,
        "label": desk.letters[aim.name.lower()][1],
        "parts": to_html_parts(made) if made else None,
    }
    return respond(desk.request, f"{desk.templates}/letter.html", context, form)


def _figures_page(desk: Desk, form: FactsForm) -> HttpResponse:
    confirmed = desk.confirmed
    found = reckon(form, confirmed) if form.is_bound and form.is_valid() else None
    context = {
        **desk.context,
        "desk": desk,
        "filled": desk.filled,
        "found": found,
        "bounds": _bounds(found),
        "brackets": _brackets(found),
        "received": [each for each in found.kept if each.code in desk.filled.received]
        if found
        else [],
        "sources": _sources(found, confirmed),
        "amicable_is_sure": AMICABLE_COSTS in confirmed,
    }
    return respond(desk.request, f"{desk.templates}/figures.html", context, form)


def _asked_first(desk: Desk, facts: FactsForm, name: str, sentence: str) -> HttpResponse:
    """Back to the figures: what the letter needs is said beside its field, or on arrival."""
    if desk.request.method == "POST":
        facts.add_error(name, sentence)
        return _figures_page(desk, facts)
    messages.info(desk.request, sentence)
    return redirect(desk.here)


def _blank(desk: Desk) -> FactsForm:
    return FactsForm(initial={"on": timezone.localdate(), **desk.filled.initial})


def _sent_on_arrival(desk: Desk) -> FactsForm:
    """The form as it would be sent untouched: what the budget says is computed at once."""
    blank = _blank(desk)
    return FactsForm({name: blank[name].value() for name in blank.fields})


def _bounds(found: Reckoned | None) -> list[tuple[str, Decimal, bool]]:
    """Label, amount, and whether this bound decides."""
    if found is None or found.capacity is None:
        return []
    capacity = found.capacity
    return [
        (BOUNDS[name], bound, name == capacity.binding) for name, bound in capacity.bounds.items()
    ]


def _brackets(found: Reckoned | None) -> list[dict[str, object]]:
    """The slices of the month, to the cent."""
    if found is None or found.seizure is None:
        return []
    return [
        {
            "above": rounded(each.above),
            "up_to": None if each.up_to is None else rounded(each.up_to),
            "rate": _rate(each.rate),
            "taken": rounded(each.taken),
        }
        for each in found.seizure.brackets
    ]


def _rate(rate: Fraction) -> str:
    """« 1/20 », and « tout » above the last threshold."""
    return "tout" if rate == 1 else str(rate)


def _sources(found: Reckoned | None, confirmed: Mapping[str, date]) -> dict[str, Sourced]:
    if found is None:
        return {}
    known = {name: getattr(found, name) for name in ("seizure", "balance", "floor", "capacity")}
    return {name: sourced(each.sources, confirmed) for name, each in known.items() if each}


def _letter_form(desk: Desk, aim: Purpose, found: Reckoned) -> LetterForm:
    """As it was written; on arrival, as it can be filled, already a letter."""
    kept = [each for each in found.resources if each.standing is Standing.KEPT]
    if WRITTEN in desk.request.POST:
        return LetterForm(desk.request.POST, purpose=aim, resources=kept)
    received = [each.code for each in kept if each.code in desk.filled.received]
    initial = {**desk.author, "kept": received}
    if found.on != timezone.localdate():
        initial["seized_on"] = found.on
    blank = LetterForm(purpose=aim, resources=kept, initial=initial)
    return LetterForm(typed(blank), purpose=aim, resources=kept)


def _taken(desk: Desk, form: LetterForm, made: Letter) -> HttpResponse | None:
    """The file, made in memory under a neutral name, or what keeps it; None to show the page."""
    go = desk.request.POST.get(GO, "")
    try:
        if go == "pdf":
            return _attached(to_pdf(made), "application/pdf", go)
        if go == "docx":
            return _attached(to_docx(made), _WORD, go)
        if go == "keep" and desk.keep:
            return desk.keep(form.purpose, to_pdf(made))
    except LetterError as error:
        form.refuse(error)
    return None


def _attached(content: bytes, kind: str, suffix: str) -> HttpResponse:
    said = {"Content-Disposition": f'attachment; filename="lettre.{suffix}"'}
    return HttpResponse(content, kind, headers=said)


def _purpose(purpose: str) -> Purpose:
    try:
        return Purpose(purpose)
    except ValueError:
        raise Http404 from None
