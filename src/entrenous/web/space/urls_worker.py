"""The addresses of a worker's side of the space: what is written, shared, printed for a person."""

from django.urls import URLPattern, path

from entrenous.web.space.views import booklet, worker

_HERE = "dossiers/<uuid:dossier>/espace/"

urlpatterns: list[URLPattern] = [
    path(f"{_HERE}messages/", worker.exchanges, name="exchanges"),
    path(f"{_HERE}suite/", worker.steps, name="steps"),
    path(f"{_HERE}livret/", booklet.ask, name="booklet"),
    path(f"{_HERE}livret/feuilles/", booklet.sheets, name="booklet_sheets"),
]
