"""What is typed in a field: kept, shown again, or refused with a sentence."""

import unicodedata
from datetime import date, time, timedelta

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from entrenous.web.common.fields import (
    FrenchDateField,
    FrenchTimeField,
    PlainLineField,
    PlainTextField,
)
from entrenous.web.common.forms import Form

ANY_TEXT = st.text(st.characters(), max_size=80)  # surrogates too


def refusal(field: forms.Field, typed: str) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    return " ".join(refused.value.messages)


def test_a_date_is_read_and_shown_again_the_same_way() -> None:
    field = FrenchDateField()

    assert field.clean("27/11/26") == date(2026, 11, 27)
    assert field.prepare_value(date(2026, 11, 27)) == "27 11 2026"
    assert field.prepare_value("27/11") == "27/11"


def test_an_empty_date_is_nothing_when_optional() -> None:
    assert FrenchDateField(required=False).clean("   ") is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("jeudi prochain", "Écrivez la date ainsi\N{NO-BREAK SPACE}: 27 11 2026."),
        ("31 02 2026", "Cette date n’existe pas. Vérifiez le jour et le mois."),
        ("01 01 1026", "Vérifiez l’année\N{NO-BREAK SPACE}: 1026."),
    ],
)
def test_a_date_that_cannot_be_is_refused_with_what_to_do(typed, said) -> None:
    assert refusal(FrenchDateField(), typed) == said


def test_the_bounds_of_a_date_are_included_and_said() -> None:
    field = FrenchDateField(earliest=date(2026, 1, 1), latest=lambda: date(2026, 12, 31))

    assert field.clean("01 01 2026")
    assert field.clean("31 12 2026")
    assert refusal(field, "31 12 2025").endswith(
        "1\N{NO-BREAK SPACE}janvier\N{NO-BREAK SPACE}2026."
    )
    assert "31\N{NO-BREAK SPACE}décembre" in refusal(field, "01 01 2027")


def test_nobody_is_born_tomorrow() -> None:
    field = FrenchDateField(born=True)
    tomorrow = timezone.localdate() + timedelta(days=1)

    assert field.clean("5 3 53") == date(1953, 3, 5)
    assert "jusqu’au" in refusal(field, tomorrow.strftime("%d %m %Y"))


def test_a_date_written_otherwise_has_not_changed() -> None:
    field = FrenchDateField()

    assert not field.has_changed(date(2026, 11, 27), "27/11/26")
    assert field.has_changed(date(2026, 11, 27), "28/11/26")
    assert field.has_changed(date(2026, 11, 27), "n’importe quoi")


def test_an_hour_is_read_shown_and_refused_in_french() -> None:
    field = FrenchTimeField(required=False)

    assert field.clean("14h30") == time(14, 30)
    assert field.prepare_value(time(14, 30)) == "14 h 30"
    assert field.prepare_value(time(10)) == "10 h"
    assert field.clean(" ") is None
    assert "14 h 30" in refusal(field, "tantôt")


def test_a_text_too_long_is_counted_and_nothing_is_cut() -> None:
    said = refusal(PlainTextField(), "é" * 200_000)

    assert "200\N{NO-BREAK SPACE}000 caractères" in said
    assert "100\N{NO-BREAK SPACE}000" in said
    assert PlainTextField().clean("é" * 100_000)


def test_no_browser_is_told_to_cut_a_text() -> None:
    assert "maxlength" not in str(PlainTextField().widget.render("x", ""))
    assert "maxlength" not in str(PlainLineField().widget.render("x", ""))


def test_emoji_and_right_to_left_letters_are_kept() -> None:
    typed = "مرحبا 👩🏽‍🤝‍👩🏼 שלום\nà la ligne"

    assert PlainTextField().clean(typed) == typed


def test_marks_that_reverse_the_reading_and_controls_are_dropped() -> None:
    assert PlainTextField().clean("a\u202eb\u2066c\x00d\x1be\r\nf") == "abcde\nf"
    assert PlainLineField().clean(" Mélanie \t Caron\n") == "Mélanie Caron"


def test_what_is_shown_again_is_already_harmless() -> None:
    assert PlainTextField().bound_data("a\u202eb", None) == "ab"


@given(ANY_TEXT)
def test_any_text_becomes_composed_encodable_and_stable(typed) -> None:
    field = PlainTextField(required=False)
    kept = field.clean(typed)

    assert kept == unicodedata.normalize("NFC", kept)
    assert kept.encode("utf-8").decode() == kept
    assert not set(kept) & set("\x00\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert field.clean(kept) == kept


@given(ANY_TEXT)
def test_a_line_is_one_line(typed) -> None:
    assert len(PlainLineField(required=False).clean(typed).splitlines()) <= 1


class Asked(Form):
    who = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect, label="Qui")
    what = PlainLineField(label="Quoi")
    missing = {"who": "Indiquez qui demande"}

    def clean(self) -> None:
        raise ValidationError("Rien ne va ensemble")


def test_what_is_missing_is_said_in_the_form_s_own_words() -> None:
    form = Asked({})

    assert form.errors["who"] == ["Indiquez qui demande"]
    assert form.errors["what"] == ["Remplissez «\N{NO-BREAK SPACE}Quoi\N{NO-BREAK SPACE}»."]


def test_the_summary_leads_to_each_field_in_order() -> None:
    assert [link.href for link in Asked({}).error_links] == ["", "#id_who_0", "#id_what"]


def test_an_answer_outside_the_list_is_refused_in_french() -> None:
    assert Asked({"who": "z"}).errors["who"] == ["Choisissez une réponse de la liste."]
