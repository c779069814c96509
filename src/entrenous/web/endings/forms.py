"""The forms of an ending: what is proposed, told, objected to, pronounced, answered."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from entrenous.dossiers.codes import AskedBy, EndingReason
from entrenous.dossiers.contact import ContactRule
from entrenous.dossiers.contents import ThreadEntry
from entrenous.endings import rules
from entrenous.endings.actions import Proposal, Telling
from entrenous.endings.codes import Later, Outcome, Told
from entrenous.endings.contents import Attempt, SharedEnding
from entrenous.endings.queries import KnownEnding
from entrenous.keyring.records import OpenRecord
from entrenous.web.common.fields import FrenchDateField, PlainTextField
from entrenous.web.common.templatetags.look import jour_long
from entrenous.web.dossiers.forms.acts import ActForm
from entrenous.web.dossiers.forms.once import OnceForm
from entrenous.web.dossiers.words import title_of

_EXAMPLE = "Par exemple 27 11 2026."
_YES_NO = [("yes", "Oui"), ("no", "Non")]
_CONSENT = [*_YES_NO, ("not_asked", "Pas encore demandé")]
_MOST_PAPERS = 20


def _labelled(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(code, label[:1].upper() + label[1:]) for code, label in choices]


class DayForm(ActForm):
    """An act that only has its day."""

    missing: ClassVar = {"on": "Indiquez le jour."}

    on = FrenchDateField(label="Jour", help_text=_EXAMPLE)

    def clean_on(self) -> date | None:
        return self.day("on")


class ProposeForm(OnceForm, DayForm):
    """Who asks for the ending, since when, how it is named; what was tried without news."""

    missing: ClassVar = {
        "asked_by": "Dites qui propose cette fin.",
        "on": "Indiquez le jour où elle est proposée.",
        "reason": "Choisissez ce qui décrit le mieux cette fin.",
    }

    on = FrenchDateField(label="Proposée le", help_text=_EXAMPLE)
    asked_by = forms.ChoiceField(
        label="Qui propose la fin ?",
        choices=_labelled(AskedBy.choices()),
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(
        label="Comment cet accompagnement se termine",
        choices=_labelled(EndingReason.choices()),
        widget=forms.RadioSelect,
        help_text="Scellé à part, compté sans nom. La lettre à la personne ne le dit pas.",
    )
    attempts = forms.MultipleChoiceField(
        label="Sans nouvelles : les essais restés sans réponse",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Deux essais par deux moyens, écrits dans le fil. La lettre vient ensuite.",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ["asked_by", "on", "reason", "attempts", "version", "once"]

    def __init__(
        self,
        *args: Any,
        entries: Sequence[OpenRecord[ThreadEntry]],
        told: Told | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._entries = {str(e.id): e.content for e in entries}
        self._told = told
        field = self.fields["attempts"]
        field.choices = [(k, _said(e)) for k, e in self._entries.items()]  # type: ignore[attr-defined]
        if not self._entries:
            field.help_text = (
                "Aucun essai n’est écrit dans le fil de cet accompagnement : ajoutez-les d’abord, "
                "avec leur jour et leur façon."
            )

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("reason") != EndingReason.NO_NEWS:
            return
        ticked = [
            Attempt(k, self._entries[k].on, self._entries[k].mode) for k in data.get("attempts", ())
        ]
        if sentence := rules.lacking_attempts(ticked):
            self.add_error("attempts", sentence)
        if sentence := rules.lacking_letter(EndingReason.NO_NEWS, self._told):
            self.add_error("reason", sentence)

    def lines(self) -> list[tuple[str, str]]:
        """Each attempt on a line of its own, and only when they count."""
        data = self.cleaned_data
        said = [
            ("Qui propose la fin ?", AskedBy(data["asked_by"]).label),
            ("Proposée le", jour_long(data["on"])),
            ("Comment cet accompagnement se termine", EndingReason(data["reason"]).label),
        ]
        if data["reason"] == EndingReason.NO_NEWS:
            tried = "\n".join(_said(self._entries[k]) for k in data["attempts"])
            said.append(("Essais restés sans réponse", tried))
        return said

    def proposal(self) -> Proposal:
        """What is proposed. Call it on a valid form."""
        data = self.cleaned_data
        attempts = tuple(UUID(k) for k in data["attempts"])
        return Proposal(
            AskedBy(data["asked_by"]), data["on"], EndingReason(data["reason"]), attempts
        )


class TellForm(ActForm):
    """The closing interview or the letter, and what both keep of the way made."""

    missing: ClassVar = {
        "how": "Dites comment la personne a été informée.",
        "on": "Indiquez le jour de l’entretien, ou celui de la lettre.",
    }

    how = forms.ChoiceField(
        label="Comment la personne est informée",
        choices=_labelled(Told.choices()),
        widget=forms.RadioSelect,
    )
    on = FrenchDateField(label="Jour de l’entretien, ou de la lettre", help_text=_EXAMPLE)
    summary = PlainTextField(
        label="Ce que vous retenez ensemble",
        required=False,
        rows=6,
        help_text="Le chemin fait, ce qui est acquis, ce qui reste. Écrit pour être lu par elle.",
    )
    read_together_on = FrenchDateField(
        label="Relu ensemble le",
        required=False,
        help_text="Laissez vide si cela n’a pas été possible.",
    )
    given_back = PlainTextField(
        label="Documents rendus",
        required=False,
        rows=3,
        max_length=2_000,
        help_text="Un par ligne : bail, quittances, ordonnance…",
    )
    person_words = PlainTextField(
        label="Ses mots sur cette fin",
        required=False,
        rows=3,
        help_text="Comme elle les dit. Rien si elle ne le souhaite pas.",
    )
    later = forms.ChoiceField(
        label="Accepterait-elle plus tard un questionnaire anonyme ?",
        required=False,
        choices=_labelled(Later.choices()),
        widget=forms.RadioSelect,
        initial=Later.NOT_ASKED.value,
        help_text="Une seule fois, sans insister. Ce n’est jamais un appel. Elle peut le retirer.",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        known: KnownEnding,
        rule: ContactRule,
        is_form_given: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._known, self._rule = known, rule
        may_ask = is_form_given and rule.may_contact and known.reason is not EndingReason.DEATH
        if known.later is not None or not may_ask:
            del self.fields["later"]

    def clean_on(self) -> date | None:
        return self.day("on")

    def clean_read_together_on(self) -> date | None:
        return self.day("read_together_on")

    def clean_how(self) -> str:
        how: str = self.cleaned_data["how"]
        reason = self._known.reason
        sentence = rules.lacking_letter(reason, Told(how)) if reason else ""
        sentence = sentence or rules.letter_fault(Told(how), may_write=self._rule.may_write)
        if sentence:
            raise ValidationError(sentence)
        return how

    def clean_given_back(self) -> str:
        text: str = self.cleaned_data["given_back"]
        if len(_rows(text)) > _MOST_PAPERS:
            raise ValidationError(f"Regroupez : {_MOST_PAPERS} lignes au plus.")
        return text

    def telling(self) -> Telling:
        """What was told. Call it on a valid form."""
        data = self.cleaned_data
        return Telling(
            how=Told(data["how"]),
            on=data["on"],
            summary=data["summary"],
            read_together_on=data["read_together_on"],
            given_back=_rows(data["given_back"]),
            person_words=data["person_words"],
            later=Later(data.get("later") or Later.NOT_ASKED),
        )


class ObjectForm(DayForm):
    """She objects: a day, her words if she gives some."""

    missing: ClassVar = {"on": "Indiquez le jour où elle l’a dit."}

    words = PlainTextField(
        label="Ses mots", required=False, rows=3, help_text="Aucune raison n’est demandée."
    )


class ObjectAfterForm(ObjectForm):
    """The same, once it has ended: it is taken up again, with her answer about the former text."""

    missing: ClassVar = {
        **ObjectForm.missing,
        "consent": "Posez-lui la question, ou dites qu’elle n’est pas encore posée.",
    }

    consent = forms.ChoiceField(
        label="Accepte-t-elle que ce qui a été écrit avant soit relu ?",
        choices=_CONSENT,
        widget=forms.RadioSelect,
    )


class SettleForm(DayForm):
    """What was decided together after an objection."""

    missing: ClassVar = {
        "on": "Indiquez le jour où vous en avez parlé.",
        "outcome": "Dites ce que vous avez décidé ensemble.",
    }

    outcome = forms.ChoiceField(
        label="Ce que vous avez décidé",
        choices=_labelled(Outcome.choices()),
        widget=forms.RadioSelect,
    )
    words = PlainTextField(
        label="Ce qui a été dit",
        required=False,
        rows=3,
        help_text="La personne peut le lire.",
    )
    field_order = ["on", "outcome", "words"]


class ShortenForm(DayForm):
    """The day she agreed not to wait."""

    missing: ClassVar = {"on": "Indiquez le jour où la personne l’a dit."}

    on = FrenchDateField(label="La personne l’a accepté le", help_text=_EXAMPLE)


class PronounceForm(DayForm):
    """The day of the end. What is missing is said beside it."""

    missing: ClassVar = {"on": "Indiquez le jour de la fin."}

    on = FrenchDateField(label="Jour de la fin", help_text=_EXAMPLE, latest=timezone.localdate)


class ReopenForm(DayForm):
    """Taking up again, and her answer about what was written before."""

    missing: ClassVar = {
        "on": "Indiquez le jour de la reprise.",
        "consent": "Posez-lui la question, ou dites qu’elle n’est pas encore posée.",
    }

    on = FrenchDateField(label="Jour de la reprise", help_text=_EXAMPLE)
    consent = forms.ChoiceField(
        label="La personne accepte-t-elle que ce qui a été écrit avant soit relu ?",
        choices=_CONSENT,
        widget=forms.RadioSelect,
        help_text="Sans son accord, ces écrits restent repliés. Elle peut changer d’avis.",
    )


class FormerForm(DayForm):
    """Her answer about what was written before, asked afterwards."""

    missing: ClassVar = {
        "agrees": "Notez sa réponse.",
        "on": "Indiquez le jour où elle a répondu.",
    }

    agrees = forms.ChoiceField(
        label="La personne accepte-t-elle que ce qui a été écrit avant soit relu ?",
        choices=_YES_NO,
        widget=forms.RadioSelect,
    )
    field_order = ["agrees", "on"]


class AloneForm(DayForm):
    """Who asks that nobody contacts her, since when."""

    missing: ClassVar = {
        "asked_by": "Dites qui le demande.",
        "on": "Indiquez depuis quand.",
    }

    asked_by = forms.ChoiceField(
        label="Qui le demande ?", choices=_labelled(AskedBy.choices()), widget=forms.RadioSelect
    )
    on = FrenchDateField(label="Depuis le", help_text=_EXAMPLE)
    field_order = ["asked_by", "on"]


def initial_of(said: SharedEnding) -> dict[str, Any]:
    """What was told, as the form shows it again."""
    return {
        "how": said.told.value if said.told else "",
        "on": said.told_on,
        "summary": said.summary,
        "read_together_on": said.read_together_on,
        "given_back": "\n".join(said.given_back),
        "person_words": said.person_words,
    }


def _said(entry: ThreadEntry) -> str:
    return f"{title_of(entry)}, le {jour_long(entry.on)}"


def _rows(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
