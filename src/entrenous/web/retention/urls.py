"""The addresses of retention. None names a person."""

from django.urls import path

from entrenous.web.retention.views import confirming, deciding, home, terms

app_name = "retention"

_DOSSIER = "conservation/dossiers/<uuid:dossier>/"
_ONE = "conservation/destructions/<uuid:destruction>/"

urlpatterns = [
    path("conservation/", home.home, name="home"),
    path("conservation/regles/", terms.terms, name="terms"),
    path(_DOSSIER, deciding.dossier, name="dossier"),
    path(f"{_DOSSIER}dernier-contact/", deciding.last_contact, name="last_contact"),
    path(f"{_DOSSIER}garder/", deciding.keep, name="keep"),
    path(f"{_DOSSIER}proposer/", deciding.propose, name="propose"),
    path(_ONE, confirming.destruction, name="destruction"),
    path(f"{_ONE}visa/", confirming.visa, name="visa"),
    path(f"{_ONE}retirer/", confirming.withdraw, name="withdraw"),
    path(f"{_ONE}effacer/", confirming.erase, name="erase"),
    path(f"{_ONE}bordereau/", confirming.slip, name="slip"),
    path(f"{_ONE}attestation/", confirming.certificate, name="certificate"),
]
