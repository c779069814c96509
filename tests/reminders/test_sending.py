"""Reminders: where she said it was safe, in words that tell nothing, once, by who holds her key."""

import json
import threading
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from entrenous.dossiers import no_contact
from entrenous.dossiers.codes import AskedBy, Safety
from entrenous.dossiers.contents import ContactMeans, ReceptionCard
from entrenous.dossiers.models import Dossier
from entrenous.journal.acts import Act
from entrenous.journal.models import Entry
from entrenous.keyring import records
from entrenous.keyring.errors import KeyNotHeld, VaultClosed
from entrenous.reception import agenda
from entrenous.reception.agenda import Slot
from entrenous.reception.models import Appointment
from entrenous.reminders import gateways, sending, wishes, words
from entrenous.reminders.codes import State, Way
from entrenous.reminders.gateways import Console, GatewayFailed, Mail, SmsByHttp, SmsByMail
from entrenous.reminders.models import Reminder
from entrenous.reminders.wishes import NotSafe
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.reception.test_demandes import AWA, record

MAIL, PHONE = "awa.sarr@exemple.invalid", "01 99 00 11 22"


class Taken(list[tuple[str, str]]):
    """A gateway that keeps what it was handed, or refuses."""

    leaves = True
    refuses = False

    def send(self, to: str, text: str) -> None:
        if self.refuses:
            raise GatewayFailed
        self.append((to, text))


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Taken:
    found = Taken()
    monkeypatch.setattr(gateways, "configured", lambda _way: found)
    return found


def means(house: House, dossier: Dossier, value: str, safety: Safety, **more: object) -> None:
    camille = house.keyring("Camille")
    with transaction.atomic():
        opened = camille.writing(dossier.pk)
        said = ContactMeans("contact", value, safety, **more)  # type: ignore[arg-type]
        kept = list(records.read(opened, ContactMeans).of(ContactMeans))
        same = next((r.id for r in kept if r.content.value == value), None)
        records.write(opened, said, by=camille, record=same)
        if not records.read(opened, ReceptionCard).of(ReceptionCard):
            records.write(opened, ReceptionCard("Awa"), by=camille)


def tomorrow(house: House, dossier: Dossier) -> Appointment:
    start = timezone.now().replace(microsecond=0) + timedelta(hours=30)
    camille = house.keyring("Camille")
    return agenda.book(camille.agent, Slot(start), by=camille, dossier=dossier.pk)


def wished(house: House, value: str = MAIL, **more: bool) -> tuple[Dossier, Appointment]:
    dossier = dossier_of(house, "Camille")
    means(house, dossier, value, Safety.SAFE)
    wishes.choose(dossier.pk, value, by=house.keyring("Camille"), **more)
    return dossier, tomorrow(house, dossier)


def test_it_goes_once_where_she_said_and_says_a_day_and_an_hour(house: House, taken: Taken) -> None:
    _, booked = wished(house)
    camille = house.keyring("Camille")
    assert sending.send(camille).sent == 1
    [(to, text)] = taken
    assert to == MAIL
    assert text == words.text(booked, None)
    for word in ("Sarr", "Awa", "Camille", house.circonscription.name, house.organisation.name,
                 house.circonscription.phone, "social"):  # fmt: skip
        assert word not in text
    assert sending.send(camille) == sending.Outcome()
    assert len(taken) == 1
    assert Entry.objects.filter(act=Act.REMINDER_SENT).count() == 1


def test_the_service_is_named_only_when_she_agreed(house: House, taken: Taken) -> None:
    wished(house, names_service=True)
    sending.send(house.keyring("Camille"))
    assert house.circonscription.name in taken[0][1]
    assert house.circonscription.phone in taken[0][1]


def test_nothing_of_it_is_kept_but_what_became_of_it(house: House, taken: Taken) -> None:
    wished(house)
    sending.send(house.keyring("Camille"))
    names = {field.name for field in Reminder._meta.get_fields()}
    assert names == {"appointment", "way", "state", "tries", "told_at"}
    assert Reminder.objects.get().state == State.SENT


def test_without_a_wish_nothing_is_proposed(house: House, taken: Taken) -> None:
    dossier = dossier_of(house, "Camille")
    means(house, dossier, MAIL, Safety.SAFE)
    tomorrow(house, dossier)
    assert sending.due(house.keyring("Camille")) == []


@pytest.mark.parametrize("safety", [Safety.NO_MESSAGE, Safety.RULE, Safety.NEVER, Safety.NOT_ASKED])
def test_a_means_that_is_not_said_safe_for_a_message_is_never_chosen(
    house: House, safety: Safety
) -> None:
    dossier = dossier_of(house, "Camille")
    means(house, dossier, PHONE, safety)
    with pytest.raises(NotSafe):
        wishes.choose(dossier.pk, PHONE, by=house.keyring("Camille"))
    with pytest.raises(NotSafe):
        wishes.choose(dossier.pk, "autre@exemple.invalid", by=house.keyring("Camille"))


@pytest.mark.parametrize(
    "changed", [{"safety": Safety.NEVER}, {"safety": Safety.SAFE, "is_ended": True}]
)
def test_a_means_that_is_safe_no_more_stops_the_reminder(
    house: House, taken: Taken, changed: dict[str, object]
) -> None:
    dossier, _ = wished(house)
    means(house, dossier, MAIL, **changed)  # type: ignore[arg-type]
    assert sending.send(house.keyring("Camille")) == sending.Outcome()
    assert taken == []


def test_who_is_left_alone_is_not_reminded(house: House, taken: Taken) -> None:
    dossier, _ = wished(house)
    camille = house.keyring("Camille")
    no_contact.leave_alone(camille, dossier, asked_by=AskedBy.PERSON, on=timezone.localdate())
    assert sending.send(camille) == sending.Outcome()
    assert taken == []


@pytest.mark.parametrize("status", ["cancelled", "excused"])
def test_a_cancelled_appointment_is_never_reminded_even_cancelled_meanwhile(
    house: House, taken: Taken, status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, booked = wished(house)
    camille = house.keyring("Camille")
    listed = sending.due(camille)
    agenda.settle(booked.pk, Appointment.Status(status), by=camille)
    assert sending.due(camille) == []
    monkeypatch.setattr(sending, "due", lambda _by: listed)
    assert sending.send(camille) == sending.Outcome()
    assert taken == []


@pytest.mark.parametrize("hours", [1, 80])
def test_neither_too_late_nor_too_early(house: House, taken: Taken, hours: int) -> None:
    _, booked = wished(house)
    start = timezone.now() + timedelta(hours=hours)
    Appointment.objects.filter(pk=booked.pk).update(starts_at=start)
    assert sending.due(house.keyring("Camille")) == []


def test_only_who_holds_her_key_sends(house: House, taken: Taken) -> None:
    dossier, booked = wished(house)
    Appointment.objects.filter(pk=booked.pk).update(beside=house.agents["Alix"])
    for who in ("Alix", "Rachel", "Ines", "Max"):
        assert sending.send(house.keyring(who)) == sending.Outcome()
    with pytest.raises(KeyNotHeld):  # reception holds her name, not how to reach her
        wishes.read(dossier.pk, by=house.keyring("Rachel"))
    with pytest.raises(VaultClosed):
        sending.send(house.closed("Camille"))
    assert taken == []


def test_reception_reminds_a_request_it_listened_to(house: House, taken: Taken) -> None:
    demande = record(house, identity=replace(AWA, safety=Safety.SAFE))
    rachel = house.keyring("Rachel")
    wishes.choose(demande.pk, AWA.contact, by=rachel)
    start = timezone.now() + timedelta(hours=30)
    agenda.book(house.agents["Camille"], Slot(start), by=rachel, demande=demande.pk)
    assert sending.send(rachel).sent == 1
    assert taken[0][0] == "+33199001122"


def test_a_failure_is_counted_tried_again_and_given_up(house: House, taken: Taken) -> None:
    wished(house)
    camille = house.keyring("Camille")
    taken.refuses = True
    assert [sending.send(camille).failed for _ in range(5)] == [1, 1, 1, 0, 0]
    assert sending.counts(camille)[State.FAILED] == 1


def test_an_interrupted_sending_is_not_sent_twice(house: House, taken: Taken) -> None:
    _, booked = wished(house)
    Reminder.objects.create(
        appointment=booked, way=Way.MAIL, state=State.SENDING, told_at=timezone.now()
    )
    assert sending.send(house.keyring("Camille")) == sending.Outcome()
    assert taken == []


def test_without_a_gateway_nothing_leaves_and_no_log_names_anyone(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    wished(house)
    with caplog.at_level("DEBUG"):
        assert sending.send(house.keyring("Camille")).rehearsed == 1
    assert MAIL not in caplog.text
    assert "Rendez-vous" not in caplog.text


def test_the_gateways_are_those_of_the_deployment(settings: Settings) -> None:
    asked = settings.ENTRENOUS_ENVIRONMENT
    assert gateways.configured(Way.MAIL) == gateways.configured(Way.SMS) == Console()
    url = "smtp+tls://nom:mot%40@mail.exemple.invalid"
    settings.ENTRENOUS_ENVIRONMENT = replace(asked, mail_url=url, mail_from="a@exemple.invalid")
    mail = gateways.configured(Way.MAIL)
    assert mail == Mail(url, "a@exemple.invalid")
    settings.ENTRENOUS_ENVIRONMENT = replace(
        settings.ENTRENOUS_ENVIRONMENT, sms_url="mailto:{number}@sms.exemple.invalid"
    )
    assert isinstance(gateways.configured(Way.SMS), SmsByMail)
    settings.ENTRENOUS_ENVIRONMENT = replace(asked, sms_url="https://sms.exemple.invalid/")
    assert isinstance(gateways.configured(Way.SMS), SmsByHttp)


def test_a_mail_server_that_does_not_answer_is_a_failure_that_quotes_nobody() -> None:
    mail = Mail("smtp://127.0.0.1:1", "a@exemple.invalid")
    with pytest.raises(GatewayFailed) as refused:
        mail.send(MAIL, "Rendez-vous")
    assert refused.value.__cause__ is None
    assert str(refused.value) == ""


def test_a_gateway_over_http_is_told_the_number_and_the_words_with_its_token() -> None:
    heard: list[tuple[str, str, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"]))
            heard.append((self.path, self.headers["Authorization"], json.loads(raw)))
            self.send_response(302 if self.path == "/ailleurs" else 202)
            self.send_header("Location", "/envoi")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    SmsByHttp(f"{base}/envoi", "jeton").send("+33199001122", "Rendez-vous")
    with pytest.raises(GatewayFailed):
        SmsByHttp(f"{base}/ailleurs", "jeton").send("+33199001122", "Rendez-vous")
    server.shutdown()
    server.server_close()
    assert heard[0] == (
        "/envoi", "Bearer jeton", {"to": "+33199001122", "text": "Rendez-vous"}
    )  # fmt: skip
    assert len(heard) == 2


@pytest.mark.parametrize(
    ("value", "number"),
    [("06 99 00 11 22", "+33699001122"), ("+32 499 00 11 22", "+32499001122"),
     ("0033699001122", "+33699001122"), ("chez sa sœur", ""), ("06 99", "")],
)  # fmt: skip
def test_a_number_is_read_as_said(value: str, number: str) -> None:
    assert wishes.number_of(value) == number


def test_the_settings_know_no_gateway_by_default() -> None:
    assert settings.ENTRENOUS_ENVIRONMENT.mail_url == settings.ENTRENOUS_ENVIRONMENT.sms_url == ""
