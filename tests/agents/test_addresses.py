"""An address as people say it becomes the same keys, whatever the spelling."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import entrenous
from entrenous.agents.addresses import commune_key, kind_of, read_address, street_key
from entrenous.agents.folding import fold


@pytest.mark.parametrize(
    ("typed", "key", "number", "repeat"),
    [
        ("3 bis r. des Tanneurs", "rue tanneurs", 3, "bis"),
        ("3bis, rue des Tanneurs", "rue tanneurs", 3, "bis"),
        ("3B RUE DES TANNEURS", "rue tanneurs", 3, "bis"),
        ("3 b rue des Tanneurs", "rue tanneurs", 3, "bis"),
        ("rue des Tanneurs, 3 bis", "rue tanneurs", 3, "bis"),
        ("rue des tanneurs 3", "rue tanneurs", 3, ""),
        ("n° 12 av. du Gal de Gaulle", "avenue general gaulle", 12, ""),
        ("12-14 Bd St-Michel", "boulevard saint michel", 12, ""),
        ("7 chem. de l’Écluse", "chemin ecluse", 7, ""),
        ("7 ch de l'ecluse", "chemin ecluse", 7, ""),
        ("rte de Valmeuse", "route valmeuse", None, ""),
        ("1 pl. Ste Anne", "place sainte anne", 1, ""),
        ("Rés. les Saules, bât. C, 14 av. Foch", "avenue foch", 14, ""),
        ("14 av Foch appt 12", "avenue foch", 14, ""),
        ("Appartement 12, 3 ter impasse du Moulin", "impasse moulin", 3, "ter"),
        ("14 av Foch, 2e étage porte 3", "avenue foch", 14, ""),
        ("3 rue de la Porte d’Orme", "rue porte orme", 3, ""),
        ("rés les saules", "residence saules", None, ""),
        ("rue du 8 mai 1945", "rue 8 mai 1945", None, ""),
        ("8 mai 1945", "8 mai 1945", None, ""),
        ("24, rue du 8 Mai 1945", "rue 8 mai 1945", 24, ""),
        ("place du 11 novembre", "place 11 novembre", None, ""),
        ("rue du 1er mai", "rue 1 mai", None, ""),
        ("route départementale 12", "route departementale 12", None, ""),
        ("5 rond-point des Trois Rivières", "rond point trois rivieres", 5, ""),
        ("2 lieu-dit la Grange", "lieu dit grange", 2, ""),
        ("les tanneurs", "tanneurs", None, ""),
        ("", "", None, ""),
        ("   , ; ", "", None, ""),
        ("42", "", 42, ""),
        ("🙂", "", None, ""),
    ],
)
def test_a_street_is_read_as_people_say_it(
    typed: str, key: str, number: int | None, repeat: str
) -> None:
    address = read_address(typed, "Saint-Orme")
    assert (address.street, address.number, address.repeat) == (key, number, repeat)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Valmeuse-sur-Orme", "valmeuse sur orme"),
        ("VALMEUSE SUR ORME", "valmeuse sur orme"),
        ("Valmeuse s/Orme", "valmeuse sur orme"),
        ("Bois s/s Orme", "bois sous orme"),
        ("St-Orme", "saint orme"),
        ("99120 Saint Orme Cedex 2", "saint orme"),
        ("L’Épinay", "l epinay"),
        ("Paris 10ème arrondissement", "paris 10"),
        ("Saint-Œuvre", "saint oeuvre"),
    ],
)
def test_a_commune_is_read_as_people_say_it(typed: str, key: str) -> None:
    assert commune_key(typed) == key


def test_the_kind_of_street_is_known_when_it_was_said() -> None:
    assert read_address("5 rond-point du Lavoir", "").kind == "rond point"
    assert read_address("av Foch", "").kind == "avenue"
    assert kind_of("tanneurs") == ""


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text: str) -> None:
    address = read_address(text, text)
    assert address.street == fold(address.street)
    assert address.commune == fold(address.commune)


@given(
    st.sampled_from(["rue", "r.", "Rue", "RUE", "r"]),
    st.sampled_from(["des Tanneurs", "DES TANNEURS", "Tanneurs", "des  tanneurs", "des-Tanneurs"]),
    st.integers(1, 9999),
    st.sampled_from(["", " bis", "bis", " BIS", "B", " b"]),
    st.sampled_from([" ", ", ", " , "]),
)
def test_every_way_to_write_one_address_gives_the_same_keys(
    kind: str, name: str, number: int, repeat: str, gap: str
) -> None:
    address = read_address(f"{number}{repeat}{gap}{kind} {name}", "Saint-Orme")
    assert (address.street, address.number) == ("rue tanneurs", number)
    assert address.repeat == ("bis" if repeat else "")


@given(st.text(max_size=40))
def test_a_key_read_again_is_itself(text: str) -> None:
    key = street_key(text)
    if not any(letter.isdigit() for letter in key):
        assert street_key(key) == key


def test_reading_an_address_needs_no_django() -> None:
    check = (
        "import sys, entrenous.agents.addresses, entrenous.agents.sectors;"
        "sys.exit(any(m == 'django' or m.startswith('django.') for m in sys.modules))"
    )
    source = Path(entrenous.__file__).parents[1]
    ran = subprocess.run([sys.executable, "-c", check], check=False, cwd=source)
    assert ran.returncode == 0
