"""The platform's page, the pages of the house, the accesses: who sees what, and nothing more."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from entrenous.keyring import drafts
from entrenous.slips import senders, taking_in
from entrenous.slips.models import Sender, Slip, Slot
from tests.browsing import client_of
from tests.people import House, build_house
from tests.slips.dropped import drop, platform, slot

PLACE = {"commune": "Saint-Orme", "street": "12 rue des Tanneurs"}
SLIP = PLACE | {
    "family_name": "Benhaddou-Roche", "given_name": "Idriss", "birth_year": "1978",
    "number": "01 99 00 47 12", "reason": "work_stop", "slot": "",
}  # fmt: skip


def text_of(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined,no-any-return]


def entered(house: House, token: str) -> Client:
    client = Client()
    assert client.post(reverse("slips:enter"), {"token": token}).status_code == 302
    return client


def test_a_platform_enters_with_its_code_alone(house: House) -> None:
    _, token = platform(house)
    assert Client().get(reverse("slips:drop")).status_code == 302
    wrong = Client().post(reverse("slips:enter"), {"token": token + "x"})
    assert wrong.status_code == 422
    assert token not in text_of(wrong)
    client = entered(house, token)
    (cookie,) = client.cookies.values()
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")
    assert token not in cookie.value
    assert client.get(reverse("slips:drop")).status_code == 200
    senders.revoke(Sender.objects.get(), by=house.agents["Ada"].pk)
    assert client.get(reverse("slips:drop")).status_code == 302
    client.post(reverse("slips:leave"))
    assert not client.cookies["en_fiche"].value if "en_fiche" in client.cookies else True


def test_a_slip_is_dropped_once_and_only_a_receipt_comes_back(house: House) -> None:
    _, token = platform(house)
    made = slot(house)
    client = entered(house, token)
    page = text_of(client.post(reverse("slips:drop"), PLACE))
    assert str(made.pk) in page
    once = page.split('name="once" value="')[1].split('"')[0]
    told = SLIP | {"slot": str(made.pk), "once": once}
    answer = client.post(reverse("slips:drop"), told)
    row = Slip.objects.get()
    assert row.receipt in text_of(answer)
    assert "Benhaddou" not in text_of(answer)
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert row.receipt in text_of(client.post(reverse("slips:drop"), told | {"slot": ""}))
    assert Slip.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"number": "plus tard"}, "en chiffres"),
        ({"family_name": ""}, "Indiquez le nom"),
        ({"birth_year": "3000"}, "pas possible"),
        ({"slot": "demain"}, "plus ouvert"),
        ({"commune": "Felletin"}, "pas du territoire"),
    ],
)
def test_a_wrong_slip_is_refused_and_nothing_typed_is_lost(
    house: House, change: dict[str, str], sentence: str
) -> None:
    _, token = platform(house)
    answer = entered(house, token).post(reverse("slips:drop"), SLIP | change)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    if "commune" not in change:
        assert "Idriss" in text_of(answer)
    assert not Slip.objects.exists()


def test_a_flood_on_the_page_waits(house: House) -> None:
    _, token = platform(house, limit=1)
    client = entered(house, token)
    assert client.post(reverse("slips:drop"), SLIP).status_code == 200
    answer = client.post(reverse("slips:drop"), SLIP)
    assert (answer.status_code, "Retry-After" in answer) == (429, True)
    assert "Idriss" in text_of(answer)


def test_forms_of_the_platform_are_refused_without_their_proof(house: House) -> None:
    platform(house)
    client = Client(enforce_csrf_checks=True)
    assert client.post(reverse("slips:enter"), {"token": "x"}).status_code == 403


def pages(house: House, slip: Slip) -> dict[str, tuple[str, set[str]]]:
    """Address and who sees it."""
    desk = {"Rachel", "Camille"}
    return {
        reverse("slips:list"): ("get", desk),
        reverse("slips:slots"): ("get", desk),
        reverse("slips:slip", args=[slip.pk]): ("get", desk),
        reverse("slips:senders"): ("get", {"Ada"}),
        reverse("slips:sender-new"): ("get", {"Ada"}),
    }


def test_who_sees_slips_and_who_sees_accesses(house: House) -> None:
    sender, _ = platform(house)
    slip = drop(sender)
    taking_in.take_in([house.circonscription], by=house.keyring("Rachel"))
    for address, (_, who) in pages(house, slip).items():
        for name in ("Rachel", "Camille", "Ines", "Lou", "Ada"):
            status = client_of(house, name).get(address).status_code
            assert status == (200 if name in who else 404), (address, name)
    foreign = build_house("Ailleurs (fictif)")
    other = senders.make(
        foreign.organisation, name="X", hourly_limit=1, by=foreign.agents["Ines"].pk
    )[0]
    address = reverse("slips:sender-revoke", args=[other.pk])
    assert client_of(house, "Ada").post(address).status_code == 404


def test_the_house_sees_what_was_promised_calls_back_and_notes_her_request(house: House) -> None:
    sender, _ = platform(house)
    client = client_of(house, "Rachel")
    assert "Personne à rappeler" in text_of(client.get(reverse("slips:list")))
    slip = drop(sender, slot=slot(house, hours=2).pk)
    page = text_of(client.get(reverse("slips:list")))
    assert "a promis un appel" in page
    assert "BENHADDOU-ROCHE" in page
    read = reverse("slips:slip", args=[slip.pk])
    assert "01 99 00 47 12" in text_of(client.get(read))
    call = reverse("slips:call", args=[slip.pk])
    refused = client.post(call, {"tries": "0", "minutes": "9"})
    assert refused.status_code == 422
    assert "Dites ce que l’appel a donné" in text_of(refused)
    done = client.post(call, {"outcome": "reached", "tries": "0", "minutes": "9"})
    assert done["Location"] == read
    assert "L’appel est compté" in text_of(client.get(read))
    started = client.post(reverse("slips:to-demande", args=[slip.pk]))
    arrival = text_of(client.get(started["Location"]))
    assert "Benhaddou-Roche" in arrival
    assert len(drafts.of(house.agents["Rachel"])) == 1
    assert "Personne à rappeler" in text_of(client.get(reverse("slips:list")))


def test_a_promise_that_is_over_is_said(house: House) -> None:
    sender, _ = platform(house)
    drop(sender, slot=slot(house, hours=1).pk)
    Slot.objects.update(starts_at=timezone.now() - timedelta(hours=5))
    # Moving the slot in the database breaks the seal of the promise: say so, show nothing.
    page = text_of(client_of(house, "Rachel").get(reverse("slips:list")))
    assert "ne s’ouvre pas" in page
    Slip.objects.all().delete()
    drop(sender)
    assert "n’a promis aucune heure" in text_of(
        client_of(house, "Rachel").get(reverse("slips:list"))
    )


def test_slots_are_opened_and_closed_by_the_house(house: House) -> None:
    client = client_of(house, "Rachel")
    tomorrow = timezone.localdate() + timedelta(days=1)
    told = {
        "day": f"{tomorrow:%d %m %Y}", "first": "9 h", "last": "11 h", "minutes": "60",
        "capacity": "3",
    }  # fmt: skip
    assert "Aucun créneau ouvert" in text_of(client.get(reverse("slips:slots")))
    assert client.post(reverse("slips:slots"), told | {"last": "8 h"}).status_code == 422
    assert client.post(reverse("slips:slots"), told | {"capacity": "beaucoup"}).status_code == 422
    assert client.post(reverse("slips:slots"), told).status_code == 302
    row = Slot.objects.earliest("starts_at")
    assert (Slot.objects.count(), row.capacity) == (2, 3)
    assert client.post(reverse("slips:slot-close", args=[row.pk])).status_code == 302
    row.refresh_from_db()
    assert row.left == 0
    assert "fermé" in text_of(client.get(reverse("slips:slots")))


def test_an_access_is_shown_once_then_taken_back(house: House) -> None:
    client = client_of(house, "Ada")
    assert "Aucune plateforme" in text_of(client.get(reverse("slips:senders")))
    address = reverse("slips:sender-new")
    assert client.post(address, {"name": "", "hourly_limit": "0"}).status_code == 422
    page = client.post(address, {"name": "3646", "hourly_limit": "30"})
    token = page.context["token"]
    assert senders.of_token(token) == Sender.objects.get()
    assert token not in text_of(client.get(reverse("slips:senders")))
    client.post(reverse("slips:sender-revoke", args=[Sender.objects.get().pk]))
    assert senders.of_token(token) is None
    assert "Retiré le" in text_of(client.get(reverse("slips:senders")))


def test_the_list_of_the_house_holds_to_a_number_of_queries(house: House) -> None:
    sender, _ = platform(house)
    client = client_of(house, "Rachel")

    def cost() -> int:
        client.get(reverse("slips:list"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("slips:list"))
        return len(asked)

    drop(sender)
    few = cost()
    for _ in range(4):
        drop(sender)
    assert cost() <= few + 2
