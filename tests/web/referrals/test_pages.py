"""An orientation from the desk has the same echo: consent, exact words, an answer or it is back."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from entrenous.consents.contents import Agreement
from entrenous.dossiers.codes import Carry, Safety
from entrenous.dossiers.contents import PersonCard
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.reception import entries
from entrenous.reception.actions import Arrival, Suite, open_dossier_from, record_demande
from entrenous.reception.codes import Channel, Decision
from entrenous.reception.contents import DemandeIdentity
from entrenous.reception.models import Demande
from entrenous.referrals.models import AwaitedEcho
from entrenous.relays.codes import Stage
from entrenous.relays.contents import Relay
from entrenous.relays.queries import RelayState, for_dossier
from tests.browsing import client_of
from tests.people import House

PARTNER = "Épicerie-Fictive des Tanneurs"
ONE = ("relay", "send", "hear", "withdraw", "close", "letter", "pdf", "docx", "sheet")


def at(name: str, *args: object) -> str:
    return reverse(f"referrals:{name}", args=args)


def day(shift: int = 0) -> date:
    return timezone.localdate() + timedelta(days=shift)


def said(shift: int = 0) -> str:
    return day(shift).strftime("%d %m %Y")


def asked(
    house: House,
    carry: Carry | None = Carry.FULL,
    decision: Decision = Decision.OTHER_SERVICE,
) -> Demande:
    who = DemandeIdentity(
        "Fictif", "Awa", contact="01 99 00 11 22", safety=Safety.SAFE, carry=carry
    )
    suite = Suite(decision, other_service=PARTNER)
    made = Arrival(house.circonscription, Channel.WALK_IN, suite, house.secteur, identity=who)
    return record_demande(made, by=house.keyring("Rachel"))


def typed(**changed: Any) -> dict[str, Any]:
    return {
        "once": str(uuid4()), "partner": PARTNER, "asked": "un colis ce soir", "means": "phone",
        "read_on": said(), "signed": "oral", "tell_identite": "Awa FICTIF",
        "tell_besoins": "de quoi manger", "do": "1",
    } | changed  # fmt: skip


def text(response: Any) -> str:
    return str(response.content.decode()).replace("\N{NO-BREAK SPACE}", " ")


def seen(house: House, row: Demande) -> RelayState:
    (found,) = for_dossier(house.keyring("Rachel").open(row.pk, Act.DEMANDE_OPENED))
    return found


def prepared(house: House, row: Demande, client: Client, **changed: Any) -> UUID:
    assert client.post(at("new", row.pk), typed(**changed)).status_code == 302
    return seen(house, row).id


def in_queue(house: House, name: str = "Rachel") -> list[entries.Entry]:
    found = entries.waiting([house.circonscription], by=house.keyring(name))
    return [each for each in found if each.kind is entries.EntryKind.REFERRAL]


def test_only_who_holds_the_request_follows_it(house: House) -> None:
    row, client = asked(house), client_of(house, "Rachel")
    record = prepared(house, row, client)
    for name in ("Omar", "Alix"):  # the desk, and the duty group
        assert client_of(house, name).get(at("relay", row.pk, record)).status_code == 200
    for name in ("Ines", "Lou", "Ada", "Max"):
        other = client_of(house, name)
        for url in (at("list", row.pk), *(at(n, row.pk, record) for n in ONE)):
            assert other.get(url).status_code == 404
    assert client.get(at("relay", row.pk, uuid4())).status_code == 404


def test_from_the_decision_to_exact_words_and_her_agreement_kept_once(house: House) -> None:
    row, client = asked(house), client_of(house, "Rachel")
    assert at("list", row.pk) in text(client.get(reverse("reception:demande", args=[row.pk])))
    assert "Aucune orientation en cours" in text(client.get(at("list", row.pk)))
    page = text(client.get(at("new", row.pk)))
    for word in (PARTNER, "Awa FICTIF", "01 99 00 11 22"):
        assert word in page
    sent_once = typed()
    nothing = client.post(at("new", row.pk), typed(tell_identite="", tell_besoins=""))
    assert nothing.status_code == 422
    assert "un colis ce soir" in text(nothing)
    check = {k: v for k, v in sent_once.items() if k != "do"} | {"check": "1"}
    assert "Vérifiez avec la personne" in text(client.post(at("new", row.pk), check))
    for _ in range(2):
        assert client.post(at("new", row.pk), sent_once).status_code == 302
    opened = house.keyring("Rachel").open(row.pk, Act.DEMANDE_OPENED)
    (agreement,) = records.read(opened, Agreement).of(Agreement)
    assert (agreement.content.items, agreement.content.partner) == (
        ("identite", "besoins"), PARTNER,
    )  # fmt: skip
    assert len(records.read(opened, Relay).of(Relay)) == 1


def test_a_partner_who_never_answers_gives_it_back_to_the_desk(house: House) -> None:
    row, client = asked(house), client_of(house, "Rachel")
    record = prepared(house, row, client, read_on=said(-20))
    (entry,) = in_queue(house)
    assert entry.detail == f"à transmettre : {PARTNER}"
    left = client.post(at("send", row.pk, record), {"on": said(-15), "words": ""})
    assert left.status_code == 302
    assert seen(house, row).has_come_back
    for name in ("Rachel", "Omar"):
        (entry,) = in_queue(house, name)
        assert PARTNER in entry.detail
        assert (entry.page, entry.about) == ("referrals:list", row.pk)
    assert "Pas de réponse" in text(client.get(at("relay", row.pk, record)))
    desk = text(client.get(reverse("reception:desk")))
    assert at("list", row.pk) in desk
    client.post(at("send", row.pk, record), {"on": said(), "words": ""})  # recalled
    assert in_queue(house) == []


def test_an_answer_ends_the_wait(house: House) -> None:
    row, client = asked(house), client_of(house, "Rachel")
    record = prepared(house, row, client, read_on=said(-3))
    client.post(at("send", row.pk, record), {"on": said(-2), "words": ""})
    early = client.post(at("hear", row.pk, record), {"on": said(-9), "kind": "refused"})
    assert early.status_code == 422
    answer = {"on": said(), "kind": "accepted", "words": "oui, à 18 h", "note": "merci"}
    assert client.post(at("hear", row.pk, record), answer).status_code == 302
    assert seen(house, row).stage is Stage.ACCEPTED
    assert not AwaitedEcho.objects.filter(demande=row, done_on=None).exists()
    page = text(client.get(at("relay", row.pk, record)))
    for word in ("oui, à 18 h", "merci"):
        assert word in page


def test_taken_back_nothing_leaves_and_the_agreement_says_so(house: House) -> None:
    row, client = asked(house), client_of(house, "Rachel")
    record = prepared(house, row, client)
    assert client.post(at("withdraw", row.pk, record), {"on": said()}).status_code == 302
    shown = seen(house, row)
    assert (shown.stage, shown.may_leave) == (Stage.WITHDRAWN, ())
    opened = house.keyring("Rachel").open(row.pk, Act.DEMANDE_OPENED)
    (agreement,) = records.read(opened, Agreement).of(Agreement)
    assert agreement.content.withdrawn_on == day()
    for name in ("send", "letter", "pdf", "docx"):
        assert client.get(at(name, row.pk, record)).status_code == 302
    assert in_queue(house) == []


def test_its_letter_and_her_sheet_say_what_she_chose(house: House) -> None:
    row, client = asked(house), client_of(house, "Rachel")
    record = prepared(house, row, client)
    letter = text(client.get(at("letter", row.pk, record)))
    assert "de quoi manger" in letter
    assert "01 99 00 11 22" not in letter
    assert client.get(at("pdf", row.pk, record)).content[:5] == b"%PDF-"
    assert "de quoi manger" in text(client.get(at("sheet", row.pk, record)))
    other = asked(house, carry=Carry.NOTHING)
    kept = prepared(house, other, client)
    assert client.get(at("sheet", other.pk, kept)).status_code == 404


def test_it_goes_on_in_the_dossier_opened_from_the_request(house: House) -> None:
    row, client = asked(house, decision=Decision.DUTY), client_of(house, "Rachel")
    record = prepared(house, row, client, read_on=said(-20))
    client.post(at("send", row.pk, record), {"on": said(-15), "words": "demandée à l’épicière"})
    assert [entry.about for entry in in_queue(house)] == [row.pk]
    camille = house.keyring("Camille")
    card = PersonCard(family_name="Fictif", given_name="Awa")
    dossier = open_dossier_from(row.pk, card, house.secteur, by=camille)
    (moved,) = for_dossier(camille.open(dossier.pk, Act.DOSSIER_OPENED))
    assert (moved.id, moved.has_come_back, [t.text for t in moved.may_leave]) == (
        record, True, ["Awa FICTIF", "de quoi manger"],
    )  # fmt: skip
    assert in_queue(house) == []
    assert PARTNER not in text(client.get(at("list", row.pk)))
    worker = client_of(house, "Camille")
    assert "réponse" in text(worker.get(reverse("dossiers:day")))
    inside = reverse("relays:relay", args=[dossier.pk, record])
    assert "demandée à l’épicière" in text(worker.get(inside))
    heard = {"on": said(), "kind": "accepted", "words": "oui, à 18 h", "note": ""}
    answered = worker.post(reverse("relays:hear", args=[dossier.pk, record]), heard)
    assert answered.status_code == 302
    (accepted,) = for_dossier(camille.open(dossier.pk, Act.DOSSIER_OPENED))
    assert accepted.is_accepted
    assert not dossier.due_dates.filter(done_on=None).exists()
