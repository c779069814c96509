"""In a browser: a report is asked for, read once released; one’s own activity, without a script."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from entrenous.statistics.codes import State
from entrenous.statistics.models import Report
from tests.browsing import sign_in
from tests.ground.browser import Look, Site
from tests.people import full_house

_NUMBERS = (("d0", 40), ("NR", None), ("total", 90))
_CELLS = [[place, code, n, n] for place in ("a", "total") for code, n in _NUMBERS]


def test_from_the_question_to_the_figures(site: Site, page: Page, look: Look) -> None:
    house = full_house()
    sign_in(page, site, house, "Max")
    page.goto(site.url + reverse("statistics:reports"))
    page.get_by_role("button", name="Demander ce rapport").click()
    look(page, "rapports-erreur")
    page.get_by_label("Les douze indicateurs de moyens").check()
    page.get_by_label("Période").select_option(index=1)
    page.get_by_role("button", name="Demander ce rapport").click()
    expect(page.get_by_text("dès que le moteur est libre")).to_be_visible()
    look(page, "rapport-attend")
    dimensions = [
        {"name": "circonscription", "codes": ["a", "total"]},
        {"name": "wait", "codes": ["d0", "NR", "total"]},
    ]
    table = {"code": "waiting", "dimensions": dimensions, "value": None, "cells": _CELLS}
    content = {"tables": [table], "places": {"a": "Val-des-Saules"}}
    Report.objects.update(state=State.RELEASED.value, content=content)
    page.get_by_role("link", name="Actualiser").click()
    expect(page.get_by_role("img", name="3. Attente avant une première suite")).to_be_visible()
    look(page, "rapport")
    sign_in(page, site, house, "Camille")
    page.goto(site.url + reverse("statistics:own"))
    page.get_by_role("button", name="Noter ce temps").click()
    look(page, "mon-activite-erreur")
