"""Open the vault again (post PIN, then phrase), close it, keep it open."""

from http import HTTPStatus

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from entrenous.keyring import unlocking
from entrenous.keyring.middleware import BACK_TO, DRAFT_KEPT, browser_of
from entrenous.keyring.unlocking import Door
from entrenous.web.account import entering, proofs
from entrenous.web.account.forms import PhraseForm, PinForm
from entrenous.web.account.views.shared import refuse
from entrenous.web.account.words import tries_sentence
from entrenous.web.common.access import AgentRequest, agent_page, keeps_no_draft
from entrenous.web.common.forms import Form, respond

_BURNT = "Cinq codes n’ont pas convenu. Ouvrez avec votre phrase."


@keeps_no_draft
@require_http_methods(["GET", "POST"])
@agent_page
def unlock(request: AgentRequest) -> HttpResponse:
    """Ask for what opens the vault now, then go back to the page one came from."""
    page = entering.next_page(request)
    door = unlocking.look(browser_of(request), human=False).door
    if door is Door.OPEN:
        return HttpResponseRedirect(page)
    by_pin = door is Door.PIN and "phrase" not in request.POST
    shape: type[Form] = PinForm if by_pin else PhraseForm
    form = shape(request.POST if request.method == "POST" else None)
    context = {"next": page, "by_pin": by_pin, "draft_kept": request.session.get(DRAFT_KEPT)}
    if not (request.method == "POST" and form.is_valid()):
        return respond(request, "account/unlock.html", context, form)
    try:
        response = _open(request, form, page)
    except proofs.Refused as refused:
        field = "phrase" if isinstance(form, PhraseForm) else "pin"
        return refuse(request, "account/unlock.html", context, form, refused, field=field)
    except unlocking.WrongPin as wrong:
        return _wrong_pin(request, form, context, wrong.left)
    except unlocking.RegistryAltered:
        return entering.registry_altered(request)
    request.session.pop(DRAFT_KEPT, None)
    request.session[BACK_TO] = page
    return response


@require_POST
@agent_page
def lock(request: AgentRequest) -> HttpResponse:
    """« Fermer le coffre »."""
    unlocking.shut(browser_of(request))
    return redirect("account:unlock")


@require_POST
@agent_page
def stay(request: AgentRequest) -> HttpResponse:
    """« Le garder ouvert »: a human asked, so the idle clock starts again."""
    if not request.keyring.is_open or request.keyring.closes_at is None:
        return HttpResponse(status=HTTPStatus.CONFLICT)
    left = request.keyring.closes_at - timezone.now()
    return HttpResponse(
        status=HTTPStatus.NO_CONTENT,
        headers={"X-Vault-Closes-In": str(max(0, int(left.total_seconds())))},
    )


def _open(request: AgentRequest, form: Form, page: str) -> HttpResponse:
    browser = browser_of(request)
    if isinstance(form, PinForm):
        unlocking.reopen_with_pin(browser, form.cleaned_data["pin"])
        return HttpResponseRedirect(page)
    secret = proofs.check_phrase(request, request.user, form.cleaned_data["phrase"])
    cookie = unlocking.reopen_with_phrase(browser, secret)
    return entering.with_cookie(HttpResponseRedirect(page), cookie)


def _wrong_pin(
    request: AgentRequest, form: Form, context: dict[str, object], left: int
) -> HttpResponse:
    if left > 0:
        form.add_error("pin", f"Ce n’est pas votre code de poste. {tries_sentence(left)}")
        return respond(request, "account/unlock.html", context, form)
    by_phrase = PhraseForm({})
    by_phrase.errors.clear()
    by_phrase.add_error(None, _BURNT)
    return respond(request, "account/unlock.html", {**context, "by_pin": False}, by_phrase)
