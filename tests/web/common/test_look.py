"""Tags, components, navigation and the response of a form, without a browser."""

import gzip
import re
from datetime import date, datetime, time
from pathlib import Path

import pytest
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.contrib.staticfiles import finders
from django.forms import CharField
from django.http import HttpRequest
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from django_cotton.compiler_regex import CottonCompiler

import entrenous.web.common
from entrenous.config.environment import read
from entrenous.web.common import context, navigation, samples
from entrenous.web.common.forms import Form, respond
from entrenous.web.common.navigation import NavItem, mark_current
from entrenous.web.common.templatetags import look
from entrenous.web.common.views import ERRORS

HERE = Path(entrenous.web.common.__file__).parent
NBSP = "\N{NO-BREAK SPACE}"
STYLE_PAGES = ["style", "style-list", "style-dossier", "style-journey"]


def drawn(source: str, **values: object) -> str:
    return Template(CottonCompiler().process(source)).render(Context(values))


def test_an_icon_without_words_is_hidden_from_screen_readers() -> None:
    assert 'aria-hidden="true"' in look.icon("lock")
    assert "xmlns" not in look.icon("lock")


def test_an_icon_with_words_says_them_safely() -> None:
    said = look.icon("lock", label='"><script>')

    assert 'role="img"' in said
    assert "<script>" not in said


@pytest.mark.parametrize(
    ("tag", "value", "written"),
    [
        (look.jour_long, date(2026, 12, 1), "1er décembre 2026"),
        (look.jour_long, date(2026, 11, 20), "20 novembre 2026"),
        (look.jour, date(2019, 11, 2), "2 nov. 2019"),
        (look.jour, None, ""),
        (look.heure, time(14, 30), "14 h 30"),
        (look.heure, time(10), "10 h"),
        (look.heure, time(9, 5), "9 h 05"),
    ],
)
def test_days_and_hours_are_written_in_french(tag, value, written) -> None:
    assert tag(value) == written.replace(" ", NBSP)


def test_a_day_of_this_year_needs_no_year() -> None:
    assert look.jour(timezone.localdate().replace(month=11, day=20)) == f"20{NBSP}nov."


def test_an_instant_is_written_in_local_time() -> None:
    winter = datetime(2026, 11, 20, 13, 30, tzinfo=timezone.get_fixed_timezone(0))

    assert look.moment(winter) == "20 novembre 2026, 14 h 30".replace(" ", NBSP, 2).replace(
        "14 h 30", f"14{NBSP}h{NBSP}30"
    )


@pytest.mark.parametrize(("number", "word"), [(0, "dossier"), (1, "dossier"), (2, "dossiers")])
def test_zero_and_one_take_the_singular(number, word) -> None:
    assert look.combien(number, "dossier,dossiers") == f"{number}{NBSP}{word}"


def test_a_component_escapes_what_it_is_given() -> None:
    page = drawn(
        '<c-fil-item :titre="bad" :auteur="bad">{{ bad }}</c-fil-item>'
        '<c-accord :qui="bad">x</c-accord>',
        bad="<script>x</script>",
    )

    assert "<script>" not in page
    assert page.count("&lt;script&gt;") == 4


def test_a_component_takes_nothing_from_the_page_around_it() -> None:
    leaked = dict.fromkeys(
        ("titre", "qui", "href", "ici", "ton", "icone", "nombre", "quand"), "FUITE"
    )
    names = [
        "etat",
        "bouton",
        "onglet",
        "puce",
        "fil-item",
        "bloc",
        "tache",
        "accord",
        "vide",
        "avis",
    ]

    for name in names:
        assert "FUITE" not in drawn(f"<c-{name}>x</c-{name}>", **leaked), name


def test_every_task_says_its_state_in_words() -> None:
    words = {
        "a-faire": "à faire",
        "en-cours": "en cours",
        "fait": "fait",
        "reporte": "reporté",
        "abandonne": "abandonné ensemble",
    }
    for state, word in words.items():
        assert word in drawn('<c-tache :etat="state" qui="Vous">x</c-tache>', state=state)


def test_the_nearest_item_is_current_and_only_one() -> None:
    items = [NavItem("/", "A", "sun"), NavItem("/d/", "B", "sun"), NavItem("/d/x/", "C", "sun")]

    assert [i.current for i in mark_current(items, "/d/x/")] == ["", "", "page"]
    assert [i.current for i in mark_current(items, "/d/y/")] == ["", "true", ""]
    assert [i.current for i in mark_current(items, "/z/")] == ["", "", ""]


def test_a_room_that_decides_is_believed() -> None:
    items = [NavItem("/d/", "B", "sun"), NavItem("/e/", "C", "sun", current="true")]

    assert [i.current for i in mark_current(items, "/d/")] == ["", "true"]


def test_a_room_that_is_missing_is_seen_at_once(monkeypatch) -> None:
    monkeypatch.setattr(navigation, "ROOMS", ("entrenous.web.nowhere.nav",))
    navigation._rooms.cache_clear()
    try:
        with pytest.raises(ModuleNotFoundError):
            navigation.build(RequestFactory().get("/"))
    finally:
        navigation._rooms.cache_clear()


def test_a_visitor_has_an_empty_bar_and_no_navigation() -> None:
    given = context.page(HttpRequest())

    assert given["bar"].name == ""
    assert list(given["nav"]) == []


def posted(data: dict[str, str]) -> tuple[int, str]:
    request = RequestFactory().post("/style/parcours/", data)
    form = samples.ExampleForm(request.POST)
    answer = respond(request, "style/journey.html", samples.around(request), form)
    return answer.status_code, answer.content.decode()


def test_a_refused_form_comes_back_at_422_with_what_was_typed() -> None:
    status, page = posted({"what": "La date d’entrée, s’il vous plaît", "on": "31 02 2026"})

    assert status == 422
    assert "<title>Erreur – " in page
    assert "La date d’entrée, s’il vous plaît" in page
    assert 'value="31 02 2026"' in page
    assert 'href="#id_who_0"' in page
    assert 'id="id_who_0"' in page
    assert re.search(r'aria-describedby="id_on_helptext id_on_error"', page)
    assert 'aria-invalid="true"' in page


def test_an_accepted_form_has_no_summary() -> None:
    status, page = posted({"who": "justice", "what": "x", "written": "oui"})

    assert status == 200
    assert "data-resume-erreurs" not in page
    assert "<title>Erreur" not in page


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_says_what_happened_what_is_saved_and_what_to_do(db, client, name) -> None:
    page = client.get(reverse("common:style-error", args=[name])).content.decode()

    assert page.count("<h1>") == 1
    assert len(re.findall(r"<p>\s*(?:<strong>)?\S", page)) >= 3
    assert re.search(r"enregistré|modifié|gardé", page)


def test_the_trial_pages_do_not_exist_on_a_real_service(db, client: Client, settings) -> None:
    settings.DEBUG = settings.ENTRENOUS_DEMO = settings.ENTRENOUS_TEST = False

    for name in STYLE_PAGES:
        assert client.get(reverse(f"common:{name}")).status_code == 404
    assert client.get(reverse("common:accessibility")).status_code == 200


def test_the_declaration_of_accessibility_is_honest(db, client: Client, settings) -> None:
    page = client.get("/accessibilite/").content.decode()
    assert "non audité par un tiers" in page
    assert "à vérifier" in page
    assert "sur papier" in page

    said = read({"ENTRENOUS_TEST": "1", "ENTRENOUS_ACCESSIBILITY_CONTACT": " 01 99 00 00 01 "})
    settings.ENTRENOUS_ACCESSIBILITY_CONTACT = said.accessibility_contact
    assert "01 99 00 00 01" in client.get("/accessibilite/").content.decode()


@pytest.mark.parametrize("name", STYLE_PAGES)
def test_a_page_weighs_under_a_hundred_kilobytes_without_its_fonts(db, client, name) -> None:
    """As a server sends it: the page whole, its static files compressed, htmx included."""
    page = client.get(reverse(f"common:{name}")).content
    linked = re.findall(rb'(?:href|src)="/static/([^"]+\.(?:css|js|svg))"', page)
    linked.append(b"django_htmx/htmx-2.min.js")
    files = [Path(str(finders.find(name.decode()))).read_bytes() for name in linked]

    assert len(files) >= 10
    assert len(page) + sum(len(gzip.compress(file)) for file in files) < 100_000


def test_the_sheets_and_scripts_stay_small() -> None:
    sheets = sum(path.stat().st_size for path in (HERE / "static" / "en").glob("*.css"))
    scripts = sum(path.stat().st_size for path in (HERE / "static" / "en").glob("*.js"))

    assert sheets < 37_000
    assert scripts < 8_000


def test_the_scripts_evaluate_nothing_and_keep_no_word() -> None:
    for path in (HERE / "static" / "en").glob("*.js"):
        source = path.read_text()
        assert not re.search(r"\beval\b\(|new Function|innerHTML|localStorage|indexedDB", source)
        assert set(re.findall(r'(?:get|set)Item\("(\w+)"', source)) <= {"voile"}


def test_htmx_keeps_no_page_and_evaluates_nothing() -> None:
    page = drawn('{% include "common/htmx.html" %}')

    for setting in ('"historyCacheSize":0', '"allowEval":false', '"includeIndicatorStyles":false'):
        assert setting in page
    assert '"selfRequestsOnly":true' in page
    assert '{"code":"422","swap":true}' in page


def test_every_icon_named_in_a_template_exists() -> None:
    named = re.compile(r'\{% icon "([\w-]+)"|icone="([\w-]+)"')
    found = {
        one or other
        for path in (HERE / "templates").rglob("*.html")
        for one, other in named.findall(path.read_text())
    }

    assert len(found) > 20
    assert all(look.icon(name) for name in found)


def test_no_french_line_can_begin_with_a_double_mark() -> None:
    """The space before : ; ? ! » does not break, nor the one after «."""
    code = re.compile(
        r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL
    )
    comment = re.compile(r"\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
    for path in (HERE / "templates").rglob("*.html"):
        words = code.sub("", comment.sub("", path.read_text()))
        assert not re.search(r" [:;?!»](?=[\s<\"]|$)|« ", words), path.name


def test_nor_can_a_sentence_made_in_python_and_it_stays_escaped() -> None:
    class Asked(Form):
        missing = {"who": "Dites qui : « Awa <b> » ?"}
        who = CharField(label="Qui vient ?", help_text="Par exemple : Awa.")

    form = Asked({})
    told = Message(SUCCESS, "C’est noté : <b>.")
    page = drawn(
        '<c-resume-erreurs :form="form" />{{ form.who.as_field_group }}'
        '{% include "common/messages.html" %}',
        form=form,
        messages=[told],
    ).replace(NBSP, "_")
    assert page.count("Dites qui_: «_Awa &lt;b&gt;_»_?") == 2
    for said in ("Qui vient_?", "Par exemple_: Awa.", "C’est noté_: &lt;b&gt;."):
        assert said in page
