"""The relay, the mediation and the complaints of the world: one that waits, one answered."""

from datetime import timedelta

from django.utils import timezone

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
    return {"relay": relay, "mediation": mediation, "complaint": one.pk, "answered": two.pk}
