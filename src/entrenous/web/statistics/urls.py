"""The addresses of figures. No address holds a name; a place is a code of the service."""

from django.urls import path

from entrenous.web.statistics.views import follow_up, own, pages, papers, reports

app_name = "statistics"

_ONE = "rapports/<uuid:report>/"

urlpatterns = [
    path("rapports/", reports.reports, name="reports"),
    path("rapports/pourquoi-s/", pages.why, name="why"),
    path("rapports/dossiers-nominatifs/", pages.nominative, name="nominative"),
    path("rapports/dossiers-nominatifs/lettre.pdf", papers.refusal, name="refusal"),
    path("rapports/objectifs/", pages.objectives, name="objectives"),
    path(_ONE, reports.report, name="report"),
    path(f"{_ONE}avancement/", reports.progress, name="progress"),
    path(f"{_ONE}plus-large/", reports.coarser, name="coarser"),
    path(f"{_ONE}imprimer/", papers.sheet, name="sheet"),
    path(f"{_ONE}rapport.pdf", papers.pdf, name="pdf"),
    path(f"{_ONE}rapport.ods", papers.ods, name="ods"),
    path(f"{_ONE}rapport.csv", papers.csv, name="csv"),
    path(f"{_ONE}donnees.zip", papers.package, name="package"),
    path("mon-activite/", own.own, name="own"),
    path("mon-activite/appels-ordonnes/", own.ordered, name="ordered"),
    path("mon-activite/appels-ordonnes/<uuid:record>/", own.objection, name="objection"),
    path("formulaires/", follow_up.forms_page, name="forms"),
    path("formulaires/donner/", follow_up.give, name="give"),
    path("formulaires/imprimer/", follow_up.print_forms, name="print_forms"),
    path("formulaires/saisir/", follow_up.type_in, name="type_in"),
]
