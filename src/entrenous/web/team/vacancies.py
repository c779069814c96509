"""Secteurs where nobody is in post, and who answers meanwhile: named, dated, told to the person."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from entrenous.agents.models import Agent, Circonscription, Function, Secteur
from entrenous.reception import meeting
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.fields import FrenchDateField
from entrenous.web.common.forms import Form, respond

LEAD = Function.Kind.TEAM_LEAD


class VacancyForm(Form):
    """Which secteur, since when, and who answers."""

    missing = {
        "secteur": "Choisissez le secteur.",
        "since_on": "Indiquez depuis quel jour.",
        "cover": "Choisissez qui répond en attendant : la personne le lira.",
    }

    secteur = forms.ChoiceField(label="Secteur sans titulaire")
    since_on = FrenchDateField(
        label="Depuis le", latest=timezone.localdate, help_text="Par exemple 27 11 2026."
    )
    cover = forms.ChoiceField(label="Qui répond en attendant")

    def __init__(self, *args: Any, places: list[Circonscription], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.secteurs = {
            str(row.pk): row
            for row in Secteur.objects.filter(circonscription__in=places).select_related(
                "circonscription"
            )
        }
        found = Agent.objects.filter(
            is_active=True,
            functions__circonscription__in=places,
            functions__kind__in=[Function.Kind.SOCIAL_WORKER, LEAD],
        )
        self.agents = {str(agent.pk): agent for agent in found.distinct()}
        for name, choices in (
            ("secteur", [(pk, row.name) for pk, row in self.secteurs.items()]),
            ("cover", [(pk, agent.display_name) for pk, agent in self.agents.items()]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101
            field.choices = [("", "Choisir"), *choices]


@needs(LEAD)
@require_http_methods(["GET", "POST"])
def listed(request: AgentRequest) -> HttpResponse:
    """The secteurs without anyone in post, and a form to say another."""
    _ = request.keyring.secret
    places = request.user.circonscriptions_as(LEAD)
    form = VacancyForm(request.POST if request.method == "POST" else None, places=places)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            meeting.declare_vacant(
                form.secteurs[data["secteur"]],
                data["since_on"],
                form.agents[data["cover"]],
                by=request.keyring,
            )
        except meeting.AlreadyVacant:
            form.add_error("secteur", "Ce secteur est déjà dit sans titulaire.")
        else:
            messages.success(request, "C’est noté. Les personnes du secteur sauront qui répond.")
            return redirect("team:vacancies")
    return respond(request, "team/vacancies.html", {"rows": meeting.vacancies(places)}, form)


@needs(LEAD)
@require_POST
def end(request: AgentRequest, vacancy: UUID) -> HttpResponse:
    """Someone is in post again."""
    meeting.end_vacancy(vacancy, by=request.keyring)
    messages.success(request, "Le secteur a de nouveau quelqu’un en poste.")
    return redirect("team:vacancies")
