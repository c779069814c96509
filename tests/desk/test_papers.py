"""A paper that someone takes away says whom to call: the direct number, never a switchboard."""

from pathlib import Path

import entrenous.web

_WEB = Path(entrenous.web.__file__).parent
#: Papers that say nothing to an accompanied person, and why.
_OF_NOBODY = {
    "account": "an agent's own codes",
    "collective": "a collective action is nobody's; its sheet is the team's",
    "statistics": "figures",
    "style": "the page of components",
    "desk/figures_print.html": "figures",
    "reception/day_sheet.html": "the agent's own day",
    "reception/ticket.html": "a number to be called in the waiting room, an hour long",
    "space_desk/sheet.html": "a number beside a code would say what the code opens",
}


def test_every_paper_of_an_accompanied_person_has_a_number_to_call() -> None:
    papers = {
        str(path.relative_to(path.parents[1])): path.read_text("utf-8")
        for path in _WEB.glob("*/templates/**/*.html")
        if 'extends "base_print.html"' in path.read_text("utf-8")
    }
    assert len(papers) > 20
    silent = {
        name
        for name, text in papers.items()
        if "phone" not in text and "letter.sender" not in text and "direct" not in text
    }
    assert {n for n in silent if n not in _OF_NOBODY and n.split("/")[0] not in _OF_NOBODY} == set()
