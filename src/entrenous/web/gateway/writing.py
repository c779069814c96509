"""Make the letter of a request: which answer it is made of, what fills it, what it may carry."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from entrenous.agents.models import Function
from entrenous.gateway.answering import ANSWERS
from entrenous.gateway.codes import ENDED, UNDECIDED, State
from entrenous.gateway.confirmations import quotable_names
from entrenous.gateway.contents import Promise
from entrenous.gateway.errors import HumanStop
from entrenous.gateway.legal_desk import read_card, values_for
from entrenous.gateway.verdicts import answer_of
from entrenous.keyring.errors import KeyNotHeld
from entrenous.letters import Kind, Letter, compose
from entrenous.letters import Promise as Announced
from entrenous.web.gateway.access import LEGAL
from entrenous.web.gateway.forms.sending import SendForm
from entrenous.web.gateway.pages import RequestPage
from entrenous.web.protect.forms import VALUE_PREFIX


@dataclass(frozen=True)
class Writing:
    """A letter being written about a request; `promise` is the one a reminder is about."""

    page: RequestPage
    kind: Kind
    record: UUID | None = None

    @property
    def is_open(self) -> bool:
        """Whether this letter fits where the request stands."""
        stands = self.page.row.stands
        if self.kind in ANSWERS:
            return stands == State.DECIDED
        if self.kind is Kind.DEMAND_EVIDENCE:
            return stands in UNDECIDED
        if self.kind is Kind.ACKNOWLEDGE_WITHDRAWAL:
            return stands == State.WITHDRAWN
        return self.kind is Kind.REMINDER or stands not in ENDED

    @cached_property
    def promise(self) -> Promise | None:
        """What was announced; 404 for a reminder about nothing."""
        if self.kind is not Kind.REMINDER:
            return None
        known = next((p for p in self.page.found.promises if p.id == self.record), None)
        if known is None:
            raise Http404
        return known.content

    @cached_property
    def _card(self) -> dict[str, str]:
        """Item → words of the card, for the legal desk alone; each reading is journaled."""
        page, decision = self.page, self.page.decision
        is_theirs = page.is_a(LEGAL) and not page.found.holds_whole
        if self.kind is not Kind.LIMITED or decision is None or not is_theirs:
            return {}
        try:
            card = read_card(page.request.keyring, page.row.pk)
        except (HumanStop, KeyNotHeld):
            return {}
        everything = type(decision)(
            decision.follows, decision.decided_on, decision.decided_by, give=("identite", "adresse")
        )
        return dict(values_for(card, everything))

    @property
    def given(self) -> tuple[str, ...]:
        """The items decided, for the letter that carries them."""
        decision = self.page.decision
        return decision.give if decision and self.kind is Kind.LIMITED else ()

    def form(self) -> SendForm:
        """The particulars: as sent, else filled with what the service knows of itself."""
        request = self.page.request
        data = request.POST if request.method == "POST" else None
        promise = self.promise
        announced = Announced(promise.what, due_on=promise.due_on) if promise else None
        return SendForm(
            data,
            kind=self.kind,
            given=self.given,
            initial=self._initial(),
            our_reference=reference_of(self.page.row.pk),
            promise=announced,
        )

    def compose(self, form: SendForm) -> Letter:
        """The letter; LetterError with the field in the way.

        A letter that gives nothing is made of the answer to the letter alone.
        """
        page, decision = self.page, self.page.decision
        limited = self.kind is Kind.LIMITED
        kept = {item: value for item, value in self._card.items() if item not in self.given}
        return compose(
            self.kind,
            answer_of(page.verdict) if limited else page.paper,
            form.values(),
            form.particulars(requester=page.who, received_on=page.letter.received_on),
            kept=kept,
            confirmed=quotable_names(page.request.keyring.organisation),
            departs=bool(limited and decision and not decision.follows),
            signed=len(decision.signatures) if decision else 0,
        )

    def preview(self) -> Letter:
        """The letter as it stands before anything is typed; LetterError when it needs something."""
        filled = self.form()
        values = {
            name: filled.get_initial_for_field(field, name) for name, field in filled.fields.items()
        }
        form = SendForm(
            {name: _typed(value) for name, value in values.items()},
            kind=self.kind,
            given=self.given,
            our_reference=filled.our_reference,
            promise=filled.promise,
        )
        form.is_valid()
        return self.compose(form)

    def _initial(self) -> dict[str, object]:
        page, letter = self.page, self.page.letter
        place, agent = page.row.circonscription, page.request.user
        is_legal = page.is_a(LEGAL) and not page.is_a(Function.Kind.SOCIAL_WORKER)
        return {
            "organisation": agent.organisation.name,
            "service": "Service juridique" if is_legal else place.name,
            "address": "" if is_legal else place.address,
            "place": agent.organisation.commune if is_legal else place.commune,
            "phone": agent.phone if is_legal else place.phone,
            "recipient": letter.requester_name,
            "recipient_address": letter.requester_address,
            "reference": letter.reference,
            "letter_on": letter.letter_on,
            "signatory": "Service juridique" if is_legal else "Service social",
            "person_named": letter.person_named,
            "author": letter.person_named,
            **{VALUE_PREFIX + item: self._card[item] for item in self.given if item in self._card},
        }


def reference_of(request: UUID) -> str:
    """The number of a request in letters: never a dossier's."""
    return f"S-{timezone.localdate():%Y}-{request.hex[:6].upper()}"


def _typed(value: object) -> object:
    return value.strftime("%d %m %Y") if hasattr(value, "strftime") else value or ""
