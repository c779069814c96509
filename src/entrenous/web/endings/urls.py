"""The addresses of endings. No address holds a name or a word typed."""

from django.urls import path

from entrenous.web.endings.views import (
    afterwards,
    alone,
    objecting,
    papers,
    pronouncing,
    proposing,
    reading,
    telling,
)

app_name = "endings"

_END = "dossiers/<uuid:dossier>/fin/"

urlpatterns = [
    path(_END, reading.ending, name="ending"),
    path(f"{_END}proposer/", proposing.propose, name="propose"),
    path(f"{_END}corriger/", proposing.change, name="change"),
    path(f"{_END}dire/", telling.tell, name="tell"),
    path(f"{_END}lettre/", papers.letter, name="letter"),
    path(f"{_END}lettre/emporter/", papers.ask, name="print"),
    path(f"{_END}lettre/feuille/", papers.sheet, name="sheet"),
    path(f"{_END}lettre/pdf/", papers.pdf, name="pdf"),
    path(f"{_END}opposition/", objecting.object_, name="object"),
    path(f"{_END}opposition/suite/", objecting.settle, name="settle"),
    path(f"{_END}delai/", pronouncing.shorten, name="shorten"),
    path(f"{_END}prononcer/", pronouncing.pronounce, name="pronounce"),
    path(f"{_END}abandonner/", pronouncing.give_up, name="give_up"),
    path(f"{_END}questionnaire/", afterwards.questionnaire, name="questionnaire"),
    path(f"{_END}reprendre/", afterwards.reopen, name="reopen"),
    path(f"{_END}avant/", afterwards.former, name="former"),
    path(f"{_END}ne-pas-recontacter/", alone.no_contact, name="no_contact"),
]
