"""A letter that left is kept as it left."""

from datetime import date

from entrenous.gateway.answering import record_letter
from entrenous.gateway.deciding import decide
from entrenous.gateway.queries import open_request
from entrenous.gateway.sending import label_of, printed_again, sealed_letter
from entrenous.gateway.verdicts import answer_of, propose
from entrenous.letters import Kind, Particulars, compose, to_text
from tests.gateway.letters import DEPUTY_MAYOR, entered, sent
from tests.people import House


def test_a_letter_is_printed_again_word_for_word(house: House) -> None:
    camille = house.keyring("Camille")
    request = entered(house, DEPUTY_MAYOR)
    verdict = propose(camille, request.pk)
    decide(camille, request.pk, follows=True, give=())
    letter = compose(Kind.NEUTRAL, answer_of(verdict), {}, Particulars(place="Saint-Orme"))
    record_letter(camille, request.pk, sealed_letter(letter, {}, on=date(2026, 1, 22), minutes=5))
    (kept,) = open_request(camille, request.pk).letters
    again = printed_again(kept.content)
    assert again == letter
    assert again is not None
    assert to_text(again) == to_text(letter)
    assert label_of(kept.content) == "réponse neutre"
    assert kept.content.paragraphs


def test_a_letter_noted_without_being_composed_has_no_print() -> None:
    assert printed_again(sent("neutral")) is None
    assert label_of(sent("pigeon")) == "pigeon"
