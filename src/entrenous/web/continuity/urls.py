"""The addresses of continuity. None names a person."""

from django.urls import path

from entrenous.web.continuity.views import carrying, home, managing, planning, words

app_name = "continuity"

_COVER = "releves/<uuid:cover>/"

urlpatterns = [
    path("releves/", home.home, name="home"),
    path("releves/prevoir/", planning.plan, name="plan"),
    path("releves/cles/", home.carry_on, name="carry_on"),
    path("releves/mots/", words.unread, name="words"),
    path("releves/mots/<uuid:word>/range/", words.put_away, name="put_away"),
    path(_COVER, managing.cover, name="cover"),
    path(f"{_COVER}modifier/", planning.change, name="change"),
    path(f"{_COVER}retour/", managing.end, name="end"),
    path(f"{_COVER}avis/", managing.slip, name="slip"),
    path(f"{_COVER}suivre/", carrying.carry, name="carry"),
    path(f"{_COVER}mot/<uuid:covered>/", carrying.word, name="word"),
]
