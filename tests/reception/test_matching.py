"""A card is found by a name as it was heard, misspelt or turned round."""

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrenous.reception.matching import Card, Reason, keys_of, prepare, search
from entrenous.reception.phonetics import sound

CARDS = [
    Card("awa", ("Awa Sarr-Lemoine", "Awa Sarr"), 1991),
    Card("idriss", ("Idriss Benhaddou-Roche",), 1978),
    Card("zoe", ("Zoé Lefèvre", "Zoé de La Fontaine"), 1960),
    Card("ines", ("Inès Dupond",), 1984),
    Card("an", ("Nguyen Van An",), 1970),
    Card("abdel", ("Abd el Kader Aït Ahmed",), 1950),
    Card("francois", ("François Thibault",), 1966),
    Card("marie", ("Marie-Christine Moreau",), 1955),
    Card("ba", ("Oumar Bâ",), 2001),
    Card("ali", ("Ali Sy",), 2000),
    Card("gall", ("Yann Le Gall",), 1949),
]
INDEX = prepare(CARDS)


def found(query: str, year: int | None = None) -> list[tuple[str, str]]:
    return [(match.card.card_id, match.reason.value) for match in search(INDEX, query, year)]


@pytest.mark.parametrize(
    ("query", "card_id", "reason"),
    [
        ("Awa Sarr-Lemoine", "awa", "même nom"),
        ("sarr lemoine awa", "awa", "même nom"),
        ("LEMOINE AWA", "awa", "même nom"),
        ("Awa Sar", "awa", "se prononce pareil"),
        ("lemoyne awa", "awa", "se prononce pareil"),
        ("Awa Lemione", "awa", "nom proche"),
        ("lemo", "awa", "début du nom"),
        ("Ben Addou", "idriss", "se prononce pareil"),
        ("ben haddou idris", "idriss", "se prononce pareil"),
        ("Roche Idriss", "idriss", "même nom"),
        ("Lefebvre Zoe", "zoe", "se prononce pareil"),
        ("Fontaine", "zoe", "même nom"),
        ("Delafontaine zoé", "zoe", "même nom"),
        ("Dupont Ines", "ines", "se prononce pareil"),
        ("N'Guyen", "an", "même nom"),
        ("An Nguyen Van", "an", "même nom"),
        ("Abdelkader Ait-Ahmed", "abdel", "même nom"),
        ("Kader", "abdel", "même nom"),
        ("Aitahmed", "abdel", "même nom"),
        ("Tibo Francois", "francois", "se prononce pareil"),
        ("Moro Marie Christine", "marie", "se prononce pareil"),
        ("mariechristine moreau", "marie", "même nom"),
        ("Moreau Marie Chistine", "marie", "nom proche"),
        ("Ba Oumar", "ba", "même nom"),
        ("Legall", "gall", "même nom"),
        ("Le Gal", "gall", "se prononce pareil"),
    ],
)
def test_the_person_is_first_with_the_reason(query: str, card_id: str, reason: str) -> None:
    assert found(query)[0] == (card_id, reason)


@pytest.mark.parametrize("query", ["", "   ", "-", "🙂", "123", "Wkrtv", "Bo"])
def test_what_names_nobody_finds_nobody(query: str) -> None:
    assert found(query) == []


def test_a_first_name_alone_in_common_is_not_a_match() -> None:
    assert found("Awa Durand") == []


def test_a_birth_year_brings_back_a_card_with_another_surname() -> None:
    assert found("Awa Durand", 1991) == [("awa", "une partie du nom")]
    assert found("Awa Durand", 1985) == []


def test_a_birth_year_or_its_neighbour_puts_the_right_namesake_first() -> None:
    twins = [Card(str(year), ("Awa Sarr",), year) for year in (1970, 1980, 1990)]
    ranked = search(prepare(twins), "sarr awa", 1981)
    assert [match.card.card_id for match in ranked] == ["1980", "1970", "1990"]


def test_an_exact_name_comes_before_one_that_only_sounds_alike() -> None:
    cards = [Card("d", ("Inès Dupond",)), Card("t", ("Inès Dupont",))]
    assert [m.card.card_id for m in search(prepare(cards), "dupont")] == ["t", "d"]


def test_a_short_name_is_never_stretched_into_another() -> None:
    assert found("Alu") == []


@pytest.mark.parametrize(
    "names",
    [
        ["Lefèvre", "Lefebvre", "Lefevre"],
        ["Dupont", "Dupond", "Dupon"],
        ["Thibault", "Tibo", "Thibaud", "Thibaut", "Thibeault"],
        ["Moreau", "Moro", "Morot", "Moreaux"],
        ["Renault", "Renaud", "Reno"],
        ["Gauthier", "Gautier", "Gotier", "Gautié"],
        ["Hébert", "Ébert"],
        ["Philippe", "Filippe", "Philipe"],
        ["Benhaddou", "Benaddou", "Benadou"],
        ["Mustapha", "Moustafa", "Moustapha"],
        ["Mohamed", "Mohammed", "Mohamet", "Moamed"],
        ["Ahmed", "Ahmet"],
        ["Yacine", "Yassine"],
        ["Aïcha", "Aisha", "Aycha"],
        ["Cissé", "Sissé", "Cisse"],
        ["Coulibaly", "Koulibali", "Coulibali"],
        ["Diallo", "Dialo"],
        ["Nguyen", "Nguyên", "Nguien"],
        ["Schmitt", "Schmidt", "Schmit"],
        ["Meyer", "Maier", "Meier", "Mayer"],
        ["Durand", "Durant", "Duran"],
        ["Béranger", "Bérenger"],
        ["Girault", "Giraud", "Giro"],
        ["Lemoine", "Lemoyne"],
        ["Quentin", "Kentin", "Cantin"],
        ["Geoffroy", "Joffroi"],
        ["Fernandes", "Fernandez"],
        ["Lopes", "Lopez"],
        ["Khaled", "Kaled"],
        ["Guillaume", "Guillaume", "Guiaume"],
        ["Jérôme", "Gérôme"],
        ["Cécile", "Sesile"],
        ["Deschamps", "Deschamp"],
    ],
)
def test_names_heard_alike_are_found_by_one_another(names: list[str]) -> None:
    index = prepare([Card(name, (name,)) for name in names])
    for name in names:
        matches = search(index, name)
        assert {match.card.card_id for match in matches} == set(names)
        assert all(m.reason in {Reason.SAME, Reason.SOUNDS_ALIKE} for m in matches)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("martin", "bernard"),
        ("sarr", "sow"),
        ("petit", "robert"),
        ("diallo", "diop"),
        ("moreau", "morel"),
        ("benali", "belhadj"),
    ],
)
def test_names_heard_differently_do_not_sound_alike(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_keys_kept_with_the_cards_give_the_same_answers() -> None:
    kept = prepare(CARDS, [keys_of(card) for card in CARDS])
    for query in ("sarr awa", "ben addou", "tibo", "lemo"):
        assert search(kept, query) == search(INDEX, query)


class Asked(Sequence[Card]):
    """Remembers which cards were looked at."""

    def __init__(self) -> None:
        self.places: set[int] = set()

    def __len__(self) -> int:
        return len(CARDS)

    def __getitem__(self, place: int) -> Card:  # type: ignore[override]  # never a slice here
        self.places.add(place)
        return CARDS[place]


def test_only_the_cards_that_a_search_finds_possible_are_looked_at() -> None:
    cards = Asked()
    index = prepare(cards, [keys_of(card) for card in CARDS])
    assert cards.places == set()
    found = search(index, "sarr awa")
    assert {CARDS.index(match.card) for match in found} <= cards.places
    assert len(cards.places) < len(CARDS) / 2


def test_keys_of_other_cards_are_refused() -> None:
    with pytest.raises(ValueError, match="as many keys"):
        prepare(CARDS, [keys_of(card) for card in CARDS[1:]])


letters = st.text("abcdefghijklmnopqrstuvwxyz", min_size=5, max_size=9)


@given(letters, letters, st.booleans(), st.booleans())
def test_case_order_and_hyphen_never_hide_a_card(
    first: str, last: str, inverted: bool, hyphen: bool
) -> None:
    index = prepare([Card("x", (f"{first} {last}",))])
    typed = [last.upper(), first.title()] if inverted else [first, last]
    assert search(index, ("-" if hyphen else " ").join(typed))[0].reason is Reason.SAME


@given(letters, letters, st.data())
def test_one_swapped_dropped_or_doubled_letter_never_hides_a_card(
    first: str, last: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(last) - 2))
    slip = data.draw(st.sampled_from(["swap", "drop", "double"]))
    typed = {
        "swap": last[:at] + last[at + 1] + last[at] + last[at + 2 :],
        "drop": last[:at] + last[at + 1 :],
        "double": last[: at + 1] + last[at:],
    }[slip]
    index = prepare([Card("x", (f"{first} {last}",))])
    assert [match.card.card_id for match in search(index, f"{first} {typed}")] == ["x"]


@given(st.text(max_size=60), st.lists(st.text(max_size=30), max_size=3))
def test_no_text_breaks_the_search(query: str, names: list[str]) -> None:
    index = prepare([Card("x", tuple(names))])
    assert len(search(index, query)) <= 1


@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=14))
def test_a_word_always_has_a_sound(word: str) -> None:
    assert bool(sound(word)) == bool(word)


def test_one_card_is_found_among_ten_thousand() -> None:
    draw = random.Random(7)  # noqa: S311
    syllables = ["ba", "dou", "ren", "mi", "chel", "to", "ka", "lin", "mo", "reau", "sar", "vi"]

    def word() -> str:
        return "".join(draw.choices(syllables, k=draw.randint(2, 3))).title()

    cards = [Card(str(i), (f"{word()} {word()}",), 1940 + i % 70) for i in range(10_000)]
    keys = [keys_of(card) for card in cards]
    index = prepare(cards, keys)
    assert search(index, f"{cards[42].names[0]}", 1982)[0].card.card_id == "42"
