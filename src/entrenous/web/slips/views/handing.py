"""Hand a slip to the sector that receives its address, when it was dropped for another one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from entrenous.agents.models import Function
from entrenous.slips import handing, queries
from entrenous.slips.calling import AlreadySettled
from entrenous.slips.errors import NothingToSealTo
from entrenous.slips.models import Slip
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import respond
from entrenous.web.common.templatetags.look import heure, jour_long
from entrenous.web.slips.house_forms import HandOnForm

_DESK = (Function.Kind.RECEPTION, Function.Kind.SOCIAL_WORKER)
_OVER = "Cette fiche est terminée : rien n’a changé."
_NO_BOX = (
    "Ce lieu n’a pas encore de clé certifiée : la fiche reste ici. Appelez-le, puis rappelez la "
    "personne."
)


@keeps_no_draft
@needs(*_DESK)
@require_http_methods(["GET", "POST"])
def hand_on(request: AgentRequest, slip: UUID) -> HttpResponse:
    """To whom, with what the map says of her address; what was promised is said aloud."""
    found = queries.open_slip(slip, by=request.keyring)
    row, content = found.slip, found.content
    if row.status == Slip.Status.SETTLED or content is None:
        messages.info(request, _OVER)
        return redirect("slips:slip", slip)
    organisation = request.user.organisation_id
    known = handing.proposed(organisation, content)
    form = HandOnForm(
        request.POST if request.method == "POST" else None,
        secteurs=handing.secteurs(organisation, but=row.secteur_id),
        initial={"secteur": str(known.pk) if known else ""},
    )
    if form.is_bound and form.is_valid():
        try:
            given = handing.hand_on(slip, form.chosen, by=request.keyring)
        except AlreadySettled:
            messages.info(request, _OVER)
            return redirect("slips:list")
        except NothingToSealTo:
            form.add_error("secteur", _NO_BOX)
        else:
            _tell(request, given, moved=given.circonscription != row.circonscription)
            return redirect("slips:list")
    context = {"slip": row, "content": content, "proposed": known}
    return respond(request, "slips/hand_on.html", context, form)


def _tell(request: AgentRequest, given: Slip, *, moved: bool) -> None:
    where = given.secteur.name if given.secteur else ""
    if not moved:
        messages.success(request, f"La fiche est maintenant au secteur {where}.")
        return
    house = given.circonscription
    messages.success(request, f"La fiche est remise à {house.name}, secteur {where}.")
    by = given.promised_by
    if by is not None:
        phone = f" au {house.phone}" if house.phone else ""
        messages.warning(
            request,
            f"Un appel est promis avant {heure(by)}, le {jour_long(by)} : dites-le à "
            f"{house.name}{phone}.",
        )
