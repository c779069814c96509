"""The addresses of the dossiers' pages. No address holds a name or a word typed."""

from django.urls import path

from entrenous.web.dossiers import urls_plan
from entrenous.web.dossiers.views import day, entries, listing, log, opening, person, prints, thread

app_name = "dossiers"

_ONE = "dossiers/<uuid:dossier>/"
_ENTRY = f"{_ONE}fil/<uuid:record>/"

urlpatterns = [
    path("", day.day, name="day"),
    path("dossiers/", listing.dossiers, name="list"),
    path("dossiers/chercher/", listing.search_own, name="search"),
    path("dossiers/ouvrir/", opening.open_dossier, name="open"),
    path(_ONE, thread.dossier, name="dossier"),
    path(f"{_ONE}fil/nouveau/", entries.new, name="entry_new"),
    path(_ENTRY, entries.entry, name="entry"),
    path(f"{_ENTRY}corriger/", entries.edit, name="entry_edit"),
    path(f"{_ENTRY}versions/", entries.versions, name="entry_versions"),
    path(f"{_ENTRY}passages/", entries.marks, name="entry_marks"),
    path(f"{_ENTRY}deplacer/", entries.move, name="entry_move"),
    path(f"{_ONE}echeances/<int:due>/", thread.step_done, name="step_done"),
    path(f"{_ONE}messages/<uuid:record>/", thread.message_handled, name="message_handled"),
    path(f"{_ONE}constat/", thread.constat, name="constat"),
    path(f"{_ONE}personne/", person.person, name="person"),
    path(f"{_ONE}personne/fiche/", person.card, name="card"),
    path(f"{_ONE}personne/joindre/", person.contact, name="contact"),
    path(f"{_ONE}personne/foyer/", person.member, name="member"),
    path(f"{_ONE}personne/<uuid:record>/retirer/", person.end, name="end"),
    path(f"{_ONE}prochaine-etape/", prints.next_step, name="next_step"),
    path(f"{_ONE}consultations/", log.log, name="log"),
    *urls_plan.urlpatterns,
]
