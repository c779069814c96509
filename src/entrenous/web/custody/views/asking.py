"""Ask the custodians for dossiers, or rehearse: read what will be done, then sign."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateformat import format as format_date
from django.views.decorators.http import require_GET, require_http_methods

from entrenous.agents.models import Agent, Function
from entrenous.custody import asking, queries, rehearsing
from entrenous.custody.asking import Wish
from entrenous.custody.queries import Choice
from entrenous.keyring.certificates import certified_today
from entrenous.vault.quorum_files import Ground
from entrenous.vault.quorum_words import GROUNDS
from entrenous.web.common.access import AgentRequest, keeps_no_draft, needs
from entrenous.web.common.forms import respond
from entrenous.web.custody.forms import AskForm, RehearseForm
from entrenous.web.custody.words import ASKS, REFUSED, sentence


@needs(*ASKS)
@require_GET
def whose(request: AgentRequest) -> HttpResponse:
    """Whose dossiers are to be opened again."""
    _ = request.keyring.secret
    return render(request, "custody/whose.html", {"agents": queries.referents_for(request.user)})


@needs(*ASKS)
@require_http_methods(["GET", "POST"])
def ask(request: AgentRequest, referent: UUID) -> HttpResponse:
    """The dossiers of someone, why, for whom; « Vérifier », then sign."""
    _ = request.keyring.secret
    choices = queries.choices_of(request.user, referent)
    if not choices:
        raise Http404
    recipients = _recipients(request, Function.Kind.SOCIAL_WORKER)
    form = AskForm(
        request.POST if request.method == "POST" else None,
        dossiers=[(str(c.dossier.pk), _label(c)) for c in choices],
        recipients=[(str(a.pk), a.display_name) for a in recipients],
        initial={"dossiers": [str(c.dossier.pk) for c in choices if _is_lost(c)]},
    )
    context: dict[str, object] = {"whose": choices[0].dossier.referent}
    if not form.is_valid():
        return respond(request, "custody/ask.html", context, form)
    said = form.cleaned_data
    recipient = next(a for a in recipients if str(a.pk) == said["recipient"])
    wish = Wish(Ground(said["ground"]), said["motive"], recipient)
    if "sure" not in request.POST:
        context |= {"wish": wish, "ground": GROUNDS[wish.ground], "count": len(said["dossiers"]),
                    "hours": _hours(request)}  # fmt: skip
        return respond(request, "custody/ask_check.html", context, form)
    try:
        made = asking.ask(request.keyring, [UUID(pk) for pk in said["dossiers"]], wish)
    except REFUSED as refused:
        form.add_error(None, sentence(refused))
        return respond(request, "custody/ask.html", context, form)
    return redirect("custody:ceremony", made.pk)


@keeps_no_draft
@needs(*ASKS)
@require_http_methods(["GET", "POST"])
def rehearse(request: AgentRequest) -> HttpResponse:
    """The same gestures on a test dossier."""
    _ = request.keyring.secret
    people = _recipients(request, None)
    form = RehearseForm(
        request.POST if request.method == "POST" else None,
        recipients=[(str(a.pk), a.display_name) for a in people],
    )
    if form.is_valid():
        chosen = next(a for a in people if str(a.pk) == form.cleaned_data["recipient"])
        try:
            made = rehearsing.rehearse(request.keyring, chosen)
        except REFUSED as refused:
            form.add_error(None, sentence(refused))
        else:
            return redirect("custody:ceremony", made.pk)
    return respond(request, "custody/rehearse.html", {}, form)


def _recipients(request: AgentRequest, function: Function.Kind | None) -> list[Agent]:
    """Colleagues at work whose keys are certified; oneself only where the service is small."""
    organisation = request.user.organisation
    rows = Agent.objects.of(organisation).filter(is_active=True)
    if function is not None:
        rows = Agent.objects.of(organisation).with_function(function)
        if not organisation.small_service:
            rows = rows.exclude(pk=request.user.pk)
    people = list(rows)
    certified = certified_today(organisation.pk, [a.pk for a in people])
    return [a for a in people if a.pk in certified]


def _hours(request: AgentRequest) -> int:
    return int(queries.delay_of(request.keyring.organisation).total_seconds() // 3600)


def _is_lost(choice: Choice) -> bool:
    """Nobody opens it, or only the one whose dossiers are asked for."""
    return {a.pk for a in choice.openers} <= {choice.dossier.referent_id}


def _label(choice: Choice) -> str:
    row = choice.dossier
    opened = format_date(row.opened_on, "j F Y")
    who = ", ".join(a.display_name for a in choice.openers)
    opens = f"{who} l’ouvre aujourd’hui" if who else "plus personne ne l’ouvre"
    if len(choice.openers) > 1:
        opens = f"{who} l’ouvrent aujourd’hui"
    return f"{str(row.pk)[:8]}, {row.secteur.name}, ouvert le {opened} : {opens}"
