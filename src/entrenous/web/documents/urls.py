"""The addresses of the files of a dossier. None holds a name: files go by their record."""

from django.urls import path

from entrenous.web.documents import versions, views, with_person

app_name = "documents"

_ALL = "dossiers/<uuid:dossier>/pieces/"
_ONE = f"{_ALL}<uuid:record>/"
_FORMER = f"{_ONE}versions/<int:version>/"

urlpatterns = [
    path(_ALL, views.listing, name="list"),
    path(f"{_ALL}ajouter/", views.add, name="add"),
    path(_ONE, views.show, name="show"),
    path(f"{_ONE}page/<int:number>/", views.page, name="page"),
    path(f"{_ONE}telecharger/", views.take, name="take"),
    path(f"{_ONE}decrire/", views.describe, name="describe"),
    path(f"{_ONE}retirer/", views.remove, name="remove"),
    path(f"{_ONE}remplacer/", versions.replace, name="replace"),
    path(_FORMER, versions.former, name="former"),
    path(f"{_FORMER}page/<int:number>/", versions.former_page, name="former_page"),
    path(f"{_FORMER}telecharger/", versions.former_take, name="former_take"),
    path(f"{_ONE}espace/", with_person.share, name="share"),
]
