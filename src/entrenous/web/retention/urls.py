"""The addresses of retention. None names a person."""

from django.urls import path

from entrenous.web.retention.views import (
    archives,
    archiving,
    confirming,
    deciding,
    home,
    listing,
    papers,
    steps,
    terms,
)

app_name = "retention"

_DOSSIER = "conservation/dossiers/<uuid:dossier>/"
_ONE = "conservation/destructions/<uuid:destruction>/"
_LIST = "conservation/listes/<uuid:erasure_list>/"
_ARCHIVED = "conservation/archives/<uuid:archived>/"
_READ = f"{_ARCHIVED}lire/<uuid:reason>/"

urlpatterns = [
    path("conservation/", home.home, name="home"),
    path("conservation/regles/", terms.terms, name="terms"),
    path("conservation/essai/", home.dry_run, name="dry_run"),
    path(_DOSSIER, deciding.dossier, name="dossier"),
    path(f"{_DOSSIER}dernier-contact/", deciding.last_contact, name="last_contact"),
    path(f"{_DOSSIER}garder/", deciding.keep, name="keep"),
    path(f"{_DOSSIER}archiver/", archiving.archive, name="archive"),
    path(f"{_DOSSIER}proposer/", deciding.propose, name="propose"),
    path("conservation/archives/", archives.archives, name="archives"),
    path("conservation/archives/chercher/", archives.search, name="search"),
    path(_ARCHIVED, archives.archived, name="archived"),
    path(f"{_ARCHIVED}reprendre/", archives.take_back, name="take_back"),
    path(_READ, archives.read, name="read"),
    path(f"{_READ}pieces/<uuid:record>/", archives.piece, name="piece"),
    path("conservation/listes/", listing.propose, name="propose_list"),
    path(_LIST, listing.erasure_list, name="list"),
    path(f"{_LIST}visa/", listing.visa, name="list_visa"),
    path(f"{_LIST}retirer/", listing.withdraw, name="list_withdraw"),
    path(f"{_LIST}commencer/", steps.start, name="list_start"),
    path(f"{_LIST}avancer/", steps.step, name="list_step"),
    path(f"{_LIST}suite/", steps.step_on, name="list_step_on"),
    path(f"{_LIST}bordereau/", papers.list_slip, name="list_slip"),
    path(f"{_LIST}attestation.pdf", papers.list_certificate, name="list_certificate"),
    path(_ONE, confirming.destruction, name="destruction"),
    path(f"{_ONE}visa/", confirming.visa, name="visa"),
    path(f"{_ONE}retirer/", confirming.withdraw, name="withdraw"),
    path(f"{_ONE}effacer/", confirming.erase, name="erase"),
    path(f"{_ONE}bordereau/", papers.slip, name="slip"),
    path(f"{_ONE}attestation/", papers.certificate, name="certificate"),
    path(f"{_ONE}attestation.pdf", papers.certificate_pdf, name="certificate_pdf"),
]
