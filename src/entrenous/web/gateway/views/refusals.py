"""Why an act of the desk could not be done, in a sentence; nothing typed is lost."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from entrenous.gateway.errors import (
    AlreadyLinked,
    BadLetter,
    HumanStop,
    NoLegalDesk,
    NothingToSign,
    NotUnderEmbargo,
    UnderEmbargo,
    WrongState,
)
from entrenous.keyring.certificates import NotCertified
from entrenous.keyring.errors import Damaged
from entrenous.web.common.access import AgentRequest
from entrenous.web.common.damage import keep_typed
from entrenous.web.common.templatetags.look import insecable
from entrenous.web.gateway.forms.acts import ActForm

P = ParamSpec("P")
Page = Callable[Concatenate[AgentRequest, P], HttpResponse]

_MOVED: Final = (
    "Cette sollicitation a changé entre-temps, sans doute par une collègue : la voici comme elle"
    " est maintenant. Rien de plus n’a été fait."
)
_SENTENCES: Final[dict[type[Exception], str]] = {
    WrongState: _MOVED,
    NoLegalDesk: "Le service juridique n’a pas encore de clé certifiée : rien ne peut lui être"
    " transmis. Prévenez la ou le responsable ; la sollicitation reste ici.",
    NotCertified: "Les clés de cette personne ne sont pas certifiées : choisissez-en une autre.",
    UnderEmbargo: "L’information est différée : le service juridique la lève d’abord.",
    NotUnderEmbargo: "L’information n’est plus différée : rien n’a changé.",
    HumanStop: "Aucune carte ne s’ouvre ici : une personne décide, par écrit.",
    AlreadyLinked: "Elle est déjà liée à un dossier : détachez-la d’abord.",
    Damaged: "Une partie de cette sollicitation est abîmée : faites d’abord le constat.",
}


def is_done(form: ActForm, act: Callable[[], object]) -> bool:
    """Do an act; when the world refuses it, say so on the form and answer False."""
    try:
        act()
    except BadLetter as bad:
        form.refuse(bad)
    except tuple(_SENTENCES) as refused:
        form.add_error(None, insecable(_SENTENCES[type(refused)]))
    else:
        return True
    return False


def as_it_stands(view: Page[P]) -> Page[P]:
    """Show the request as it is when the world moved: changed by someone else, or damaged.

    Writing then waits for a constat; what was typed is kept as a draft.
    """

    @wraps(view)
    def serve(request: AgentRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (WrongState, NothingToSign):
            messages.warning(request, _MOVED)
            return redirect("gateway:show", cast(UUID, kwargs["sollicitation"]))
        except Damaged:
            keep_typed(request, "Rien n’est enregistré : cette sollicitation est abîmée.")
            return redirect("gateway:constat", cast(UUID, kwargs["sollicitation"]))

    return serve
