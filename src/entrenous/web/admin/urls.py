"""The addresses of the administration. None names a person."""

from django.urls import path

from entrenous.web.admin.views import (
    accounts,
    neighbours,
    organisation,
    secteurs,
    sector_files,
)

app_name = "admin"

_ACCOUNT = "administration/comptes/<uuid:agent>/"
_SECTEUR = "administration/secteurs/<uuid:secteur>/"

urlpatterns = [
    path("administration/", accounts.accounts, name="accounts"),
    path("administration/comptes/nouveau/", accounts.new, name="account_new"),
    path(_ACCOUNT, accounts.account, name="account"),
    path(f"{_ACCOUNT}inviter/", accounts.invite, name="invite"),
    path(f"{_ACCOUNT}fermer/", accounts.close, name="account_close"),
    path("administration/organisation/", organisation.organisation, name="organisation"),
    path("administration/lieux/nouveau/", organisation.new_place, name="place_new"),
    path("administration/lieux/<uuid:place>/", organisation.place, name="place"),
    path("administration/secteurs/", secteurs.secteurs, name="secteurs"),
    path("administration/secteurs/nouveau/", secteurs.new, name="secteur_new"),
    path("administration/secteurs/importer/", sector_files.import_file, name="import"),
    path("administration/secteurs/importer/verifier/", sector_files.checked, name="import_check"),
    path("administration/secteurs/exporter/", sector_files.export, name="export"),
    path("administration/voisins/", neighbours.neighbours, name="neighbours"),
    path("administration/voisins/nouveau/", neighbours.neighbour, name="neighbour_new"),
    path("administration/voisins/<int:service>/", neighbours.neighbour, name="neighbour"),
    path(
        "administration/voisins/<int:service>/retirer/", neighbours.remove, name="neighbour_remove"
    ),
    path("administration/communes/", neighbours.communes, name="communes"),
    path(_SECTEUR, secteurs.secteur, name="secteur"),
    path(f"{_SECTEUR}rues/<int:row>/retirer/", secteurs.remove_range, name="range_remove"),
]
