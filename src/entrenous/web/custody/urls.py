"""The addresses of the custodians' pages. None names a person."""

from django.urls import path

from entrenous.web.custody.views import asking, ceremony, custodians, home, notices

app_name = "custody"

_ONE = "secours/<uuid:ceremony>/"

urlpatterns = [
    path("secours/", home.home, name="home"),
    path("secours/demander/", asking.whose, name="ask"),
    path("secours/demander/<uuid:referent>/", asking.ask, name="ask_for"),
    path("secours/repeter/", asking.rehearse, name="rehearse"),
    path("secours/confier/", home.entrust, name="entrust"),
    path("secours/gardiens/", custodians.custodians, name="custodians"),
    path("secours/gardiens/<uuid:custodian>/fin/", custodians.end, name="end"),
    path("secours/delai/", custodians.delay, name="delay"),
    path("secours/cle/", custodians.key, name="key"),
    path(_ONE, ceremony.ceremony, name="ceremony"),
    path(f"{_ONE}fichier/", ceremony.file, name="file"),
    path(f"{_ONE}retirer/", ceremony.withdraw, name="withdraw"),
    path(f"{_ONE}essai/", ceremony.word, name="word"),
    path(f"{_ONE}avis/", notices.sheet, name="sheet"),
    path(f"{_ONE}avis/<uuid:notice>/", notices.notice, name="notice"),
    path(f"{_ONE}differer/", notices.bar, name="bar"),
]
