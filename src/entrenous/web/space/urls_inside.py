"""The addresses of what the person finds in her space."""

from django.urls import URLPattern, path

from entrenous.web.space.views import inside

urlpatterns: list[URLPattern] = [
    path("mon-espace/accueil/", inside.home, name="home"),
]
