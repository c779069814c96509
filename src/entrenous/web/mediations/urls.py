"""The addresses of mediations. No address holds a name or a word typed."""

from django.urls import path

from entrenous.web.mediations.views import following, mandating, papers, reading

app_name = "mediations"

_ALL = "dossiers/<uuid:dossier>/mediations/"
_ONE = f"{_ALL}<uuid:record>/"

urlpatterns = [
    path(_ALL, reading.mediations, name="list"),
    path(f"{_ALL}nouvelle/", mandating.new, name="new"),
    path(_ONE, reading.mediation, name="mediation"),
    path(f"{_ONE}dire/", following.say, name="say"),
    path(f"{_ONE}reponse/", following.hear, name="hear"),
    path(f"{_ONE}resultat/", following.conclude, name="conclude"),
    path(f"{_ONE}redonner/", following.renew, name="renew"),
    path(f"{_ONE}retirer/", following.withdraw, name="withdraw"),
    path(f"{_ONE}lettre/", papers.letter, name="letter"),
    path(f"{_ONE}lettre/pdf/", papers.pdf, name="pdf"),
    path(f"{_ONE}imprimer/", papers.ask, name="print"),
    path(f"{_ONE}compte-rendu/", papers.report, name="report"),
]
