"""The refusals as Django system checks, so that `check`, `migrate` and `runserver` stop too."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from entrenous.config.refusals import refusals
from entrenous.gateway.base import own_rules_faults
from entrenous.web.aid.sheets import sheets_faults


@register(Tags.security)
def deployment_is_safe(**_options: Any) -> list[CheckMessage]:
    """Report each refusal as an error; errors stop every command that runs checks."""
    return [
        Error(refusal.sentence, id=f"entrenous.{refusal.code}")
        for refusal in refusals(settings.ENTRENOUS_ENVIRONMENT)
    ]


@register(Tags.security)
def uploads_stay_in_memory(**_options: Any) -> list[CheckMessage]:
    """A temporary file would keep in clear what a person typed or sent."""
    handlers = list(settings.FILE_UPLOAD_HANDLERS)
    if handlers == [
        "entrenous.documents.uploads.SealAsItArrives",
        "entrenous.config.uploads.MemoryOnly",
    ]:
        return []
    return [Error("Un envoi de fichier passerait par un fichier temporaire.", id="entrenous.E008")]


@register(Tags.security)
def own_rules_are_stricter(**_options: Any) -> list[CheckMessage]:
    """An organisation's own rule that opens what the law closes must not answer a letter."""
    return [Error(sentence, id="entrenous.E010") for sentence in own_rules_faults()]


@register(Tags.security)
def local_aid_sheets_hold(**_options: Any) -> list[CheckMessage]:
    """A wrong sheet would tell someone that she is outside a scale when she is not."""
    return [Error(sentence, id="entrenous.E011") for sentence in sheets_faults()]
