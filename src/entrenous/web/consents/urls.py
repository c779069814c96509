"""The addresses of agreements. No address holds a name or a word typed."""

from django.urls import path

from entrenous.web.consents.views import noting, paper, reading, withdrawing

app_name = "consents"

_ALL = "dossiers/<uuid:dossier>/accords/"
_ONE = f"{_ALL}<uuid:record>/"

urlpatterns = [
    path(_ALL, reading.agreements, name="list"),
    path(f"{_ALL}nouveau/", noting.new, name="new"),
    path(_ONE, reading.agreement, name="agreement"),
    path(f"{_ONE}corriger/", noting.correct, name="correct"),
    path(f"{_ONE}redemander/", noting.renew, name="renew"),
    path(f"{_ONE}retirer/", withdrawing.withdraw, name="withdraw"),
    path(f"{_ONE}imprimer/", paper.ask, name="print"),
    path(f"{_ONE}recu/", paper.receipt, name="receipt"),
]
