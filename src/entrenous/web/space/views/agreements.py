"""Her agreements, and taking one back: at once, wholly or in part, without a reason."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from entrenous.consents.actions import AlreadyEnded
from entrenous.consents.terms import TermsRefused
from entrenous.keyring.errors import Damaged
from entrenous.space import actions
from entrenous.web.consents.words import AgreementLine
from entrenous.web.space.access import PersonRequest, for_the_person
from entrenous.web.space.inside_forms import DAMAGED, TakeBackForm
from entrenous.web.space.told import Told
from entrenous.web.space.views.shared import done_at, said_done, show_told, told_to

_DONE = "C’est repris. Plus rien ne sera donné, et le service est prévenu."


@for_the_person
@require_safe
def listing(request: PersonRequest) -> HttpResponse:
    """Those that stand, each with its way out; then those that are over."""
    done = said_done(request, _DONE)
    return show_told(
        request, "space/agreements.html", "space:agreements", told_to(request), done=done
    )


@for_the_person
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: PersonRequest, record: UUID) -> HttpResponse:
    """Everything is ticked: one press is enough. Done twice, nothing changes."""
    told = told_to(request)
    line = _line(told, record)
    form = TakeBackForm(request.POST if request.method == "POST" else None, said=line.said)
    if form.is_bound and form.is_valid():
        try:
            items = tuple(form.cleaned_data["items"])
            actions.withdraw(request.person, record, on=timezone.localdate(), items=items)
        except AlreadyEnded:
            return redirect("space:agreements")
        except TermsRefused as refused:
            form.add_error(None, refused.sentence)
        except Damaged:
            form.add_error(None, DAMAGED)
        else:
            return done_at("space:agreements")
    return show_told(request, "space/withdraw.html", "space:agreements", told, form, line=line)


def _line(told: Told, record: UUID) -> AgreementLine:
    """An agreement that still says something, or 404; one that is over has nothing to take back."""
    found = [each for each in (*told.agreements, *told.former_agreements) if each.id == record]
    if not found:
        raise Http404
    return found[0]
