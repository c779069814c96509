"""`{% autosave "dossiers:entry" dossier.id %}` inside a form: see `keyring.drafts`."""

from typing import Any
from uuid import UUID

from django import template
from django.template.context import Context

register = template.Library()


@register.inclusion_tag("account/autosave.html", takes_context=True)
def autosave(context: Context, form: str, about: UUID | str = "") -> dict[str, Any]:
    """Save this form's draft two seconds after the last key, and say so."""
    return {"form_name": form, "about": about or "", "path": context["request"].path}
