"""The addresses of a budget. No address holds a name, an amount or a word typed."""

from django.urls import path

from entrenous.web.budgets.views import editing, paper, reading

app_name = "budgets"

_HERE = "dossiers/<uuid:dossier>/budget/"

urlpatterns = [
    path(_HERE, reading.budget, name="budget"),
    path(f"{_HERE}modifier/", editing.edit, name="edit"),
    path(f"{_HERE}versions/<uuid:record>/<int:version>/", reading.version, name="version"),
    path(f"{_HERE}imprimer/", paper.ask, name="print"),
    path(f"{_HERE}feuille/", paper.sheet, name="sheet"),
]
