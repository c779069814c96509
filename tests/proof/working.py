"""What the desk does for others: a call promised, a task entrusted, a sheet on a right."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from entrenous.desk import sheets, tasks
from entrenous.desk.codes import TaskKind
from entrenous.desk.contents import TaskAsk
from entrenous.dossiers.models import Dossier
from entrenous.reception import agenda
from entrenous.reception.agenda import Slot
from entrenous.reception.models import Appointment
from tests.people import House


def working_of(house: House, dossier: Dossier, secret: str) -> dict[str, object]:
    """A call that Camille promised to this person, a task for reception, a sheet of the house."""
    camille, today = house.keyring("Camille"), timezone.localdate()
    at = timezone.now() + timedelta(minutes=30)
    if timezone.localdate(at) != today:  # her day says it, however late the tests run
        at = timezone.now() + timedelta(minutes=1)
    slot = Slot(at, 15, Appointment.Where.PHONE, Appointment.Kind.CALL_BACK)
    call = agenda.book(house.agents["Camille"], slot, by=camille, dossier=dossier.pk)
    asked = tasks.Asked(TaskKind.PARTNER, TaskAsk(secret, "Mme Test", secret))
    task = tasks.give(camille, dossier, asked, once=uuid4())
    said = sheets.Said("Domiciliation", "…", "service", today, today + timedelta(days=90))
    sheet = sheets.keep(house.keyring("Rachel"), said, sheet=uuid4())
    return {"call": call.pk, "task": task.pk, "rights_sheet": sheet.pk}
