"""The addresses of what the person finds in her space. None holds a name or a word typed."""

from django.urls import URLPattern, path

from entrenous.web.space.views import (
    agreements,
    documents,
    endings,
    exchanges,
    inside,
    rights,
)

_HERE = "mon-espace/"

urlpatterns: list[URLPattern] = [
    path(f"{_HERE}accueil/", inside.home, name="home"),
    path(f"{_HERE}plan/", inside.plan, name="plan"),
    path(f"{_HERE}rendez-vous/", inside.meetings, name="meetings"),
    path(f"{_HERE}rendez-vous/agenda.ics", inside.calendar, name="calendar"),
    path(f"{_HERE}envoye/", inside.sent, name="sent"),
    path(f"{_HERE}relais/", inside.relays, name="relays"),
    path(f"{_HERE}regards/", inside.looks, name="looks"),
    path(f"{_HERE}aide/", inside.explained, name="help"),
    path(f"{_HERE}messages/", exchanges.messages, name="messages"),
    path(f"{_HERE}declaration/", exchanges.statement, name="statement"),
    path(f"{_HERE}accords/", agreements.listing, name="agreements"),
    path(f"{_HERE}accords/<uuid:record>/retirer/", agreements.withdraw, name="withdraw"),
    path(f"{_HERE}documents/", documents.listing, name="documents"),
    path(f"{_HERE}documents/<uuid:shared>/", documents.take, name="document"),
    path(f"{_HERE}droits/", rights.rights, name="rights"),
    path(f"{_HERE}droits/reclamation/", rights.complain, name="complain"),
    path(f"{_HERE}fin/", endings.ending, name="ending"),
    path(f"{_HERE}questionnaire/", endings.questionnaire, name="questionnaire"),
]
