"""The addresses of local aid in a dossier: the id of a sheet, never a word of anyone."""

from django.urls import path

from entrenous.web.aid import views

app_name = "aid"

_ALL = "dossiers/<uuid:dossier>/aides-locales/"

urlpatterns = [
    path(_ALL, views.listing, name="list"),
    path(f"{_ALL}<slug:sheet>/", views.sheet, name="sheet"),
]
