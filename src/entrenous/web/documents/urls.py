"""The addresses of the files of a dossier. None holds a name: files go by their record."""

from django.urls import path

from entrenous.web.documents import views

app_name = "documents"

_ALL = "dossiers/<uuid:dossier>/pieces/"
_ONE = f"{_ALL}<uuid:record>/"

urlpatterns = [
    path(_ALL, views.listing, name="list"),
    path(f"{_ALL}ajouter/", views.add, name="add"),
    path(_ONE, views.show, name="show"),
    path(f"{_ONE}page/<int:number>/", views.page, name="page"),
    path(f"{_ONE}telecharger/", views.take, name="take"),
    path(f"{_ONE}decrire/", views.describe, name="describe"),
    path(f"{_ONE}retirer/", views.remove, name="remove"),
]
