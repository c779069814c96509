"""A plan agreed, followed and reviewed together."""

from datetime import date

import pytest

from entrenous.activity.models import Fact
from entrenous.dossiers.codes import ActionState, Doer, Domain, Rhythm
from entrenous.dossiers.contents import DomainAssessment, PlanAction, PlanReview, Synthesis
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.errors import EditedMeanwhile, KeyNotHeld, VaultClosed
from entrenous.plans import actions, assessment
from entrenous.plans.queries import PLAN_KINDS, Plan, assessment_of, plan_of
from tests.dossiers.opened import contents, dossier_of
from tests.people import House


def plan(house: House, dossier: Dossier) -> Plan:
    opened = house.keyring("Camille").open(dossier.pk, Act.DOSSIER_OPENED)
    return plan_of(records.read(opened, *PLAN_KINDS))


def with_action(house: House, dossier: Dossier, **kwargs: object) -> tuple[object, PlanAction]:
    camille = house.keyring("Camille")
    objective = actions.add_objective(camille, dossier, "Payer l’énergie sans m’endetter")
    action = PlanAction(
        objective=str(objective),
        what="Déposer le FSL",
        doer=Doer.SERVICE,
        **kwargs,  # type: ignore[arg-type]
    )
    return actions.keep_action(camille, dossier, action), action


def test_an_objective_and_its_dated_action_come_to_the_day(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record, _ = with_action(house, dossier, due_on=date(2026, 2, 10))
    due = DueDate.objects.get(dossier=dossier)
    assert (due.kind, due.record, due.due_on) == ("action", record, date(2026, 2, 10))
    assert [a.content.what for a in plan(house, dossier).open_actions] == ["Déposer le FSL"]


def test_a_finished_action_is_due_no_more(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    record, action = with_action(house, dossier, due_on=date(2026, 2, 10))
    done = PlanAction(action.objective, action.what, action.doer, state=ActionState.DONE)
    actions.keep_action(house.keyring("Camille"), dossier, done, record=record, based_on=1)  # type: ignore[arg-type]
    assert not DueDate.objects.filter(dossier=dossier).exists()


def test_a_fifth_objective_is_refused_and_nothing_is_written(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    for rank in range(4):
        actions.add_objective(camille, dossier, f"objectif {rank}")
    with pytest.raises(actions.TooManyObjectives):
        actions.add_objective(camille, dossier, "un de trop")
    assert len(plan(house, dossier).objectives) == 4


def test_a_joint_review_keeps_news_next_date_and_counts_once(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    record, _ = with_action(house, dossier, due_on=date(2026, 2, 10))
    actions.keep_frame(
        camille, dossier, rhythm=Rhythm.FORTNIGHT, next_review_on=date(2026, 2, 10), agreed_on=None
    )
    before = Fact.objects.count()
    news = {record: actions.ActionNews(ActionState.POSTPONED, "facture manquante", None)}
    actions.review(
        camille,
        dossier,
        PlanReview(on=date(2026, 2, 10), done="RSA ouvert", remaining="FSL incomplet"),
        news,  # type: ignore[arg-type]
        next_review_on=date(2026, 2, 24),
        seen={record: 1},  # type: ignore[dict-item]
    )
    seen = plan(house, dossier)
    assert seen.actions[0].content.state == ActionState.POSTPONED
    assert seen.frame is not None
    assert seen.frame.content.next_review_on == date(2026, 2, 24)
    assert seen.frame.content.rhythm == Rhythm.FORTNIGHT
    waiting = DueDate.objects.filter(dossier=dossier, done_on=None)
    assert [(d.kind, d.due_on) for d in waiting] == [("review", date(2026, 2, 24))]
    assert Fact.objects.count() == before + 1


def test_a_review_of_an_action_changed_meanwhile_writes_nothing(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    record, _ = with_action(house, dossier)
    news = {record: actions.ActionNews(ActionState.DONE)}
    written = PlanReview(on=date(2026, 2, 10))
    with pytest.raises(EditedMeanwhile):
        actions.review(camille, dossier, written, news, next_review_on=None, seen={record: 7})  # type: ignore[arg-type, dict-item]
    assert plan(house, dossier).reviews == []


def test_an_action_of_another_dossier_is_not_found(house: House) -> None:
    mine, other = dossier_of(house, "Camille"), dossier_of(house, "Camille", "Portal-Fictif")
    record, action = with_action(house, other)
    with pytest.raises(KeyNotHeld):
        actions.keep_action(house.keyring("Camille"), mine, action, record=record)  # type: ignore[arg-type]


@pytest.mark.parametrize("who", ["Alix", "Rachel", "Ines"])
def test_nobody_else_writes_in_the_plan(house: House, who: str) -> None:
    dossier = dossier_of(house, "Camille")
    with pytest.raises(KeyNotHeld):
        actions.add_objective(house.keyring(who), dossier, "à sa place")


def test_a_closed_vault_writes_nothing(house: House) -> None:
    dossier = dossier_of(house, "Camille")
    with pytest.raises(VaultClosed):
        actions.add_objective(house.closed("Camille"), dossier, "rien")


def test_a_domain_stays_closed_until_it_is_opened(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    health = DomainAssessment(Domain.HEALTH, not_discussed=True)
    assessment.keep_domain(camille, dossier, health, based_on=0)
    opened = camille.open(dossier.pk, Act.DOSSIER_OPENED)
    domains = assessment_of(records.read(opened, DomainAssessment))
    assert [d for d, written in domains.items() if written] == [Domain.HEALTH]
    with pytest.raises(EditedMeanwhile):
        assessment.keep_domain(camille, dossier, health, based_on=0)


def test_her_disagreement_stands_beside_the_synthesis(house: House) -> None:
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    assessment.keep_synthesis(
        camille, dossier, text="Elle cherche un emploi.", read_together_on=date(2026, 1, 22),
        disagreement="Je ne cherche pas : j’attends une réponse.", based_on=0,
    )  # fmt: skip
    (kept,) = contents(house, "Camille", dossier, Synthesis)
    assert kept.disagreement.startswith("Je ne cherche pas")
