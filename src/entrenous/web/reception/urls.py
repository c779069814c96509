from django.urls import path

from entrenous.web.reception.views import agenda, arrival, constat, demande, desk, duty, phone

app_name = "reception"

urlpatterns = [
    path("accueil/", desk.home, name="desk"),
    path("accueil/recherche/", desk.search, name="search"),
    path(
        "accueil/repertoire/<uuid:place>/constat/",
        constat.directory_constat,
        name="directory-constat",
    ),
    path("accueil/dossiers/<uuid:dossier>/message/", desk.message, name="message"),
    path("accueil/demande/", arrival.start, name="start"),
    path("accueil/demande/<uuid:demande>/", arrival.arrival, name="arrival"),
    path("accueil/demande/<uuid:demande>/abandonner/", arrival.discard, name="discard"),
    path("accueil/secteur/", arrival.secteur, name="secteur"),
    path("accueil/permanence/", duty.duty, name="duty"),
    path("accueil/demandes/<uuid:demande>/", demande.show, name="demande"),
    path("accueil/demandes/<uuid:demande>/suite/", demande.decide, name="decide"),
    path("accueil/demandes/<uuid:demande>/note/", demande.note, name="note"),
    path("accueil/demandes/<uuid:demande>/constat/", constat.constat, name="constat"),
    path("accueil/demandes/<uuid:demande>/recu/", demande.receipt, name="receipt"),
    path("accueil/demandes/<uuid:demande>/dossier/", demande.open_dossier, name="open-dossier"),
    path("accueil/telephone/", phone.callers, name="phone"),
    path("accueil/telephone/danger/", phone.danger, name="phone-danger"),
    path("accueil/telephone/rappel/", phone.call_back, name="phone-call-back"),
    path("accueil/telephone/carte/", phone.card, name="phone-card"),
    path("accueil/telephone/<slug:caller>/", phone.caller, name="phone-caller"),
    path("agenda/", agenda.mine, name="agenda"),
    path("agenda/indisponible/", agenda.busy, name="busy"),
    path("agenda/de/<uuid:agent>/", agenda.of_worker, name="agenda-of"),
    path("agenda/<uuid:appointment>/etat/", agenda.settle, name="settle"),
    path("agenda/dossiers/<uuid:dossier>/", agenda.for_dossier, name="appointment"),
]
