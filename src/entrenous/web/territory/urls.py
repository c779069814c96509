"""The address typed is posted: it is never in a URL."""

from django.urls import path

from entrenous.web.territory import views

app_name = "territory"

urlpatterns = [
    path("accueil/adresse/", views.find, name="find"),
    path("accueil/adresse/passage/<int:service>/", views.hand_off, name="hand-off"),
]
