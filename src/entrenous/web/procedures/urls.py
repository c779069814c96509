"""The addresses of procedures. None says which procedure, nor which of its dates."""

from django.urls import path

from entrenous.web.procedures.views import (
    calculating,
    calendars,
    completing,
    opening,
    paper,
    reading,
    settling,
)

app_name = "procedures"

_ALL = "dossiers/<uuid:dossier>/procedures/"
_ONE = f"{_ALL}<uuid:record>/"

urlpatterns = [
    path(_ALL, reading.procedures, name="list"),
    path(f"{_ALL}ouvrir/", opening.follow, name="new"),
    path(f"{_ALL}imprimer/", paper.ask_all, name="print_all"),
    path(f"{_ALL}feuille/", paper.sheet_all, name="sheet_all"),
    path(_ONE, reading.procedure, name="procedure"),
    path(f"{_ONE}completer/", completing.complete, name="complete"),
    path(f"{_ONE}date/", settling.mark, name="mark"),
    path(f"{_ONE}recompter/", completing.count_again, name="count_again"),
    path(f"{_ONE}fermer/", settling.close, name="close"),
    path(f"{_ONE}reprendre/", settling.take_up_again, name="take_up_again"),
    path(f"{_ONE}imprimer/", paper.ask, name="print"),
    path(f"{_ONE}feuille/", paper.sheet, name="sheet"),
    path("echeances/", calculating.calculate, name="calculate"),
    path("echeances/agenda/", calendars.address, name="calendar"),
    path("agenda/<str:secret>.ics", calendars.feed, name="feed"),
]
