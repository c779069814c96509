"""Whoever asks, and whatever was shown: every letter that the page offers can be written."""

import pytest
from django.http import QueryDict

from entrenous.law import national_base, vocabulary
from entrenous.letters import Kind
from entrenous.web.asking.answering import letters_for
from entrenous.web.asking.groups import group_of, requester_rules
from entrenous.web.asking.journey import STEPS, Journey
from entrenous.web.asking.relevance import agreement_for
from entrenous.web.protect import views
from entrenous.web.protect.forms import ParticularsForm


@pytest.mark.parametrize(
    "requester", [*(r.id for r in requester_rules(national_base())), "inconnu"]
)
@pytest.mark.parametrize("proof", ["shown", "mentioned"])
def test_every_letter_that_is_offered_can_be_written(requester: str, proof: str) -> None:
    asked = ("adresse", "rendez_vous", "piece_listee", "ressources", "notes")
    sent: dict[str, list[str]] = {
        "group": [group_of(requester).code],
        "requester": [requester],
        "channel": ["letter"],
        "received_on": ["20 11 2026"],
        "asked": list(asked),
        "agreed": list(agreement_for(national_base().rules.get(requester), asked)),
        **{f"ev_{code}": [proof] for code in vocabulary().evidence},
    }
    journey = Journey({**sent, "done": [*STEPS]}, national_base())
    said = views._answered(journey)
    kinds = letters_for(said.answer)
    assert kinds
    if said.answer.give and said.answer.answered_by == "institution":
        assert kinds[0] in {Kind.TRANSFER, Kind.TRANSFER_SLIP}
    for kind in kinds:
        form = ParticularsForm(QueryDict(), kind=kind, given=said.answer.give)
        assert form.is_valid()
        assert views._compose(form, said), (kind, form.errors)
