"""The notice to hand over with a code, in plain French: the same for everyone."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from entrenous.keyring.middleware import without_agent


@login_not_required
@without_agent
@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """Print it, or read it on a telephone."""
    return render(request, "space_desk/notice.html")
