from django.urls import path

from entrenous.web.team import views

app_name = "team"

urlpatterns = [
    path("equipe/", views.team, name="team"),
    path("equipe/demandes/<uuid:demande>/confier/", views.attribute, name="attribute"),
]
