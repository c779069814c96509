"""Why an act could not be done, said in a sentence beside what was typed. Nothing is then lost."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from entrenous.keyring.certificates import NotCertified
from entrenous.keyring.errors import Damaged
from entrenous.web.common.forms import Form

DAMAGED: Final = (
    "Une partie de ce dossier est abîmée. Faites d’abord le constat, puis revenez ici : "
    "rien n’a été changé."
)
NOT_CERTIFIED: Final = (
    "Les clés de cette collègue ne sont pas certifiées : demandez-le à une personne responsable. "
    "Rien n’a été changé."
)
EDITED: Final = (
    "Une version plus récente a été enregistrée, sans doute dans un autre onglet : la voici. La "
    "vôtre est dans les cases, telle quelle. Si vous enregistrez, les deux sont gardées."
)
F = TypeVar("F", bound=Form)


def is_done(form: Form, act: Callable[[], object]) -> bool:
    """Do an act; when the world refuses it, say so on the form and answer False."""
    try:
        act()
    except Damaged:
        form.add_error(None, DAMAGED)
    except NotCertified:
        form.add_error(None, NOT_CERTIFIED)
    except ValidationError as refused:
        for message in refused.messages:
            form.add_error(None, message)
    else:
        return True
    return False


def edited(form: type[F], request: HttpRequest, version: int, **kwargs: Any) -> F:
    """What was typed, now based on the newer version, which the page shows above it."""
    data = request.POST.copy()
    data["version"] = str(version)
    again = form(data, **kwargs)
    again.add_error(None, EDITED)
    return again
