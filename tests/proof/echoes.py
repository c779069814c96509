"""The relay, the mediation and the complaints of the world: one that waits, one answered."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from entrenous.collective import actions as collective
from entrenous.collective.contents import ActionCard, Assessment, Evaluation, Project
from entrenous.complaints import actions as complaints
from entrenous.complaints.actions import Entered
from entrenous.complaints.codes import Outcome, ReplyBy, Wish
from entrenous.complaints.contents import (
    Complainant,
    ComplaintAnswer,
    ComplaintWords,
    ToldToAgent,
)
from entrenous.consents.codes import Kind, Signed
from entrenous.consents.contents import Agreement
from entrenous.dossiers.models import Dossier
from entrenous.mediations import actions as mediations
from entrenous.mediations.contents import Mediation
from entrenous.reception.models import Demande
from entrenous.referrals import actions as referrals
from entrenous.referrals.homes import InRequest
from entrenous.relays import actions as relays
from entrenous.relays.codes import Means
from entrenous.relays.contents import Relay, Told
from tests.people import House


def echoes_of(house: House, dossier: Dossier, secret: str) -> dict[str, object]:
    """Ids of what the pages of relays and complaints are asked for; every text is `secret`."""
    camille, today = house.keyring("Camille"), timezone.localdate()
    said = Relay(
        secret, secret, (Told("besoins", secret),), "", today, Means.LETTER, 10, secret, secret,
        secret,
    )  # fmt: skip
    until = today + timedelta(days=9)
    agreed = Agreement(
        Kind.ACCORD, ("besoins",), secret, today, until, Signed.PAPER, today, partner=secret
    )
    relay = relays.prepare(camille, dossier, said, agreed)
    relays.send(camille, dossier, relay, on=today, words=secret)
    mandate = Mediation(
        secret, secret, said.told, (), today, secret, secret, secret, secret, secret
    )
    mediation = mediations.mandate(camille, dossier, mandate, agreed)
    exchange = mediations.Exchange(today, secret, note=secret)
    mediations.say(camille, dossier, mediation, exchange)
    group = collective_of(house, secret)
    who = Complainant(secret, ReplyBy.LETTER, secret, secret, str(dossier.pk))
    words = ComplaintWords(Wish.BOTH, secret)
    about = house.agents["Camille"]
    one, two = (
        complaints.enter(camille, Entered(who, words, house.circonscription, about))
        for _ in range(2)
    )
    ines = house.keyring("Ines")
    complaints.answer(ines, two, ComplaintAnswer(today, Outcome.CHANGED, secret, secret))
    complaints.tell(ines, two, ToldToAgent(today, Outcome.CHANGED, secret, secret))
    return group | {"relay": relay, "mediation": mediation, "complaint": one.pk, "answered": two.pk}


def collective_of(house: House, secret: str) -> dict[str, object]:
    """A collective action of Camille's and its session; the service may read its title."""
    camille, now = house.keyring("Camille"), timezone.now()
    project = Project(secret, secret, secret, secret, secret)
    card = ActionCard("Atelier de cuisine")
    action = collective.start(camille, house.circonscription, card, project)
    asked = collective.Planned(now + timedelta(days=2), 60, 5, secret)
    session = collective.plan_session(camille, action, asked)
    held = collective.plan_session(camille, action, asked)
    collective.hold_session(camille, held, collective.Held(3, (secret,), secret))
    said = Evaluation(timezone.localdate(), 3, (), secret)
    collective.keep_evaluation(camille, action, said, record=uuid4())
    made = Assessment(timezone.localdate(), secret, secret, secret)
    collective.keep_assessment(camille, action, made, based_on=0)
    return {"collective_action": action.pk, "collective_session": session.pk}


def referral_of(house: House, demande: object) -> dict[str, object]:
    """An orientation from the desk, prepared and told: whoever holds the request reads it."""
    rachel, today = house.keyring("Rachel"), timezone.localdate()
    row = Demande.objects.get(pk=demande)
    words = "Partenaire fictif"
    said = Relay(words, words, (Told("besoins", words),), "", today, Means.PHONE, 10)
    until = today + timedelta(days=9)
    agreed = Agreement(
        Kind.ACCORD, ("besoins",), words, today, until, Signed.ORAL, today, partner=words
    )
    record = referrals.prepare(rachel, row, said, agreed)
    relays.send(rachel, InRequest(row), record, on=today)
    return {"referral": record}
