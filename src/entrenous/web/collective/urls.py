"""The addresses of collective actions. No address holds a title or a word typed."""

from django.urls import path

from entrenous.web.collective.views import acts, evaluating, reading, sessions, writing

app_name = "collective"

_ALL = "actions-collectives/"
_ONE = f"{_ALL}<uuid:action>/"
_SESSION = f"{_ONE}seances/<uuid:session>/"

urlpatterns = [
    path(_ALL, reading.actions, name="list"),
    path(f"{_ALL}nouvelle/", writing.new, name="new"),
    path(_ONE, reading.action, name="action"),
    path(f"{_ONE}projet/", writing.edit, name="edit"),
    path(f"{_ONE}seances/nouvelle/", sessions.plan, name="plan"),
    path(_SESSION, sessions.hold, name="session"),
    path(f"{_SESSION}date/", sessions.move, name="move"),
    path(f"{_SESSION}annuler/", sessions.cancel, name="cancel"),
    path(f"{_SESSION}feuille/", sessions.sheet, name="sheet"),
    path(f"{_SESSION}fil/", sessions.thread, name="thread"),
    path(f"{_ONE}questionnaire/", evaluating.paper, name="paper"),
    path(f"{_ONE}evaluation/", evaluating.evaluation, name="evaluation"),
    path(f"{_ONE}bilan/", evaluating.assessment, name="assessment"),
    path(f"{_ONE}bilan/papier/", evaluating.printed, name="printed"),
    path(f"{_ONE}co-animation/", acts.facilitators, name="facilitators"),
    path(f"{_ONE}co-animation/quitter/", acts.leave, name="leave"),
    path(f"{_ONE}terminer/", acts.end, name="end"),
    path(f"{_ONE}constat/", acts.constat, name="constat"),
]
