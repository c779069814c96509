"""The addresses of slips: the platform's, the house's, the administrator's. None names anyone."""

from django.urls import path

from entrenous.web.slips.openapi import BASE
from entrenous.web.slips.views import accesses, api, handing, house, sender

app_name = "slips"

_SLIP = "accueil/contacts/<uuid:slip>/"

urlpatterns = [
    path("fiche-de-contact/", sender.enter, name="enter"),
    path("fiche-de-contact/deposer/", sender.drop, name="drop"),
    path("fiche-de-contact/quitter/", sender.leave, name="leave"),
    path(f"{BASE[1:]}/creneaux", api.slots, name="api-slots"),
    path(f"{BASE[1:]}/fiches", api.drop, name="api-drop"),
    path(f"{BASE[1:]}/openapi.json", api.document, name="api-document"),
    path("accueil/contacts/", house.slips, name="list"),
    path("accueil/contacts/creneaux/", house.opening, name="slots"),
    path("accueil/contacts/creneaux/<uuid:slot>/fermer/", house.close, name="slot-close"),
    path(_SLIP, house.slip, name="slip"),
    path(f"{_SLIP}appel/", house.call, name="call"),
    path(f"{_SLIP}remettre/", handing.hand_on, name="hand-on"),
    path(f"{_SLIP}demande/", house.to_demande, name="to-demande"),
    path("administration/plateformes/", accesses.accesses, name="senders"),
    path("administration/plateformes/nouvelle/", accesses.new, name="sender-new"),
    path(
        "administration/plateformes/<uuid:sender>/retirer/", accesses.revoke, name="sender-revoke"
    ),
]
