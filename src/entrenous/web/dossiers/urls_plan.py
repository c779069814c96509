"""The addresses of the second half of a dossier: assessment, plan, prints, acts, extracts lent."""

from django.urls import path

from entrenous.web.dossiers.views import assessment, plan, plan_print, plan_review
from entrenous.web.dossiers.views.acts import extracts, household, keys, listing

_ONE = "dossiers/<uuid:dossier>/"
_PLAN, _ASSESSMENT, _ACTS = f"{_ONE}plan/", f"{_ONE}evaluation/", f"{_ONE}actes/"

urlpatterns = [
    path(_PLAN, plan.plan, name="plan"),
    path(f"{_PLAN}objectif/", plan.new_objective, name="plan_objective_new"),
    path(f"{_PLAN}objectif/<uuid:record>/", plan.objective, name="plan_objective"),
    path(f"{_PLAN}objectif/<uuid:record>/action/", plan.new_action, name="plan_action_new"),
    path(f"{_PLAN}action/<uuid:record>/", plan.action, name="plan_action"),
    path(f"{_PLAN}rythme/", plan.frame, name="plan_frame"),
    path(f"{_PLAN}bilan/", plan_review.review, name="plan_review"),
    path(f"{_PLAN}bilan/<uuid:record>/", plan_review.read_review, name="plan_review_read"),
    path(f"{_PLAN}imprimer/", plan_print.ask_plan, name="plan_print"),
    path(f"{_PLAN}feuille/", plan_print.plan_sheet, name="plan_sheet"),
    path(_ASSESSMENT, assessment.assessment, name="assessment"),
    path(f"{_ASSESSMENT}synthese/", assessment.synthesis, name="synthesis"),
    path(f"{_ASSESSMENT}synthese/ecrire/", assessment.edit_synthesis, name="synthesis_edit"),
    path(f"{_ASSESSMENT}synthese/imprimer/", plan_print.ask_synthesis, name="synthesis_print"),
    path(f"{_ASSESSMENT}synthese/feuille/", plan_print.synthesis_sheet, name="synthesis_sheet"),
    path(f"{_ASSESSMENT}<slug:code>/", assessment.domain, name="assessment_domain"),
    path(
        f"{_ASSESSMENT}<slug:code>/versions/",
        assessment.domain_versions,
        name="assessment_versions",
    ),
    path(_ACTS, listing.more, name="more"),
    path(f"{_ACTS}relais/", keys.relay, name="act_relay"),
    path(f"{_ACTS}relais/<uuid:agent>/retirer/", keys.withdraw, name="act_withdraw"),
    path(f"{_ACTS}extrait/", extracts.lend, name="act_lend"),
    path(f"{_ACTS}extrait/<uuid:lent>/reprendre/", extracts.take_back, name="act_take_back"),
    path(f"{_ACTS}foyer/", household.household, name="household"),
    path(f"{_ACTS}foyer/relier/", household.link, name="act_link"),
    path(f"{_ACTS}foyer/modifier/", household.change, name="act_change_shared"),
    path(f"{_ACTS}foyer/separer/", household.separate, name="act_separate"),
    path(f"{_ACTS}reunir/", household.merge, name="act_merge"),
    path("extraits/", extracts.received, name="extracts"),
    path("extraits/<uuid:lent>/", extracts.read, name="extract"),
]
