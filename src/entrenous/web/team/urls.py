from django.urls import path

from entrenous.web.team import vacancies, views

app_name = "team"

urlpatterns = [
    path("equipe/", views.team, name="team"),
    path("equipe/demandes/<uuid:demande>/confier/", views.attribute, name="attribute"),
    path("equipe/demandes/<uuid:demande>/reprendre/", views.undo, name="undo"),
    path("equipe/secteurs/", vacancies.listed, name="vacancies"),
    path("equipe/secteurs/<uuid:vacancy>/fin/", vacancies.end, name="vacancy-end"),
]
