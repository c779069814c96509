"""The addresses of continuity. None names a person."""

from django.urls import path

from entrenous.web.continuity.views import (
    carrying,
    danger,
    home,
    joining,
    managing,
    notices,
    planning,
    words,
)

app_name = "continuity"

_COVER = "releves/<uuid:cover>/"
_DANGER = "danger/<uuid:access>/"
_TOLD = "danger/avis/<uuid:told>/"
_JOIN = "demandes-a-suivre/<uuid:join>/"

urlpatterns = [
    path("releves/", home.home, name="home"),
    path("releves/prevoir/", planning.plan, name="plan"),
    path("releves/cles/", home.carry_on, name="carry_on"),
    path("releves/mots/", words.unread, name="words"),
    path("releves/mots/<uuid:word>/range/", words.put_away, name="put_away"),
    path("demandes-a-suivre/", joining.joins, name="joins"),
    path("demandes-a-suivre/nouvelle/", joining.ask, name="join_ask"),
    path(_JOIN, joining.join, name="join"),
    path(f"{_JOIN}accepter/", joining.accept, name="join_accept"),
    path(f"{_JOIN}refuser/", joining.refuse, name="join_refuse"),
    path(f"{_JOIN}retirer/", joining.withdraw, name="join_withdraw"),
    path("danger/", danger.home, name="danger_home"),
    path("danger/demander/", danger.ask, name="danger_ask"),
    path("danger/preparer/", danger.prepare, name="danger_prepare"),
    path(_DANGER, danger.access, name="danger"),
    path(f"{_DANGER}lire/", danger.read, name="danger_read"),
    path(f"{_DANGER}confirmer/", danger.confirm, name="danger_confirm"),
    path(f"{_DANGER}fermer/", danger.close, name="danger_close"),
    path(_TOLD, notices.notice, name="danger_notice"),
    path(f"{_TOLD}differer/", notices.put_off, name="danger_put_off"),
    path(_COVER, managing.cover, name="cover"),
    path(f"{_COVER}modifier/", planning.change, name="change"),
    path(f"{_COVER}retour/", managing.end, name="end"),
    path(f"{_COVER}avis/", managing.slip, name="slip"),
    path(f"{_COVER}suivre/", carrying.carry, name="carry"),
    path(f"{_COVER}mot/<uuid:covered>/", carrying.word, name="word"),
]
