"""The addresses of copies. No address holds a name or a word typed."""

from django.urls import path

from entrenous.web.copies.views import (
    asking,
    ending,
    extracts,
    papers,
    reading,
    register,
    remarks,
    seconding,
)

app_name = "copies"

_DOSSIER = "dossiers/<uuid:dossier>/"
_ALL = f"{_DOSSIER}copie/"
_ONE = f"{_ALL}<uuid:copy>/"
_REMARKS = f"{_DOSSIER}remarques/"

urlpatterns = [
    path(_ALL, asking.listing, name="list"),
    path(f"{_ALL}nouvelle/", asking.new, name="new"),
    path(_ONE, reading.board, name="copy"),
    path(f"{_ONE}demande/", asking.correct, name="correct"),
    path(f"{_ONE}ecrits/<uuid:item>/<int:version>/", reading.item, name="item"),
    path(f"{_ONE}apercu/", reading.preview, name="preview"),
    path(f"{_ONE}relecture/", seconding.ask, name="second"),
    path(f"{_ONE}relecture/<uuid:reading>/", seconding.say, name="say"),
    path(f"{_ONE}remettre/", ending.deliver, name="deliver"),
    path(f"{_ONE}refuser/", ending.refuse, name="refuse"),
    path(f"{_ONE}retirer/", asking.withdraw, name="withdraw"),
    path(f"{_ONE}pdf/", papers.pdf, name="pdf"),
    path(f"{_ONE}donnees/", papers.data, name="data"),
    path(f"{_ONE}lettre/", papers.letter, name="letter"),
    path(f"{_ONE}lettre/pdf/", papers.letter_pdf, name="letter_pdf"),
    path(_REMARKS, remarks.listing, name="remarks"),
    path(f"{_REMARKS}nouvelle/", remarks.new, name="remark_new"),
    path(f"{_REMARKS}nouvelle/<uuid:record>/", remarks.about, name="remark_about"),
    path(f"{_REMARKS}<uuid:remark>/repondre/", remarks.answer, name="remark_answer"),
    path("copies/relecture/<uuid:lent>/", extracts.extract, name="extract"),
    path("copies/registre/", register.register, name="register"),
]
