"""« Ma journée »: one line when dossiers come near their term. Nothing is decided by itself."""

from django.urls import reverse

from entrenous.agents.models import Function
from entrenous.retention import clock
from entrenous.retention.codes import Stage
from entrenous.web.common.templatetags.look import combien
from entrenous.web.dossiers.day import Day, Item, Section


def sections(today: Day) -> list[Section]:
    """One line that leads to the list, for whoever follows dossiers."""
    agent = today.request.user
    if not agent.has_function(Function.Kind.SOCIAL_WORKER):
        return []
    found = clock.near_for(agent, today.on)
    waiting = [k for k in found if k.stage in (Stage.NEAR, Stage.REACHED)]
    if not waiting:
        return []
    said = combien(len(waiting), "dossier terminé approche,dossiers terminés approchent")
    line = Item(f"{said} du terme de sa conservation" if len(waiting) == 1 else
                f"{said} du terme de leur conservation", reverse("retention:home"))  # fmt: skip
    return [Section("Conservation", "archive", [line], 45)]
