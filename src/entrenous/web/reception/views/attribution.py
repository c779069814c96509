"""What is said before the attribution meeting: her wish, « ne pas attribuer », one's hours."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Agent, Function
from entrenous.keyring.errors import Damaged
from entrenous.reception import meeting, queries
from entrenous.reception.contents import ReferentWish
from entrenous.reception.errors import AlreadyClosed
from entrenous.reception.models import DeclaredHours, NotToAttribute
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.forms import Form, respond
from entrenous.web.reception.places import workers_of
from entrenous.web.reception.views.constat import to_constat

BOTH = (Function.Kind.RECEPTION, Function.Kind.SOCIAL_WORKER)
METHODS = ["GET", "POST"]
NUMBER = "Écrivez un nombre d’heures par semaine, de 0 à 48."
DONE_MEANWHILE = "Cette demande est terminée : il n’y a plus rien à confier."


class WishForm(Form):
    """What the person wishes of who will follow her."""

    agent = forms.ChoiceField(label="Elle parle de", required=False)
    other_than = forms.ChoiceField(
        label="Elle souhaite",
        choices=[("", "être suivie par cette personne"), ("1", "être suivie par une autre")],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(
        self, *args: Any, workers: list[Agent], wish: ReferentWish | None, **kwargs: Any
    ) -> None:
        known = wish or ReferentWish()
        kwargs["initial"] = {
            "agent": str(known.agent or ""),
            "other_than": "1" if known.other_than else "",
        }
        super().__init__(*args, **kwargs)
        self.workers = {str(agent.pk): agent for agent in workers}
        field = self.fields["agent"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        named = [(pk, agent.display_name) for pk, agent in self.workers.items()]
        field.choices = [("", "aucun souhait"), *named]

    def wish(self) -> ReferentWish:
        """What is kept. Only for a valid form."""
        chosen = self.workers.get(self.cleaned_data["agent"])
        other = bool(chosen and self.cleaned_data["other_than"])
        return ReferentWish(chosen.pk if chosen else None, other)


class HoursForm(Form):
    """The hours a week for accompagnements."""

    missing = {"hours": NUMBER}

    hours = forms.IntegerField(
        label="Heures par semaine pour les accompagnements",
        min_value=0,
        max_value=48,
        error_messages={"invalid": NUMBER, "min_value": NUMBER, "max_value": NUMBER},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "champ-heure"}),
    )


@needs(*BOTH)
@require_http_methods(METHODS)
def before(request: AgentRequest, demande: UUID) -> HttpResponse:
    """The wish of the person, and whether one cannot follow her."""
    opened = queries.open_demande(demande, by=request.keyring)
    kept = opened.reading.one(ReferentWish)
    form = WishForm(
        request.POST if "wish" in request.POST else None,
        workers=workers_of([opened.row.circonscription]),
        wish=kept.content if kept else None,
    )
    try:
        if "cannot" in request.POST:
            meeting.set_aside(demande, cannot=request.POST["cannot"] == "1", by=request.keyring)
        elif form.is_bound and form.is_valid():
            meeting.say_wish(demande, form.wish(), by=request.keyring)
    except AlreadyClosed:
        messages.warning(request, DONE_MEANWHILE)
    except Damaged:
        return to_constat(request, demande, "reception:demande")
    if request.method == "POST" and not form.errors:
        messages.success(request, "C’est noté pour la réunion d’attribution.")
        return redirect("reception:before-attribution", demande)
    context = {
        "row": opened.row,
        "cannot": NotToAttribute.objects.filter(demande=demande, agent=request.user).exists(),
        "is_worker": request.user.has_function(Function.Kind.SOCIAL_WORKER),
    }
    return respond(request, "reception/before_attribution.html", context, form)


@needs(Function.Kind.SOCIAL_WORKER)
@require_http_methods(METHODS)
def hours(request: AgentRequest) -> HttpResponse:
    """One's hours, as one says them."""
    _ = request.keyring.secret
    known = DeclaredHours.objects.filter(agent=request.user).first()
    form = HoursForm(
        request.POST if request.method == "POST" else None,
        initial={"hours": known.hours if known else None},
    )
    if form.is_bound and form.is_valid():
        meeting.say_hours(form.cleaned_data["hours"], by=request.keyring)
        messages.success(request, "Vos heures sont notées.")
        return redirect("reception:agenda")
    return respond(request, "reception/hours.html", {"known": known}, form)
