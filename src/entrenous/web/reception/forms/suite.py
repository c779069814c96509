"""The decision at the end of a listening, and the slot that goes with some of them."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils import timezone

from entrenous.agents.models import Agent
from entrenous.reception import agenda
from entrenous.reception.actions import Suite
from entrenous.reception.codes import Decision, NoSuite
from entrenous.reception.errors import FarSlot, PastSlot, SlotTaken
from entrenous.reception.models import Appointment
from entrenous.web.common.fields import (
    FrenchDateField,
    FrenchTimeField,
    PlainLineField,
    PlainTextField,
)
from entrenous.web.common.forms import Form
from entrenous.web.common.templatetags.look import heure
from entrenous.web.reception.forms.fields import MinutesField

USUAL_CALL_MINUTES: Final = 15
PAST: Final = "Ce moment est déjà passé. Indiquez une date et une heure à venir."
FAR: Final = "Cette date est à plus de deux ans. Vérifiez l’année."
SKIPPED: Final = "Cette heure n’existe pas ce jour-là : on change d’heure. Choisissez-en une autre."


class SlotForm(Form):
    """With whom, when, how long, where."""

    worker = forms.ChoiceField(label="Avec qui", required=False)
    on = FrenchDateField(label="Le", required=False, help_text="Par exemple 27 11 2026.")
    at = FrenchTimeField(label="À", required=False, help_text="Par exemple 14 h 30.")
    minutes = MinutesField(label="Minutes", required=False, initial=str(agenda.USUAL_MINUTES))
    where = forms.ChoiceField(
        label="Où", choices=Appointment.Where.choices, initial="office", required=False
    )

    slot_is_asked = True
    kind = Appointment.Kind.MEETING

    def __init__(self, *args: Any, workers: Iterable[Agent] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workers = {str(a.pk): a for a in workers}
        named = [(pk, a.display_name) for pk, a in self.workers.items()]
        field = self.fields["worker"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [("", "Choisir"), *named]
        self.slot: agenda.Slot | None = None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.slot_is_asked:
            self._read_slot(data)
        return data

    def refuse(self, refused: Exception) -> None:
        """Say beside the hour why the agenda refused it."""
        if isinstance(refused, SlotTaken):
            who = refused.who.display_name
            free = agenda.next_free(
                refused.who.pk, count=3, first=timezone.localdate(refused.starts_at)
            )
            offered = ", ".join(f"{d:%d/%m} à {heure(d)}" for d in free)
            told = (
                f"{who} a déjà quelque chose de {heure(refused.starts_at)} "
                f"à {heure(refused.ends_at)}. Choisissez une autre heure"
            )
            self.add_error("at", f"{told} ; libre : {offered}." if offered else f"{told}.")
        elif isinstance(refused, PastSlot):
            self.add_error("on", PAST)
        elif isinstance(refused, FarSlot):
            self.add_error("on", FAR)
        else:
            raise refused

    def _read_slot(self, data: dict[str, Any]) -> None:
        for name, told in (
            ("worker", "Choisissez avec qui."),
            ("on", "Indiquez le jour."),
            ("at", "Indiquez l’heure."),
        ):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, told)
        if self.errors.keys() & {"worker", "on", "at", "minutes"}:
            return
        try:
            starts_at = agenda.local(data["on"], data["at"])
        except agenda.NoSuchTime:
            self.add_error("at", SKIPPED)
            return
        is_call = self.kind is Appointment.Kind.CALL_BACK
        self.slot = agenda.Slot(
            starts_at,
            USUAL_CALL_MINUTES if is_call else data["minutes"] or agenda.USUAL_MINUTES,
            Appointment.Where.PHONE if is_call else Appointment.Where(data["where"] or "office"),
            self.kind,
        )


class SuiteForm(SlotForm):
    """One decision, and what it needs."""

    missing = {"decision": "Choisissez ce qui est décidé."}

    decision = forms.ChoiceField(
        label="Ce qui est décidé", choices=Decision.choices(), widget=forms.RadioSelect
    )
    answer = PlainTextField(label="Ce qui a été répondu", required=False, rows=2)
    other_service = PlainLineField(label="Vers quel service", required=False)
    limit = PlainTextField(
        label="Ce que je ne peux pas faire, et qui le peut",
        required=False,
        rows=2,
        max_length=1_000,
        help_text="Dit à la personne, et imprimé sur son reçu complet.",
    )
    no_suite = forms.ChoiceField(
        label="Pourquoi sans suite", choices=[("", "Choisir"), *NoSuite.choices()], required=False
    )

    @property
    def slot_is_asked(self) -> bool:  # type: ignore[override]
        return self.cleaned_data.get("decision") in (Decision.APPOINTMENT, Decision.CALL_BACK)

    @property
    def kind(self) -> Appointment.Kind:  # type: ignore[override]
        is_call = self.cleaned_data.get("decision") == Decision.CALL_BACK
        return Appointment.Kind.CALL_BACK if is_call else Appointment.Kind.MEETING

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        decision = data.get("decision")
        if decision == Decision.OTHER_SERVICE and not data.get("other_service"):
            self.add_error("other_service", "Indiquez le service vers lequel la personne va.")
        if decision == Decision.NO_SUITE and not data.get("no_suite"):
            self.add_error("no_suite", "Choisissez la raison.")
        return data

    def suite(self) -> Suite:
        """The decision as the action takes it. Only for a valid form."""
        data = self.cleaned_data
        return Suite(
            decision=Decision(data["decision"]),
            answer=data["answer"],
            other_service=data["other_service"],
            no_suite=NoSuite(data["no_suite"]) if data["no_suite"] else None,
            agent=self.workers[data["worker"]] if self.slot else None,
            slot=self.slot,
            limit=data["limit"],
        )
