"""« Autres actes »: what else can be done with a dossier, and how each thing stands."""

from typing import NamedTuple
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from entrenous.agents.models import Function
from entrenous.dossiers import households, sharing, support
from entrenous.dossiers.contents import TellingCoHolder
from entrenous.space import desk
from entrenous.web.common.access import AgentRequest, needs
from entrenous.web.common.templatetags.look import combien
from entrenous.web.dossiers.pages import DossierPage, open_page
from entrenous.web.dossiers.views.acts import words


class ActLine(NamedTuple):
    """An act: where its page is, what it does, how it stands today."""

    url: str
    title: str
    what: str
    icon: str
    state: str = ""


@needs(Function.Kind.SOCIAL_WORKER)
@require_safe
def more(request: AgentRequest, dossier: UUID) -> HttpResponse:
    """The list of the acts."""
    page = open_page(request, dossier, "more", TellingCoHolder)
    acts = [_end_or_reopen(page), _relay(page), _transfer(page), _lend(page), _space(page),
            _copies(page)]  # fmt: skip
    acts += [_tasks(page), _complaint(page)]
    context = page.context(lines=[line for line in (*acts, *_household(page)) if line])
    return render(request, "dossiers/acts/more.html", context)


def is_current(page: DossierPage) -> bool:
    """Tell whether an accompagnement is under way."""
    return page.dossier.accompagnements.filter(closed_on=None).exists()


def _end_or_reopen(page: DossierPage) -> ActLine:
    current = is_current(page)
    lead = (
        "Une fin se propose, se dit, se relit à deux, puis laisse le temps de s’y opposer."
        if current
        else "Ce qui a été retenu, et reprendre un accompagnement dans le même dossier."
    )
    url = reverse("endings:ending", args=[page.dossier.pk])
    state = "" if current else "terminé"
    return ActLine(url, "Fin d’accompagnement", lead, "flag", state)


def _relay(page: DossierPage) -> ActLine:
    count = len(sharing.co_holders(page.opened, page.dossier))
    state = f"{combien(count, 'collègue relais,collègues relais')}" if count else ""
    return _line(page, "act_relay", words.RELAY.title, words.RELAY.lead, "users", state=state)


def _transfer(page: DossierPage) -> ActLine | None:
    if not page.is_mine:
        return None
    return ActLine(
        reverse("handover:sheet", args=[page.dossier.pk]),
        "Fiche de passage, et transmettre à une autre personne référente",
        "La fiche s’écrit avec la personne. Une autre personne devient ensuite référente.",
        "arrow-right-left",
    )


def _lend(page: DossierPage) -> ActLine:
    count = len(support.lent_from(page.dossier))
    state = combien(count, "extrait prêté,extraits prêtés") if count else ""
    return _line(page, "act_lend", words.LEND.title, words.LEND.lead, "life-buoy", state=state)


def _space(page: DossierPage) -> ActLine:
    space = desk.space_of(page.dossier.pk)
    return ActLine(
        reverse("space_desk:state", args=[page.dossier.pk]),
        "Espace de la personne",
        "Ouvrir son espace avec elle, remplacer son code, fermer l’accès tout de suite.",
        "key-round",
        space.get_state_display() if space else "",
    )


def _copies(page: DossierPage) -> ActLine:
    return ActLine(
        reverse("copies:list", args=[page.dossier.pk]),
        "Copie du dossier, et ses remarques",
        "La personne a droit à son dossier : demande, relecture, remise, et ce qu’elle y ajoute.",
        "files",
    )


def _tasks(page: DossierPage) -> ActLine:
    return ActLine(
        reverse("desk:tasks", args=[page.dossier.pk]),
        "Confier une tâche à l’accueil",
        "Une pièce à réclamer, un appel, un rendez-vous à prendre ; son retour vient au fil.",
        "clipboard-list",
    )


def _complaint(page: DossierPage) -> ActLine:
    return ActLine(
        reverse("complaints:of_dossier", args=[page.dossier.pk]),
        "La personne demande quelqu’un d’autre, ou réclame",
        "Écrit pour elle, scellé, remis à qui peut répondre ; jamais lu par qui est concerné.",
        "megaphone",
    )


def _household(page: DossierPage) -> list[ActLine]:
    if page.dossier.household_id is not None:
        alone = not households.others(page.dossier)
        state = "l’autre dossier s’est séparé" if alone else "relié à un autre dossier"
        title = "Foyer partagé, et séparer les dossiers"
        return [_line(page, "household", title, words.SEPARATE.lead, "house", state=state)]
    return [
        _line(page, "act_link", words.LINK.title, words.LINK.lead, "house"),
        _line(page, "act_merge", words.MERGE.title, words.MERGE.lead, "merge"),
    ]


def _line(
    page: DossierPage, name: str, title: str, what: str, icon: str, *, state: str = ""
) -> ActLine:
    return ActLine(reverse(f"dossiers:{name}", args=[page.dossier.pk]), title, what, icon, state)
