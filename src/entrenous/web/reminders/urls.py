"""The addresses of reminders. None says to whom, nor where."""

from django.urls import path

from entrenous.web.reminders import views

app_name = "reminders"

urlpatterns = [
    path("rappels/", views.to_send, name="list"),
    path("rappels/dossiers/<uuid:dossier>/", views.of_dossier, name="dossier"),
    path("rappels/demandes/<uuid:demande>/", views.of_demande, name="demande"),
]
