"""« Mon compte »: factors, phrase, post PIN, sheet, sessions, keyboard."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from entrenous.keyring import drafts, enrolment, second_factors, slots, unlocking
from entrenous.keyring.middleware import browser_of
from entrenous.keyring.recovering import renew_phrase
from entrenous.keyring.sessions import session_hash
from entrenous.vault.phrases import new_phrase
from entrenous.web.account import entering, proofs
from entrenous.web.account.forms import ChangePhraseForm, ChangePinForm, RemoveFactorForm
from entrenous.web.account.views.shared import refuse
from entrenous.web.account.words import REMOVED
from entrenous.web.common.access import AgentRequest, agent_page, keeps_no_draft
from entrenous.web.common.forms import respond

_LAST_FACTOR = "C’est votre seul second facteur. Ajoutez-en un autre avant de le retirer."


@require_GET
@agent_page
def settings(request: AgentRequest) -> HttpResponse:
    """What the account is made of, and what can be changed."""
    agent = request.user
    here = session_hash(request.session.session_key or "")
    row = enrolment.current_row(agent)
    context = {
        "methods": second_factors.methods(agent),
        "codes_left": second_factors.codes_left(agent),
        "passkeys": list(agent.passkeys.order_by("added_on")),
        "has_pin": row.pin_sealed is not None,
        "sheet_checked_on": row.sheet_checked_on,
        "fingerprint": enrolment.public_of(row).fingerprint(),
        "sessions": [(s, bytes(s.session_hash) == here) for s in unlocking.sessions_of(agent)],
        "drafts": len(drafts.of(agent)),
        "functions": list(agent.functions.select_related("circonscription", "secteur")),
    }
    return render(request, "account/settings.html", context)


@keeps_no_draft
@require_http_methods(["GET", "POST"])
@agent_page
def change_phrase(request: AgentRequest) -> HttpResponse:
    """A new phrase, after the present one; every other session closes."""
    template, agent = "account/change_phrase.html", request.user
    form = ChangePhraseForm(request.POST if request.method == "POST" else None, agent=agent)
    # Shown again after an error: this is the phrase she has under her eyes.
    context = {"proposed": request.POST.get("proposed", "") or new_phrase()}
    if not (request.method == "POST" and form.is_valid()):
        return respond(request, template, context, form)
    said, key = form.cleaned_data, request.session.session_key or ""
    try:
        secret = proofs.check_phrase(request, agent, said["current"])
        renew_phrase(agent, secret, said["phrase"], but=key)
    except proofs.Refused as refused:
        return refuse(request, template, context, form, refused, field="current")
    except slots.NoSlot as full:
        busy = proofs.Refused(proofs.TOO_MANY, full.retry_after)
        return refuse(request, template, context, form, busy)
    messages.success(request, "Votre phrase est changée. Vos autres sessions sont fermées.")
    try:
        cookie = unlocking.start(agent, secret, session_key=key)
    except unlocking.RegistryAltered:
        return entering.registry_altered(request)
    return entering.with_cookie(redirect("account:settings"), cookie)


@keeps_no_draft
@require_http_methods(["GET", "POST"])
@agent_page
def change_pin(request: AgentRequest) -> HttpResponse:
    """Another post PIN, after the phrase: an open desk is not enough."""
    template = "account/change_pin.html"
    form = ChangePinForm(request.POST if request.method == "POST" else None)
    if not (request.method == "POST" and form.is_valid()):
        return respond(request, template, {}, form)
    try:
        secret = proofs.check_phrase(request, request.user, form.cleaned_data["phrase"])
    except proofs.Refused as refused:
        return refuse(request, template, {}, form, refused, field="phrase")
    unlocking.set_pin(request.user, form.cleaned_data["pin"])
    unlocking.refresh_idle(browser_of(request), secret)
    messages.success(request, "Votre code de poste est changé.")
    return redirect("account:settings")


@require_POST
@agent_page
def shortcuts(request: AgentRequest) -> HttpResponse:
    """Turn the one-key shortcuts on or off (WCAG 2.1.4)."""
    request.user.shortcuts = request.POST.get("shortcuts") == "on"
    request.user.save(update_fields=["shortcuts"])
    messages.success(
        request,
        "Les raccourcis clavier sont activés."
        if request.user.shortcuts
        else "Les raccourcis clavier sont désactivés.",
    )
    return redirect("account:settings")


@require_POST
@agent_page
def close_others(request: AgentRequest) -> HttpResponse:
    """Log out everywhere else."""
    closed = unlocking.end_everywhere(request.user, but=request.session.session_key or "")
    messages.success(
        request,
        "Vos autres sessions sont fermées." if closed else "Aucune autre session n’était ouverte.",
    )
    return redirect("account:settings")


@keeps_no_draft
@require_http_methods(["GET", "POST"])
@agent_page
def remove_factor(request: AgentRequest) -> HttpResponse:
    """Give up one kind of second factor, after the phrase, if another is left."""
    template, asked = "account/remove_factor.html", request.GET.get("kind", "")
    form = RemoveFactorForm(
        request.POST if request.method == "POST" else None, initial={"kind": asked}
    )
    kind, used = request.POST.get("kind", asked), second_factors.methods(request.user)
    if kind not in used:
        return redirect("account:settings")
    if used == {kind}:
        messages.error(request, _LAST_FACTOR)
        return redirect("account:settings")
    context = {"what": REMOVED[kind]}
    if not (request.method == "POST" and form.is_valid()):
        return respond(request, template, context, form)
    try:
        proofs.check_phrase(request, request.user, form.cleaned_data["phrase"])
        second_factors.remove(request.user, kind)
    except proofs.Refused as refused:
        return refuse(request, template, context, form, refused, field="phrase")
    except second_factors.LastFactor:  # the other one went meanwhile
        messages.error(request, _LAST_FACTOR)
    else:
        messages.success(request, "Ce second facteur est retiré.")
    return redirect("account:settings")
