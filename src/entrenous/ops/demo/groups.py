"""A group that the service leads, and an orientation of the desk that nobody answered."""

from datetime import datetime, time, timedelta
from typing import Final
from uuid import uuid4

from django.utils import timezone

from entrenous.agents.models import Circonscription, Function
from entrenous.collective import actions as collective
from entrenous.collective.actions import Held, Planned
from entrenous.collective.codes import Answer, Question
from entrenous.collective.contents import ActionCard, AnswerCount, Evaluation, Project
from entrenous.collective.models import CollectiveAction
from entrenous.consents.codes import Kind, Signed
from entrenous.consents.contents import Agreement
from entrenous.consents.terms import proposed_end
from entrenous.dossiers.codes import Carry, Safety, Theme
from entrenous.keyring.opening import Keyring
from entrenous.ops.demo.house import DemoHouse
from entrenous.reception import actions as desk
from entrenous.reception.codes import Channel, Decision
from entrenous.reception.contents import DemandeIdentity
from entrenous.referrals import actions as referrals
from entrenous.referrals.homes import InRequest
from entrenous.relays import actions as relays
from entrenous.relays.codes import Means
from entrenous.relays.contents import Relay, Told

_PROJECT: Final = Project(
    need="Les demandes de colis reviennent chaque mois ; beaucoup disent manger mal et seuls.",
    aims="Cuisiner ensemble à petit prix, repartir avec trois recettes, se connaître.",
    audience="Qui veut, sans condition, enfants bienvenus.",
    partners="Centre social des Tanneurs (fictif), épicerie solidaire.",
    means="La cuisine du centre social, 40 € par séance, deux animatrices.",
    themes=(Theme.ALI, Theme.LIE),
)
_HELD: Final = ((-21, 7, ("Nine", "M. Paul", "Zaza")), (-7, 9, ("Nine", "Zaza", "Tonton")))
_ANSWERS: Final = {Question.EXPECTED: (5, 1), Question.SPEAK: (6, 0), Question.USEFUL: (4, 2)}
_WHO: Final = "odile.pradier"
_PARTNER: Final = "Épicerie solidaire du Canal (fictive)"


def lead(house: DemoHouse) -> None:
    """One group per organisation, led by a social worker; two sessions held, one to come."""
    by = _worker(house)
    place = _place(house)
    action = collective.start(by, place, ActionCard("Cuisiner à petit prix"), _PROJECT)
    for days, people, aliases in _HELD:
        planned = Planned(_at(days), 120, 8, "Centre social des Tanneurs")
        session = collective.plan_session(by, action, planned)
        collective.hold_session(by, session, Held(people, aliases, "Soupe, galettes, compote."))
    collective.plan_session(by, action, Planned(_at(7), 120, 8, "Centre social des Tanneurs"))
    tallies = tuple(
        AnswerCount(question, answer, count)
        for question, counts in _ANSWERS.items()
        for answer, count in zip((Answer.YES, Answer.PARTLY), counts, strict=True)
    )
    papers = Evaluation(timezone.localdate(), 6, tallies, "On a ri. Refaire avec les enfants.")
    collective.keep_evaluation(by, action, papers, record=uuid4())
    began = timezone.localdate() - timedelta(days=28)
    CollectiveAction.objects.filter(pk=action.pk).update(started_on=began)


def orient(house: DemoHouse) -> None:
    """An orientation told two weeks ago: without an answer, it is in the queue again."""
    place, today = _place(house), timezone.localdate()
    by = house.receptionist(place)
    who = DemandeIdentity(
        "Lemaire-Fictif", "Odette", contact="01 99 00 47 30", safety=Safety.SAFE, carry=Carry.FULL
    )
    suite = desk.Suite(Decision.OTHER_SERVICE, other_service=_PARTNER)
    arrival = desk.Arrival(
        place, Channel.WALK_IN, suite, identity=who, words="Je n’ai plus rien pour la semaine.",
        themes=(Theme.ALI,),
    )  # fmt: skip
    row = desk.record_demande(arrival, by=by)
    left_on = today - timedelta(days=14)
    told = (Told("identite", who.name), Told("besoins", "un premier colis cette semaine"))
    said = Relay(_PARTNER, "Un premier accueil", told, "", left_on, Means.PHONE, 7,
                 phone="01 99 00 47 31")  # fmt: skip
    agreed = Agreement(
        Kind.ACCORD, tuple(each.item for each in told), said.asked, left_on,
        proposed_end(today), Signed.ORAL, left_on, partner=_PARTNER,
    )  # fmt: skip
    record = referrals.prepare(by, row, said, agreed)
    relays.send(by, InRequest(row), record, on=left_on, words="Message laissé au responsable.")


def _worker(house: DemoHouse) -> Keyring:
    """The worker of the stories, or the first one of an organisation that they are not of."""
    kind = Function.Kind.SOCIAL_WORKER
    known = house.keyrings.get(_WHO)
    return known or next(k for k in house.keyrings.values() if k.agent.has_function(kind))


def _place(house: DemoHouse) -> Circonscription:
    return next(iter(_worker(house).agent.circonscriptions_as(Function.Kind.SOCIAL_WORKER)))


def _at(days: int) -> datetime:
    on = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(on, time(14)))
