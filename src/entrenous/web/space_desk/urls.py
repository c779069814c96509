"""The addresses of a person's space on the service's side. None holds a number or a code."""

from django.urls import path

from entrenous.web.space_desk.views import closing, desk, handing, notice

app_name = "space_desk"

_HERE = "dossiers/<uuid:dossier>/espace/"

urlpatterns = [
    path(_HERE, desk.state, name="state"),
    path(f"{_HERE}code/", handing.hand_over, name="hand-over"),
    path(f"{_HERE}rouvrir/", handing.reopen, name="reopen"),
    path(f"{_HERE}fermer/", closing.take_back, name="take-back"),
    path(f"{_HERE}discret/", closing.make_discreet, name="discreet"),
    path(f"{_HERE}cle/", closing.renew, name="renew"),
    path("accueil/dossiers/<uuid:dossier>/espace/", closing.at_reception, name="reception"),
    path("mon-espace/notice/", notice.notice, name="notice"),
]
