"""The addresses of orientations. No address holds a name or a word typed."""

from django.urls import path

from entrenous.web.relays.views import following, papers, preparing, reading

app_name = "relays"

_ALL = "dossiers/<uuid:dossier>/relais/"
_ONE = f"{_ALL}<uuid:record>/"

urlpatterns = [
    path(_ALL, reading.relays, name="list"),
    path(f"{_ALL}nouvelle/", preparing.new, name="new"),
    path(_ONE, reading.relay, name="relay"),
    path(f"{_ONE}transmettre/", following.send, name="send"),
    path(f"{_ONE}reponse/", following.hear, name="hear"),
    path(f"{_ONE}retirer/", following.withdraw, name="withdraw"),
    path(f"{_ONE}refermer/", following.close, name="close"),
    path(f"{_ONE}lettre/", papers.letter, name="letter"),
    path(f"{_ONE}lettre/pdf/", papers.pdf, name="pdf"),
    path(f"{_ONE}lettre/docx/", papers.docx, name="docx"),
    path(f"{_ONE}imprimer/", papers.ask, name="print"),
    path(f"{_ONE}papier/", papers.sheet, name="sheet"),
]
