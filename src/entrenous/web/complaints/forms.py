"""A complaint: what she asks, about whom, how to answer her; then the answer and what is told."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from entrenous.agents.models import Agent, Circonscription
from entrenous.complaints.actions import Entered
from entrenous.complaints.codes import Outcome, ReplyBy, Wish
from entrenous.complaints.contents import (
    Complainant,
    ComplaintAnswer,
    ComplaintStep,
    ComplaintWords,
    ToldToAgent,
)
from entrenous.complaints.queries import OpenComplaint
from entrenous.web.common.fields import FrenchDateField, PlainLineField, PlainTextField
from entrenous.web.common.forms import Form
from entrenous.web.dossiers.forms.acts import ActForm, Choices
from entrenous.web.dossiers.forms.once import OnceForm

_EXAMPLE: Final = "Par exemple 27 11 2026."
_WORDS_CHARS: Final = 20_000


class EnterForm(OnceForm):
    """What the person says, written for her; sealed away from whom it concerns."""

    missing: ClassVar = {
        "wish": "Dites ce que la personne demande.",
        "words": "Écrivez ce qu’elle dit, dans ses mots.",
        "name": "Écrivez un nom, ou celui qu’elle donne : il faut pouvoir lui répondre.",
        "reply_by": "Demandez-lui comment elle veut la réponse.",
        "place": "Choisissez le lieu concerné.",
        "on": "Indiquez le jour où elle l’a dit.",
    }

    wish = forms.ChoiceField(
        label="Ce que la personne demande", choices=Wish.choices(), widget=forms.RadioSelect
    )
    about = forms.ChoiceField(
        label="Qui est concerné ?",
        required=False,
        help_text="Cette personne ne la lira pas. Une responsable concernée : le service juridique "
        "répond.",
    )
    words = PlainTextField(
        label="Ce qu’elle dit, dans ses mots", rows=6, max_length=_WORDS_CHARS,
        help_text="Relisez avec elle. Vous ne pourrez plus le rouvrir ensuite.",
    )  # fmt: skip
    name = PlainLineField(label="Nom de la personne")
    reply_by = forms.ChoiceField(
        label="Comment veut-elle la réponse ?", choices=ReplyBy.choices(), widget=forms.RadioSelect
    )
    reply_to = PlainTextField(
        label="Adresse ou numéro pour lui répondre", required=False, rows=2, max_length=500
    )
    safe_rule = PlainLineField(
        label="Ce qu’il ne faut pas faire",
        required=False,
        help_text="Par exemple « jamais de message », « pas à cette adresse ».",
    )
    place = forms.ChoiceField(label="Lieu concerné")
    on = FrenchDateField(label="Dit le", help_text=_EXAMPLE, latest=timezone.localdate)

    def __init__(
        self,
        *args: Any,
        places: Sequence[Circonscription],
        agents: Choices,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(each.pk): each for each in places}
        named = [(pk, each.name) for pk, each in self.places.items()]
        self.fields["place"].choices = named  # type: ignore[attr-defined]
        self.fields["about"].choices = [("", "Personne en particulier"), *agents]  # type: ignore[attr-defined]

    def clean(self) -> None:
        data = self.cleaned_data
        needs_one = data.get("reply_by") in (ReplyBy.PHONE, ReplyBy.LETTER)
        if needs_one and not data.get("reply_to"):
            self.add_error("reply_to", "Écrivez où lui répondre.")

    def entered(self, dossier: UUID | None) -> Entered:
        """What is sealed. Call it on a valid form."""
        data = self.cleaned_data
        who = Complainant(
            data["name"], ReplyBy(data["reply_by"]), data["reply_to"], data["safe_rule"],
            str(dossier or ""),
        )  # fmt: skip
        about = Agent.objects.get(pk=data["about"]) if data["about"] else None
        said = ComplaintWords(Wish(data["wish"]), data["words"])
        return Entered(who, said, self.places[data["place"]], about, data["on"], data["once"])


class _SinceForm(ActForm):
    """A day that has come, not before the complaint."""

    on = FrenchDateField(label="Le", help_text=_EXAMPLE, latest=timezone.localdate)

    def __init__(self, *args: Any, shown: OpenComplaint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = shown

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < self.shown.row.received_on:
            raise ValidationError("Ce jour précède la réclamation : vérifiez la date.")
        return on


class NoteForm(_SinceForm):
    """Something done about it."""

    missing: ClassVar = {"on": "Indiquez le jour.", "words": "Écrivez ce qui a été fait."}

    words = PlainTextField(label="Ce qui a été fait ou dit", rows=4, max_length=_WORDS_CHARS)

    def step(self) -> ComplaintStep:
        """What is kept. Call it on a valid form."""
        return ComplaintStep(self.cleaned_data["on"], self.cleaned_data["words"])


class AnswerForm(_SinceForm):
    """What was decided, the words she is told, the reasons when nothing changes."""

    missing: ClassVar = {
        "outcome": "Choisissez ce qui est décidé.",
        "on": "Indiquez le jour de la réponse.",
        "answer": "Écrivez ce que la personne lira ou entendra.",
    }

    outcome = forms.ChoiceField(
        label="Ce qui est décidé", choices=Outcome.choices(), widget=forms.RadioSelect
    )
    answer = PlainTextField(
        label="La réponse, telle qu’elle la lira",
        rows=6,
        max_length=_WORDS_CHARS,
        help_text="En mots simples. Elle fait la lettre.",
    )
    reasons = PlainTextField(
        label="Les raisons",
        required=False,
        rows=4,
        max_length=_WORDS_CHARS,
        help_text="Demandées quand rien ne change. Elles restent ici ; dites-les aussi à la "
        "personne.",
    )
    field_order = ["outcome", "answer", "reasons", "on"]

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("outcome") == Outcome.KEPT and not data.get("reasons"):
            self.add_error("reasons", "Écrivez les raisons : un refus se motive.")

    def said(self) -> ComplaintAnswer:
        """What is kept. Call it on a valid form."""
        data = self.cleaned_data
        return ComplaintAnswer(
            data["on"], Outcome(data["outcome"]), data["answer"], data["reasons"]
        )


class TellForm(_SinceForm):
    """What the agent concerned is told, and to whom she passes the dossier when it changes."""

    missing: ClassVar = {
        "on": "Indiquez le jour.",
        "words": "Écrivez ce que cette personne lira : rien d’autre ne lui est ouvert.",
    }

    words = PlainTextField(
        label="Ce que l’agent concerné lira",
        rows=5,
        max_length=_WORDS_CHARS,
        help_text="Sans les mots de la personne, sauf si elle le veut bien.",
    )
    names_person = forms.BooleanField(label="Lui dire de qui il s’agit", required=False)
    to = forms.ChoiceField(label="À qui transmettre le dossier", required=False)
    field_order = ["words", "names_person", "to", "on"]

    def __init__(self, *args: Any, agents: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "À voir ensemble"), *agents]  # type: ignore[attr-defined]
        if not self.changes:
            del self.fields["to"]

    @property
    def changes(self) -> bool:
        """Whether the référente changes."""
        return self.shown.answer is not None and self.shown.answer.outcome is Outcome.CHANGED

    def clean(self) -> None:
        if self.changes and not self.cleaned_data.get("names_person"):
            self.add_error(
                "names_person", "Pour transmettre le dossier, il faut dire de qui il s’agit."
            )

    def told(self) -> ToldToAgent:
        """What is kept for her. Call it on a valid form, once there is an answer."""
        data, shown = self.cleaned_data, self.shown
        named = data["names_person"]
        outcome = shown.answer.outcome if shown.answer else Outcome.ANSWERED
        return ToldToAgent(
            data["on"], outcome, data["words"],
            person=shown.who.name if named else "",
            dossier=shown.who.dossier if named else "",
            to=data.get("to", ""),
        )  # fmt: skip


class ConstatForm(Form):
    """Nothing to type: what is missing was shown."""
