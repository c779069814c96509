"""The addresses of our own writings. Nothing in an address tells one that is kept apart."""

from django.urls import path

from entrenous.web.writings.views import leaving, papers, reading, starting, texts

app_name = "writings"

_ALL = "dossiers/<uuid:dossier>/ecrits/"
_ONE = f"{_ALL}<uuid:record>/"

urlpatterns = [
    path(_ALL, reading.ordinary, name="list"),
    path(f"{_ALL}nouveau/", starting.new, name="new"),
    path(f"{_ALL}a-part/", reading.apart, name="apart"),
    path(f"{_ALL}a-part/nouveau/", starting.new_apart, name="new_apart"),
    path(_ONE, reading.writing, name="writing"),
    path(f"{_ONE}ecrire/", texts.edit, name="edit"),
    path(f"{_ONE}elements/", texts.elements, name="elements"),
    path(f"{_ONE}lire/", texts.read_together, name="read"),
    path(f"{_ONE}envoyer/", leaving.send, name="send"),
    path(f"{_ONE}lever/", leaving.lift, name="lift"),
    path(f"{_ONE}abandonner/", texts.give_up, name="give_up"),
    path(f"{_ONE}feuille/", papers.sheet, name="sheet"),
    path(f"{_ONE}ecrit.pdf", papers.pdf, name="pdf"),
    path(f"{_ONE}ecrit.docx", papers.docx, name="docx"),
]
