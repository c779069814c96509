"""The addresses of complaints. No address holds a name or a word typed."""

from django.urls import path

from entrenous.web.complaints.views import answering, entering, papers, reading

app_name = "complaints"

_REGISTER = "equipe/reclamations/"
_ONE = f"{_REGISTER}<uuid:complaint>/"

urlpatterns = [
    path("reclamations/nouvelle/", entering.new, name="new"),
    path("reclamations/<uuid:complaint>/", reading.told, name="told"),
    path("dossiers/<uuid:dossier>/reclamation/", entering.of_dossier, name="of_dossier"),
    path(_REGISTER, reading.register, name="register"),
    path(_ONE, reading.complaint, name="complaint"),
    path(f"{_ONE}noter/", answering.note, name="note"),
    path(f"{_ONE}repondre/", answering.answer, name="answer"),
    path(f"{_ONE}dire/", answering.tell, name="tell"),
    path(f"{_ONE}constat/", answering.constat, name="constat"),
    path(f"{_ONE}lettre/", papers.letter, name="letter"),
    path(f"{_ONE}lettre/pdf/", papers.pdf, name="pdf"),
    path(f"{_ONE}lettre/docx/", papers.docx, name="docx"),
]
