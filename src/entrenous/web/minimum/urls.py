"""The addresses of what must be left: in a dossier, or at a desk with nothing kept."""

from django.urls import path

from entrenous.web.minimum.views import desk, dossier

app_name = "minimum"

_HERE = "dossiers/<uuid:dossier>/budget/minimum/"

urlpatterns = [
    path(_HERE, dossier.page, name="dossier"),
    path(f"{_HERE}lettre/<slug:purpose>/", dossier.letter, name="dossier_letter"),
    path("minimum/", desk.page, name="desk"),
    path("minimum/lettre/<slug:purpose>/", desk.letter, name="desk_letter"),
]
