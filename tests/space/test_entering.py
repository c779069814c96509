"""Number and code: one answer for every refusal, one derivation for every try, and a wait."""

from datetime import timedelta

import pytest
from django.utils import timezone

from entrenous.keyring import certificates, models, throttling
from entrenous.keyring.throttling import NETWORK, SPACE, SPACES, Visitor
from entrenous.space import codes, desk, entering, making
from entrenous.space.codes import Sort
from entrenous.space.models import Space
from entrenous.vault import login
from entrenous.vault.primitives import digest
from tests.dossiers.opened import dossier_of
from tests.people import House
from tests.space.entered import HOME, enter, hand_over

WRONG = codes.read_code(codes.new_code(Sort.SHEET))


def refused(number: str, code: str = WRONG, visitor: Visitor = HOME) -> None:
    with pytest.raises(entering.NotEntered):
        entering.enter(number, code, visitor)


@pytest.fixture
def derivations(monkeypatch: pytest.MonkeyPatch) -> list[login.Cost]:
    """What each derivation cost, in order."""
    spent: list[login.Cost] = []
    derive = login.derive

    def counted(phrase: str, *, salt: bytes, cost: login.Cost) -> login.LoginKeys:
        spent.append(cost)
        return derive(phrase, salt=salt, cost=cost)

    monkeypatch.setattr(login, "derive", counted)
    return spent


def test_every_refusal_spends_one_derivation_of_the_same_cost(
    house: House, derivations: list[login.Cost]
) -> None:
    """No stopwatch tells a number that exists, a discreet space, a closed one."""
    known, discreet, closed = (dossier_of(house, "Camille", f"N{i}-Fictif") for i in range(3))
    made = [hand_over(house, d) for d in (known, discreet, closed)]
    desk.make_discreet(house.keyring("Camille"), discreet)
    desk.take_back(house.keyring("Camille"), closed)
    derivations.clear()
    refused(made[0].number)
    for each in made[1:]:
        refused(each.number, codes.read_code(each.code))
    refused(codes.new_number())
    assert derivations == [making.cost()] * 4


def test_production_spends_three_passes_over_64_mib(
    monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    settings.ENTRENOUS_ARGON2 = (3, 131_072)  # type: ignore[attr-defined]
    assert making.cost() == login.Cost(3, 65_536)


def test_a_number_is_slowed_down_after_five_failures_and_told_in_advance(
    house: House, derivations: list[login.Cost]
) -> None:
    made = hand_over(house, dossier_of(house, "Camille"))
    for _ in range(SPACE.free):
        refused(made.number)
    derivations.clear()
    with pytest.raises(entering.Wait) as wait:
        entering.enter(made.number, codes.read_code(made.code), HOME)
    assert 0 < wait.value.seconds <= SPACE.longest_seconds
    assert not derivations
    models.FailedTry.objects.update(last_at=timezone.now() - timedelta(seconds=61))
    assert enter(made)


def test_an_unknown_number_is_slowed_down_as_a_known_one(house: House) -> None:
    number = codes.new_number()
    for _ in range(SPACE.free):
        refused(number)
    with pytest.raises(entering.Wait):
        entering.enter(number, WRONG, HOME)


def test_numbers_tried_one_after_the_other_from_one_network_wait(house: House) -> None:
    counted = throttling.space_counters("", HOME)
    network = [c for c in counted if c.pace is NETWORK]
    for _ in range(NETWORK.free):
        throttling.failed(network)
    with pytest.raises(entering.Wait):
        entering.enter(codes.new_number(), WRONG, HOME)
    refused(codes.new_number(), visitor=Visitor("203.0.113.9", ""))


def test_all_spaces_together_wait_two_seconds_at_most(house: House) -> None:
    """A flood spends little of the machine, and keeps nobody out for long."""
    everyone = [c for c in throttling.space_counters("", HOME) if c.pace is SPACES]
    models.FailedTry.objects.create(
        key=everyone[0].key, count=SPACES.free + 40, last_at=timezone.now()
    )
    assert 0 < throttling.wait_seconds(everyone) <= SPACES.longest_seconds
    throttling.succeeded(everyone)
    assert models.FailedTry.objects.filter(key=everyone[0].key).exists()


def test_a_space_opens_on_no_list_of_keys_that_was_altered(house: House) -> None:
    """A certificate that was revoked, made good again by a writer of the database."""
    dossier, camille = dossier_of(house, "Camille"), house.keyring("Camille")
    hand_over(house, dossier)
    made = hand_over(house, dossier)
    person = models.Certificate.objects.filter(kind="person", revoked_on=None).get().actor
    assert certificates.is_certified(camille.organisation, person)
    models.Certificate.objects.filter(kind="person").update(revoked_on=None)
    with pytest.raises(entering.Unavailable):
        enter(made)


def test_eight_words_need_no_number_and_nothing_in_the_database_tells_them(house: House) -> None:
    """Nothing to carry: neither a sheet nor a number."""
    made = hand_over(house, dossier_of(house, "Camille"), sort=Sort.WORDS)
    words = codes.read_code(made.code)
    assert entering.enter("", words, HOME).secret
    assert entering.enter(made.number, words, HOME).secret
    refused("", codes.read_code(codes.new_code(Sort.WORDS)))
    row = Space.objects.get()
    assert bytes(row.lookup or b"") not in {
        digest(context, words) for context in ("EN1 space words", "EN1 verif", "EN1 code")
    }


def test_a_sheet_is_not_found_without_its_number(house: House) -> None:
    made = hand_over(house, dossier_of(house, "Camille"))
    refused("", codes.read_code(made.code))
