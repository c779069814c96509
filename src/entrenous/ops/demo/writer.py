"""Write a told dossier through the actions that the pages use: nothing is put in by the back door.

Only days that lie in the past are set afterwards, on clear columns: an action writes today.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from entrenous.dossiers import closing, thread
from entrenous.dossiers.actions import keep, open_dossier
from entrenous.dossiers.contents import (
    ContactMeans,
    DomainAssessment,
    HouseholdMember,
    NextStep,
    Outlook,
    Passage,
    PersonCard,
    PlanAction,
    PlanReview,
    ThreadEntry,
)
from entrenous.dossiers.models import Dossier, DueDate
from entrenous.handover import sheets, transferring
from entrenous.handover.codes import Way
from entrenous.handover.contents import HandoverNotes, HandoverSheet
from entrenous.journal.acts import Act
from entrenous.keyring import records
from entrenous.keyring.opening import Keyring
from entrenous.ops.demo import (
    agreements,
    budgets,
    endings,
    filed,
    letters,
    mediations,
    minimum,
    procedures,
    relays,
    shapes,
)
from entrenous.ops.demo.house import DemoHouse
from entrenous.ops.demo.received import Received
from entrenous.plans import actions as plans
from entrenous.plans import assessment
from entrenous.reception import agenda
from entrenous.reception.errors import SlotTaken
from entrenous.reception.models import Appointment


class DossierWriter:
    """One told dossier being written. `write` is the only thing to call."""

    def __init__(self, house: DemoHouse, told: shapes.SyntheticDossier) -> None:
        self.house = house
        self.told = told
        self.dossier: Dossier
        self._steps: dict[str, UUID] = {}

    @transaction.atomic
    def write(self) -> Dossier:
        """Open the dossier and tell all its events, in order."""
        first = next((e.by for e in self.told.events if isinstance(e, shapes.Transferred)), None)
        self.dossier = self._open(self.house.keyring(first or self.told.referent))
        for event in self.told.events:
            self._tell(event)
        last = max((e.on for e in self.told.events), default=self.told.opened_on)
        self.dossier.refresh_from_db()
        self.dossier.touched_on = min(last, timezone.localdate())
        self.dossier.save(update_fields=["touched_on"])
        return self.dossier

    def _holder(self) -> Keyring:
        """Whoever holds the dossier now: a colleague on duty hands her note to the référente."""
        return next(
            k for k in self.house.keyrings.values() if k.agent.pk == self.dossier.referent_id
        )

    def _open(self, by: Keyring) -> Dossier:
        return open_dossier(
            by,
            self._card(),
            secteur=self.house.secteurs[self.told.secteur],
            reasons=reason_of(self.told),
            contacts=means_of(self.told.person),
            members=members_of(self.told.person),
            safe_rule=self.told.person.safe_rule,
            on=self.told.opened_on,
        )

    def _card(self) -> PersonCard:
        return card_of(self.told)

    def _tell(self, event: shapes.Event) -> None:
        match event:
            case shapes.Written():
                self._written(event)
            case shapes.Assessed():
                self._assessed(event)
            case shapes.Agreed():
                self._agreed(event)
            case shapes.Reviewed():
                self._reviewed(event)
            case shapes.Booked():
                self._booked(event)
            case shapes.Transferred() | shapes.Ended() | endings.EndingTold():
                self._left(event)
            case _:
                self._brought(event)

    def _brought(self, told: shapes.Event) -> None:
        """What comes with a paper: a letter, a piece, a budget, an agreement, dates."""
        holder = self._holder()
        match told:
            case filed.Filed():
                filed.file(told, by=holder, dossier=self.dossier)
            case Received():
                letters.receive(self.house, told, by=holder, dossier=self.dossier)
            case budgets.Budgeted():
                budgets.keep(told, by=holder, dossier=self.dossier)
            case agreements.Consented():
                agreements.keep(told, by=holder, dossier=self.dossier)
            case minimum.HerLetter():
                minimum.keep(told, by=holder, dossier=self.dossier)
            case procedures.Followed():
                procedures.follow(told, by=holder, dossier=self.dossier)
            case relays.Oriented() | mediations.Mediated():
                self._told_to_others(told)
            case _:  # what happens at reception is told by `desk`
                return

    def _told_to_others(self, told: relays.Oriented | mediations.Mediated) -> None:
        """What is said of her to a third party, with her agreement."""
        if isinstance(told, relays.Oriented):
            relays.keep(told, by=self._holder(), dossier=self.dossier)
        else:
            mediations.keep(told, by=self._holder(), dossier=self.dossier)

    def _written(self, told: shapes.Written) -> None:
        written = thread.write_entry(self._holder(), self.dossier, entry_of(told))
        past = DueDate.objects.filter(dossier=self.dossier, record=written.record)
        for due in past.filter(due_on__lt=timezone.localdate()):
            due.done_on = due.due_on
            due.save(update_fields=["done_on"])

    def _assessed(self, told: shapes.Assessed) -> None:
        holder = self._holder()
        for view in told.views:
            assessment.keep_domain(
                holder,
                self.dossier,
                DomainAssessment(
                    view.domain, view.not_discussed, view.facts, view.person_words, view.reading
                ),
                based_on=0,
            )
        if told.synthesis:
            assessment.keep_synthesis(
                holder,
                self.dossier,
                text=told.synthesis,
                read_together_on=told.read_together_on,
                disagreement=told.disagreement,
                based_on=0,
            )

    def _agreed(self, told: shapes.Agreed) -> None:
        self._add_goals(told.goals)
        plans.keep_frame(
            self._holder(),
            self.dossier,
            rhythm=told.rhythm,
            next_review_on=told.next_review_on,
            agreed_on=told.on,
        )
        self._keep_outlook(why=told.why, following=told.next, on=told.next_review_on)

    def _add_goals(self, goals: tuple[shapes.Goal, ...]) -> None:
        holder = self._holder()
        for goal in goals:
            objective = plans.add_objective(holder, self.dossier, goal.words)
            for step in goal.steps:
                action = PlanAction(
                    objective=str(objective),
                    what=step.what,
                    doer=step.doer,
                    partner=step.partner,
                    help_needed=step.help_needed,
                    due_on=step.due_on,
                )
                self._steps[step.key] = plans.keep_action(holder, self.dossier, action)

    def _reviewed(self, told: shapes.Reviewed) -> None:
        known = self._due_days()
        news = {
            self._steps[move.step]: plans.ActionNews(
                move.state, move.note, known.get(self._steps[move.step])
            )
            for move in told.moves
            if move.step in self._steps
        }
        review = PlanReview(told.on, told.done, told.remaining, told.changed, told.person_words)
        plans.review(
            self._holder(),
            self.dossier,
            review,
            news,
            next_review_on=told.next_review_on,
            seen={},
        )
        self._add_goals(told.added)
        if told.next:
            self._keep_outlook(following=told.next, on=told.next_review_on)

    def _due_days(self) -> dict[UUID | None, date]:
        rows = DueDate.objects.filter(dossier=self.dossier, kind=DueDate.Kind.ACTION)
        return dict(rows.values_list("record", "due_on"))

    def _booked(self, told: shapes.Booked) -> None:
        starts_at = instant(told.on, told.at)
        holder = self._holder()
        if starts_at > timezone.now():
            slot = agenda.Slot(starts_at, told.minutes)
            agenda.book(holder.agent, slot, by=holder, dossier=self.dossier.pk)
            return
        status = (
            Appointment.Status.HONOURED if told.kept is not False else Appointment.Status.MISSED
        )
        Appointment.objects.create(
            agent=holder.agent,
            starts_at=starts_at,
            minutes=told.minutes,
            status=status,
            dossier=self.dossier,
        )

    def _left(self, told: shapes.Transferred | shapes.Ended | endings.EndingTold) -> None:
        if isinstance(told, endings.EndingTold):
            endings.tell(told, by=self._holder(), dossier=self.dossier)
            return
        if isinstance(told, shapes.Ended):
            closing.end(
                self._holder(),
                self.dossier,
                on=told.on,
                reason=told.reason,
                summary=told.summary,
            )
            return
        self._passed_on(told)

    def _passed_on(self, told: shapes.Transferred) -> None:
        """The sheet, then the same steps as the pages: whoever takes over has it to read."""
        holder, dossier = self._holder(), self.dossier
        said = HandoverSheet(told.to_know, told.says_herself, together_on=told.on)
        notes = HandoverNotes(told_on=told.on, told_way=Way.TALK)
        sheets.keep(holder, dossier, said, notes, based_on=(0, 0))
        batch = transferring.prepare(holder, [dossier.pk], self.house.agent(told.to))
        transferring.start(holder, batch)
        transferring.advance(holder, batch)
        dossier.refresh_from_db()

    def _keep_outlook(self, *, following: str, on: date | None, why: str = "") -> None:
        holder = self._holder()
        opened = holder.open(self.dossier.pk, Act.DOSSIER_OPENED)
        known = records.read(opened, Outlook).one(Outlook)
        former = known.content if known else Outlook()
        keep(
            holder,
            self.dossier,
            Outlook(why or former.why, following, on),
            record=known.id if known else None,
        )


def card_of(told: shapes.SyntheticDossier) -> PersonCard:
    """Who the person is."""
    person = told.person
    return PersonCard(
        family_name=person.family_name,
        given_name=person.given_name,
        birth_name=person.birth_name,
        form_of_address=person.form_of_address,
        birth_year=person.birth_year,
        commune=person.commune,
        street=person.street,
        language=person.language,
        interpreter=person.interpreter,
        carry=person.carry,
        is_protected=told.protected,
    )


def means_of(person: shapes.PersonTold) -> list[ContactMeans]:
    """How to reach her, with her rule."""
    told = (("téléphone", person.phone), ("courriel", person.email))
    return [ContactMeans(what, to, person.safety, person.safe_rule) for what, to in told if to]


def members_of(person: shapes.PersonTold) -> list[HouseholdMember]:
    """Who lives with her."""
    return [HouseholdMember(m.given_name, m.link, m.birth_year) for m in person.household]


def reason_of(told: shapes.SyntheticDossier) -> str:
    """Why one works together, in a line: as agreed, else the themes of the first entry."""
    agreed = next((e for e in told.events if isinstance(e, shapes.Agreed) and e.why), None)
    if agreed is not None:
        return agreed.why
    written = (e for e in told.events if isinstance(e, shapes.Written))
    themes = next((e.themes for e in written if e.themes), ())
    return ", ".join(t.label for t in themes).capitalize()


def entry_of(told: shapes.Written) -> ThreadEntry:
    """An entry of the thread, its passages marked."""
    return ThreadEntry(
        on=told.on,
        mode=told.mode,
        at=told.at,
        doing=told.doing,
        text=told.text,
        passages=tuple(Passage(*mark) for mark in told.marks),
        themes=told.themes,
        minutes=told.minutes,
        decided=told.decided,
        next_steps=tuple(NextStep(s.doer, s.what, s.due_on) for s in told.next_steps),
    )


def instant(on: date, at: str) -> datetime:
    """A day and « 9 h 40 » as an instant; nine o'clock when no hour was told."""
    hour, _, minute = (at or "9 h").partition("h")
    return agenda.local(on, time(int(hour), int(minute.strip() or 0)))


def book(dossier: Dossier, told: shapes.Booked, *, by: Keyring) -> None:
    """A past appointment is a row as it would be today; one to come is really booked."""
    starts_at = instant(told.on, told.at)
    if starts_at <= timezone.now():
        kept = told.kept is not False
        Appointment.objects.create(
            agent=by.agent,
            starts_at=starts_at,
            minutes=told.minutes,
            status=Appointment.Status.HONOURED if kept else Appointment.Status.MISSED,
            dossier=dossier,
        )
        return
    for start in starts(starts_at, by):
        with suppress(SlotTaken):
            agenda.book(by.agent, agenda.Slot(start, told.minutes), by=by, dossier=dossier.pk)
            return


def starts(wanted: datetime, by: Keyring) -> Iterator[datetime]:
    """The hour that was told, then the free ones when somebody has it already."""
    yield wanted
    yield from agenda.next_free(by.agent.pk)
