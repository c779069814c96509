from django.urls import path

from entrenous.web.common import views

app_name = "common"

urlpatterns = [
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("style/", views.style, name="style"),
    path("style/dossiers/", views.style_list, name="style-list"),
    path("style/dossier/", views.style_dossier, name="style-dossier"),
    path("style/parcours/", views.style_journey, name="style-journey"),
    path("style/feuille/<slug:size>/", views.style_sheet, name="style-sheet"),
    path("style/erreur/<slug:name>/", views.style_error, name="style-error"),
]
