"""The addresses of the keys. None names a person."""

from django.urls import path

from entrenous.web.keys.views import certify, groups, holders, renewing, returning

app_name = "keys"

_AGENT = "cles/certifier/<uuid:agent>/"
_GROUP = "cles/groupes/<uuid:group>/"

urlpatterns = [
    path("cles/", holders.holders, name="holders"),
    path("cles/rendre/", returning.owed, name="give_back"),
    path("cles/rendre/<uuid:agent>/", returning.give_back, name="give_back_to"),
    path("cles/renouveler/", renewing.renew, name="renew"),
    path("cles/renouveler/suite/", renewing.renew_on, name="renew_on"),
    path("cles/certifier/", certify.colleagues, name="certify"),
    path(_AGENT, certify.compare, name="compare"),
    path(f"{_AGENT}groupes/", certify.propose_groups, name="propose_groups"),
    path(f"{_AGENT}retirer/", certify.withdraw, name="withdraw"),
    path("cles/groupes/", groups.groups, name="groups"),
    path("cles/groupes/creer/", groups.create, name="group_create"),
    path(f"{_GROUP}contresigner/", groups.countersign, name="group_countersign"),
    path(f"{_GROUP}autoriser/", groups.authorise, name="group_authorise"),
    path(f"{_GROUP}admettre/", groups.admit, name="group_admit"),
    path(f"{_GROUP}retirer/<uuid:agent>/", groups.remove, name="group_remove"),
]
