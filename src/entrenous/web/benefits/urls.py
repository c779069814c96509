"""The addresses of estimates of rights. No address holds a name, an amount or a word typed."""

from django.urls import path

from entrenous.web.benefits.views import asking, comparing, drawing, paper, reading

app_name = "benefits"

_ALL = "dossiers/<uuid:dossier>/droits/"
_ONE = f"{_ALL}<uuid:record>/"

urlpatterns = [
    path(_ALL, reading.estimations, name="list"),
    path(f"{_ALL}nouvelle/", asking.new, name="new"),
    path(_ONE, reading.estimation, name="estimation"),
    path(f"{_ONE}courbe/", drawing.curve, name="curve"),
    path(f"{_ONE}comparer/", comparing.compare, name="compare"),
    path(f"{_ONE}imprimer/", paper.ask, name="print"),
    path(f"{_ONE}feuille/", paper.sheet, name="sheet"),
]
