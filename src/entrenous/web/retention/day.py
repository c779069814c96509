"""« Ma journée »: a line when dossiers come near their term, or stay quiet. Nothing is decided."""

from django.urls import reverse

from entrenous.agents.models import Function
from entrenous.dossiers.models import Dossier
from entrenous.retention import clock
from entrenous.retention.codes import Stage
from entrenous.web.common.templatetags.look import combien
from entrenous.web.dossiers.day import Day, Item, Section


def sections(today: Day) -> list[Section]:
    """One line per list, for whoever follows dossiers."""
    agent = today.request.user
    if not agent.has_function(Function.Kind.SOCIAL_WORKER):
        return []
    lines = [*_ended(clock.near_for(agent, today.on)), *_quiet(clock.quiet_for(agent, today.on))]
    return [Section("Conservation", "archive", lines, 45)] if lines else []


def _ended(found: list[clock.Standing]) -> list[Item]:
    waiting = [k for k in found if k.stage in (Stage.NEAR, Stage.REACHED)]
    if not waiting:
        return []
    said = combien(len(waiting), "dossier terminé approche,dossiers terminés approchent")
    whose = "de sa" if len(waiting) == 1 else "de leur"
    return [Item(f"{said} du terme {whose} conservation", reverse("retention:home"))]


def _quiet(found: list[Dossier]) -> list[Item]:
    if not found:
        return []
    said = combien(len(found), "accompagnement,accompagnements")
    return [Item(f"{said} sans nouvelles", reverse("retention:home") + "#titre-sans-nouvelles")]
