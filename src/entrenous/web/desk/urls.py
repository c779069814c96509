"""The addresses of the desk's own work. No address holds a name or a word typed."""

from django.urls import path

from entrenous.web.desk.views import calls, contact, figures, sheets, tasks

app_name = "desk"

_CALL = "accueil/rappels/<uuid:call>/"
_TASK = "accueil/taches/<uuid:task>/"
_SHEET = "accueil/fiches/<uuid:rights_sheet>/"

urlpatterns = [
    path(_CALL, calls.call, name="call"),
    path(f"{_CALL}essai/", calls.note_try, name="call-try"),
    path(f"{_CALL}reprendre/", calls.take_over, name="call-take-over"),
    path("accueil/demandes/<uuid:demande>/ecoute/", contact.hear, name="hear"),
    path("accueil/demandes/<uuid:demande>/emporter/", contact.carry, name="carry"),
    path("accueil/demandes/<uuid:demande>/entretien/", contact.interview, name="interview"),
    path(_TASK, tasks.show, name="task"),
    path(f"{_TASK}retour/", tasks.give_back, name="task-return"),
    path(f"{_TASK}reprendre/", tasks.take_back, name="task-take-back"),
    path(f"{_TASK}verser/", tasks.report, name="task-report"),
    path("dossiers/<uuid:dossier>/taches/", tasks.of_dossier, name="tasks"),
    path("dossiers/<uuid:dossier>/taches/nouvelle/", tasks.give, name="task-new"),
    path("accueil/fiches/", sheets.listing, name="sheets"),
    path("accueil/fiches/nouvelle/", sheets.start, name="sheet-new"),
    path(_SHEET, sheets.show, name="sheet"),
    path(f"{_SHEET}modifier/", sheets.edit, name="sheet-edit"),
    path(f"{_SHEET}retirer/", sheets.withdraw, name="sheet-withdraw"),
    path(f"{_SHEET}imprimer/", sheets.paper, name="sheet-print"),
    path("accueil/compter/", figures.count, name="count"),
    path("accueil/compter/journee/", figures.typed, name="count-day"),
    path("accueil/chiffres/", figures.month, name="figures"),
    path("accueil/chiffres/imprimer/", figures.paper, name="figures-print"),
]
