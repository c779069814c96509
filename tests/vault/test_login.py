import unicodedata
from itertools import combinations
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entrenous.vault import login
from entrenous.vault.login import Cost, derive, normal_phrase, read_recovery_code
from entrenous.vault.people import SecretKeys
from entrenous.vault.primitives import NotOpened

CHEAP = Cost(1, 8)
SALT = bytes(16)
CODE = login.new_recovery_code()
PLAIN = CODE.replace("-", "")


@given(st.text())
def test_a_normal_phrase_is_already_normal(phrase: str) -> None:
    assert normal_phrase(normal_phrase(phrase)) == normal_phrase(phrase)


@given(st.text(alphabet="abcdéèêàçùïœ ’-", max_size=30), st.sampled_from(["NFC", "NFD"]))
def test_a_phrase_is_read_whatever_the_keyboard_does_to_it(phrase: str, form: str) -> None:
    typed = unicodedata.normalize(form, phrase).upper().replace("-", " \u2011 ").replace("’", "'")
    assert normal_phrase(f" {typed}\t") == normal_phrase(phrase)


@pytest.mark.parametrize(
    "typed",
    ["Canal tilleul orage", "canal-tilleul-orage", "canal \u2013 tilleul\u00a0orage",
     "\ufeffcanal til\u00adleul orage\n", "CANAL  TILLEUL  ORAGE"],
)  # fmt: skip
def test_one_phrase_has_many_spellings(typed: str) -> None:
    assert normal_phrase(typed) == "canal tilleul orage"


def test_words_are_not_run_together() -> None:
    assert normal_phrase("canaltilleul") != normal_phrase("canal tilleul")


@given(st.text(max_size=10), st.text(max_size=10))
def test_a_phrase_proves_itself_and_no_other(one: str, two: str) -> None:
    keys = derive(one, salt=SALT, cost=CHEAP)
    same = normal_phrase(one) == normal_phrase(two)
    other = derive(two, salt=SALT, cost=CHEAP)
    assert login.proves(other, login.verifier(keys)) is same
    assert (other.kek == keys.kek) is same


def test_the_two_keys_the_salt_and_the_cost_are_all_different() -> None:
    keys = derive("a", salt=SALT, cost=CHEAP)
    others = [
        derive("a", salt=b"1" * 16, cost=CHEAP),
        derive("a", salt=SALT, cost=Cost(2, 8)),
        derive("a", salt=SALT, cost=Cost(1, 16)),
    ]
    assert len({keys.auth, keys.kek, login.verifier(keys), *(o.auth for o in others)}) == 6


@pytest.mark.parametrize(
    ("cost", "enough"),
    [
        (login.FLOOR, True),
        (login.RECOMMENDED, True),
        (Cost(2, 131_072), False),
        (Cost(9, 65_535), False),
    ],
)
def test_a_cost_reaches_the_floor_in_both_dimensions(cost: Cost, *, enough: bool) -> None:
    assert cost.reaches(login.FLOOR) is enough


def test_wrapped_keys_open_for_their_agent_and_key_only(keys: SecretKeys) -> None:
    uid, kek = uuid4(), bytes(range(32))
    wrapped = login.wrap(keys, kek=kek, uid=uid)
    assert login.unwrap(wrapped, kek=kek, uid=uid, public=keys.public) == keys
    swapped = SecretKeys.generate().public
    for attempt in (
        {"kek": bytes(32), "uid": uid, "public": keys.public},
        {"kek": kek, "uid": uuid4(), "public": keys.public},
        {"kek": kek, "uid": uid, "public": swapped},
    ):
        with pytest.raises(NotOpened):
            login.unwrap(wrapped, **attempt)


@given(st.data())
def test_wrapped_keys_with_any_bit_flipped_do_not_open(data: st.DataObject) -> None:
    keys, kek, uid = SecretKeys(bytes(32), bytes(32)), bytes(range(32)), uuid4()
    wrapped = bytearray(login.wrap(keys, kek=kek, uid=uid))
    bit = data.draw(st.integers(0, len(wrapped) * 8 - 1))
    wrapped[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NotOpened):
        login.unwrap(bytes(wrapped), kek=kek, uid=uid, public=keys.public)


def test_a_wrap_made_for_one_agent_with_anothers_keys_inside_is_refused(
    keys: SecretKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made by hand with a true key: the public halves must be those inside."""
    uid, kek, shown = uuid4(), bytes(32), SecretKeys.generate().public
    place = login._wrap_place(uid, shown)
    monkeypatch.setattr(login, "_wrap_place", lambda *_: place)
    wrapped = login.wrap(keys, kek=kek, uid=uid)
    with pytest.raises(NotOpened):
        login.unwrap(wrapped, kek=kek, uid=uid, public=shown)


def test_a_recovery_code_is_seven_groups_of_four_and_never_twice_the_same() -> None:
    assert [len(group) for group in CODE.split("-")] == [4] * 7
    assert len({login.new_recovery_code() for _ in range(100)}) == 100


def test_a_recovery_code_gives_its_key_however_it_is_typed() -> None:
    typed = PLAIN.lower().replace("0", "o").replace("1", "l").replace("v", "u")
    assert login.recovery_kek(f" {typed} ") == login.recovery_kek(CODE)
    assert read_recovery_code(typed.replace("l", "i")) == PLAIN[:26]


@pytest.mark.parametrize("place", range(28))
def test_one_wrong_character_is_always_noticed(place: int) -> None:
    for wrong in set(login._CROCKFORD) - {PLAIN[place]}:
        with pytest.raises(ValueError, match="recovery code"):
            read_recovery_code(PLAIN[:place] + wrong + PLAIN[place + 1 :])


@settings(max_examples=15)
@given(st.text(alphabet=login._CROCKFORD, min_size=26, max_size=26))
def test_two_exchanged_characters_are_always_noticed(body: str) -> None:
    code = body + login._check(body)
    inside = [(i, j) for i, j in combinations(range(26), 2) if body[i] != body[j]]
    neighbours = [(i, i + 1) for i in (25, 26) if code[i] != code[i + 1]]
    for i, j in inside + neighbours:
        typed = list(code)
        typed[i], typed[j] = typed[j], typed[i]
        with pytest.raises(ValueError, match="recovery code"):
            read_recovery_code("".join(typed))


@pytest.mark.parametrize(
    "typed",
    ["", PLAIN[:-1], PLAIN + "0", "É" * 28, "?" * 28],
    ids=["empty", "one less", "one more", "letters", "signs"],  # PLAIN differs in each process
)
def test_a_code_of_another_length_or_alphabet_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="recovery code"):
        read_recovery_code(typed)
