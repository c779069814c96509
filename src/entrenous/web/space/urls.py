"""The addresses of the person's space: the way in here, what she finds inside in `urls_inside`."""

from django.urls import path

from entrenous.web.space import urls_inside, urls_worker
from entrenous.web.space.views import way_in

app_name = "space"
urlpatterns = [
    path("mon-espace/", way_in.enter, name="enter"),
    path("mon-espace/quitter/", way_in.leave, name="leave"),
    path("jours-feries/", way_in.neutral, name="neutral"),
    *urls_inside.urlpatterns,
    *urls_worker.urlpatterns,
]
