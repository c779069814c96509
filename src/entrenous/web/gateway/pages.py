"""What every page of one request shares: opening it, its proposal, its head.

page = open_page(request, sollicitation)
… page.found, page.letter, page.verdict …
return render(request, "gateway/….html", page.context(…))
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from entrenous.agents.models import Agent, Function
from entrenous.gateway import queries
from entrenous.gateway.base import base_of
from entrenous.gateway.codes import UNDECIDED, State
from entrenous.gateway.confirmations import confirmed_names
from entrenous.gateway.contents import Decision, RequestLetter, Signature, Verdict
from entrenous.gateway.models import ThirdPartyRequest
from entrenous.gateway.queries import OpenedRequest
from entrenous.gateway.verdicts import Situation, answer_of, compute, proposal_of
from entrenous.law import Answer
from entrenous.web.asking.verdicts import Shown, present
from entrenous.web.common.access import AgentRequest
from entrenous.web.common.templatetags.look import insecable
from entrenous.web.gateway.access import LEGAL
from entrenous.web.gateway.words import STATE_TONES, items, label_of_requester

_ASKED: Final = "Ce qui manque est demandé : rien n’est donné avant que ce soit montré."
_THEIRS: Final = "Vous répondez pour l’institution, de la carte administrative seule."


@dataclass(frozen=True)
class RequestPage:
    """One request, open for one HTTP request.

    decides_again  its proposal is then today’s, whatever was decided before
    """

    request: AgentRequest
    found: OpenedRequest
    decides_again: bool = False

    @property
    def row(self) -> ThirdPartyRequest:
        """The unsealed header."""
        return self.found.row

    @cached_property
    def letter(self) -> RequestLetter:
        """The letter as last corrected; 404 when it does not open."""
        known = self.found.letter
        if known is None:
            raise Http404
        return known.content

    @property
    def decision(self) -> Decision | None:
        """What was decided, and still holds."""
        known = None if self.decides_again else self.found.decision
        is_current = self.row.stands not in UNDECIDED and self.row.state != State.WITHDRAWN
        return known.content if known and is_current else None

    @cached_property
    def verdict(self) -> Verdict:
        """The proposal the decision was taken on; else today's, computed again."""
        known = self.found.verdict
        if known is not None and self.decision is not None:
            return known.content
        return proposal_of(self.request.keyring, self.row.pk, self.letter, self.found.reading)

    @cached_property
    def paper(self) -> Answer:
        """The answer to the letter alone, without what a dossier tells.

        What a letter that gives nothing is made of, and which one is proposed: both are then the
        same for someone known and for someone unknown.
        """
        alone = Situation(agreement=frozenset(self.letter.agreed))
        organisation = self.request.user.organisation
        return answer_of(compute(self.letter, alone, organisation=organisation))

    @property
    def shown(self) -> Shown:
        """The proposal, item by item, for « asking/verdict.html »."""
        organisation = self.request.keyring.organisation
        shown = present(
            answer_of(self.verdict),
            base_of(organisation),
            received_on=self.letter.received_on,
            today=timezone.localdate(),
            requester=self.letter.requester,
            free_words=self.letter.asked_free,
            confirmed=confirmed_names(organisation),
        )
        if self.row.state == State.WAITING_EVIDENCE and self.verdict.missing:
            shown = replace(shown, lead=insecable(_ASKED))
        if self.verdict.answered_by == "institution" and self.is_a(LEGAL):
            shown = replace(shown, answered_by=_THEIRS)
            if self.verdict.give:
                return replace(shown, lead=_THEIRS)
        return shown

    @property
    def who(self) -> str:
        """The kind of requester."""
        return label_of_requester(self.letter.requester, self.request.keyring.organisation)

    def is_a(self, kind: str) -> bool:
        """Whether the reader exercises a function."""
        return self.request.user.has_function(kind)

    def has_signed(self) -> bool:
        """Whether the reader stands behind the decision already."""
        me = str(self.request.user.pk)
        return bool(self.decision and me in {s.agent for s in self.decision.signatures})

    def context(self, **more: Any) -> dict[str, Any]:
        """What « gateway/page.html » needs, and whatever the page adds."""
        return {
            "page": self,
            "row": self.row,
            "letter": self.letter,
            "who": self.who,
            "tone": STATE_TONES[self.row.stands],
            "today": timezone.localdate(),
            **more,
        }


def open_page(request: AgentRequest, sollicitation: UUID) -> RequestPage:
    """Open a request for a page: journal, then read. KeyNotHeld (404), VaultClosed."""
    return RequestPage(request, queries.open_request(request.keyring, sollicitation))


def agents_of(page: RequestPage) -> dict[str, Agent]:
    """The agents whom the records of a request name, by id as it is sealed."""
    ids = {s.agent for s in page.decision.signatures} if page.decision else set()
    ids |= {note.content.agent for note in page.found.notes}
    if page.found.lift:
        ids.add(page.found.lift.lifted_by)
    rows = Agent.objects.filter(pk__in=ids, organisation=page.request.keyring.organisation)
    return {str(agent.pk): agent for agent in rows}


@dataclass(frozen=True)
class Signed:
    """A signature, in words."""

    who: str
    function: str
    on: date


def decided_of(page: RequestPage) -> dict[str, object] | None:
    """What « part_decision.html » shows; None while nothing is decided."""
    decision = page.decision
    if decision is None:
        return None
    known = agents_of(page)
    return {
        "decision": decision,
        "give": items(decision.give),
        "withhold": items(i for i in decision.withhold if i not in decision.not_held),
        "not_held": items(decision.not_held),
        "signed": [_signed(each, known) for each in decision.signatures],
        "lacks": max(decision.needs - len(decision.signatures), 0),
    }


def named(agent: str, known: dict[str, Agent]) -> str:
    """The name of an agent whom a record names."""
    return known[agent].display_name if agent in known else "Compte fermé"


def _signed(signature: Signature, known: dict[str, Agent]) -> Signed:
    function = Function.Kind(signature.function).label if signature.function else ""
    return Signed(named(signature.agent, known), function, signature.on)
