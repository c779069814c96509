"""The addresses of the orientations of a request. No address holds a name or a word typed."""

from django.urls import path

from entrenous.web.referrals import views

app_name = "referrals"

_ALL = "accueil/demandes/<uuid:demande>/orientations/"
_ONE = f"{_ALL}<uuid:record>/"

urlpatterns = [
    path(_ALL, views.referrals, name="list"),
    path(f"{_ALL}nouvelle/", views.new, name="new"),
    path(_ONE, views.referral, name="relay"),
    path(f"{_ONE}transmettre/", views.send, name="send"),
    path(f"{_ONE}reponse/", views.hear, name="hear"),
    path(f"{_ONE}retirer/", views.withdraw, name="withdraw"),
    path(f"{_ONE}refermer/", views.close, name="close"),
    path(f"{_ONE}lettre/", views.letter, name="letter"),
    path(f"{_ONE}lettre/pdf/", views.pdf, name="pdf"),
    path(f"{_ONE}lettre/docx/", views.docx, name="docx"),
    path(f"{_ONE}papier/", views.sheet, name="sheet"),
]
