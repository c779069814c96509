"""What the pages of an ending share: opening it, whose hands it is in, what is refused."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse

from entrenous.dossiers.contact import ContactRule, contact_rule
from entrenous.dossiers.contents import Ending, ThreadEntry
from entrenous.dossiers.models import Accompagnement
from entrenous.endings.errors import (
    AlreadyProposed,
    AlreadySaid,
    EndingRefused,
    NoAccompagnement,
    NotProposed,
    NotReferent,
)
from entrenous.endings.queries import ENDING_KINDS, KnownEnding, current, endings
from entrenous.journal.acts import Act
from entrenous.relays import queries as relays
from entrenous.web.common.access import AgentRequest
from entrenous.web.dossiers.forms.acts import ActForm
from entrenous.web.dossiers.pages import DossierPage, open_page
from entrenous.web.dossiers.papers import RULE_KINDS
from entrenous.web.dossiers.views.acts.flow import METHODS, ActWords, already, carry, typed

__all__ = ["METHODS", "EndingPage", "carried", "open_ending", "typed"]
_KINDS: Final = (*ENDING_KINDS, *RULE_KINDS, *relays.KINDS, Ending, ThreadEntry)
_SAID: Final[Mapping[type[Exception], str]] = {
    NoAccompagnement: "Cet accompagnement est déjà terminé : rien n’a changé.",
    AlreadyProposed: "Une fin est déjà proposée : elle se corrige ici.",
    NotProposed: "Aucune fin n’est proposée : commencez par là.",
    NotReferent: "Seule la personne référente propose, dit et prononce une fin.",
    AlreadySaid: "C’était déjà noté : rien n’a changé.",
}


@dataclass(frozen=True)
class EndingPage:
    """A dossier open for its ending. `stretch` is the accompagnement under way, or None."""

    page: DossierPage
    stretch: Accompagnement | None
    known: KnownEnding | None

    @property
    def rule(self) -> ContactRule:
        """How she may be told."""
        return contact_rule(self.page.reading)

    @property
    def pk(self) -> UUID:
        """The dossier's id."""
        return self.page.opened.id

    @property
    def address(self) -> str:
        """Where this ending is read."""
        return reverse("endings:ending", args=[self.pk])

    def already(self, refused: type[Exception]) -> HttpResponse:
        """Answer a page left open, or whoever is not the référente."""
        return already(self.page, _SAID[refused], "endings:ending")

    def refusal(self, *, proposed: bool = True, own: bool = True) -> HttpResponse | None:
        """Why this page cannot be shown, if it cannot; nothing is asked then refused."""
        if own and not self.page.is_mine:
            return self.already(NotReferent)
        if self.stretch is None:
            return self.already(NoAccompagnement)
        if proposed and self.known is None:
            return self.already(NotProposed)
        return self.already(AlreadyProposed) if self.known and not proposed else None


def open_ending(
    request: AgentRequest, dossier: UUID, *, act: Act = Act.DOSSIER_OPENED
) -> EndingPage:
    """Open a dossier for its ending; the last one pronounced, when nothing is under way."""
    page = open_page(request, dossier, "more", *_KINDS, act=act)
    stretches = list(page.dossier.accompagnements.all())
    now = next((s for s in stretches if s.closed_on is None), None)
    if now is not None:
        return EndingPage(page, now, current(page.reading, now.pk))
    last = stretches[-1] if stretches else None
    found = [e for e in endings(page.reading) if last and e.said.accompagnement == str(last.pk)]
    return EndingPage(page, None, next((e for e in found if e.said.closed_on), None))


def carried(
    ending: EndingPage,
    words: ActWords,
    form: ActForm,
    do: Callable[[], object],
    **more: Any,
) -> HttpResponse:
    """Show the act, its check page, or do it; what someone else did meanwhile is told."""

    def act() -> None:
        try:
            do()
        except EndingRefused as refused:
            raise ValidationError(refused.sentence) from None

    context = {"back_url": ending.address, **more}
    try:
        return carry(ending.page, words, form, do=act, then="endings:ending", more=context)
    except tuple(_SAID) as refused:
        return ending.already(type(refused))
