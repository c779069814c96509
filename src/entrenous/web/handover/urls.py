"""The addresses of handovers. None names a person."""

from django.urls import path

from entrenous.web.handover.views import (
    batches,
    choosing,
    departure,
    paper,
    received,
    sheet,
    starting,
    steps,
)

app_name = "handover"

_ONE = "dossiers/<uuid:dossier>/passage/"
_BATCH = "transmettre/<uuid:batch>/"

urlpatterns = [
    path(_ONE, sheet.sheet, name="sheet"),
    path(f"{_ONE}ecrire/", sheet.write, name="write"),
    path(f"{_ONE}imprimer/", paper.ask, name="print"),
    path(f"{_ONE}feuille/", paper.paper, name="paper"),
    path(f"{_ONE}transmettre/", choosing.one, name="choose_one"),
    path(f"{_ONE}reprendre/", sheet.take_over, name="take_over"),
    path("transmettre/", choosing.choose, name="choose"),
    path("transmettre/confies/", received.received, name="received"),
    path("transmettre/depart/<uuid:agent>/", departure.departure, name="departure"),
    path(_BATCH, batches.batch, name="batch"),
    path(f"{_BATCH}retirer/<uuid:dossier>/", batches.take_out, name="take_out"),
    path(f"{_BATCH}commencer/", starting.start, name="start"),
    path(f"{_BATCH}suite/", steps.step, name="step"),
    path(f"{_BATCH}suite/seule/", steps.step_on, name="step_on"),
    path(f"{_BATCH}reessayer/", steps.try_again, name="try_again"),
    path(f"{_BATCH}arreter/", steps.stop, name="stop"),
]
