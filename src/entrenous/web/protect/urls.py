from django.urls import path

from entrenous.web.protect import views

app_name = "protect"

urlpatterns = [
    path("proteger-mon-ecrit/", views.describe, name="describe"),
    path("proteger-mon-ecrit/lettre/", views.letter, name="letter"),
]
