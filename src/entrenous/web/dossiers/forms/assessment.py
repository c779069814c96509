"""The assessment: a domain in three separate boxes, and the synthesis read together."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from entrenous.dossiers.codes import Domain
from entrenous.dossiers.contents import DomainAssessment, Synthesis
from entrenous.dossiers.dates import refused_day
from entrenous.keyring.records import OpenRecord
from entrenous.web.common.fields import FrenchDateField, PlainTextField
from entrenous.web.common.forms import Form

_PAGE_CHARS = 6_000


class DomainForm(Form):
    """One domain: facts, her words and the reading, each in its box."""

    not_discussed = forms.BooleanField(
        label="Pas abordé",
        required=False,
        help_text="La personne ne souhaite pas en parler, ou ce n’est pas utile.",
    )
    facts = PlainTextField(
        label="Les faits", required=False, help_text="Datés, avec d’où on les tient.", rows=5
    )
    person_words = PlainTextField(
        label="Ce que la personne dit et veut", required=False, help_text="Ses paroles.", rows=5
    )
    reading = PlainTextField(
        label="Ma lecture",
        required=False,
        help_text="Un avis, signalé comme tel. Elle pourra le lire.",
        rows=3,
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> None:
        data = self.cleaned_data
        written = any(data.get(name) for name in ("facts", "person_words", "reading"))
        if self.errors:
            return
        if data["not_discussed"] and written:
            self.add_error(
                "not_discussed",
                "Un texte est écrit plus bas : videz-le, ou décochez « pas abordé ».",
            )
        elif not data["not_discussed"] and not written:
            self.add_error("facts", "Écrivez dans l’une des trois cases, ou cochez « pas abordé ».")

    def assessment(self, domain: Domain) -> DomainAssessment:
        """What was typed, as it is sealed. Call it on a valid form."""
        kept = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return DomainAssessment(domain=domain, **kept)

    @classmethod
    def initial_of(cls, known: OpenRecord[DomainAssessment]) -> dict[str, Any]:
        content = known.content
        return {
            "not_discussed": content.not_discussed,
            "facts": content.facts,
            "person_words": content.person_words,
            "reading": content.reading,
            "version": known.version,
        }


class SynthesisForm(Form):
    """The one page read together, and her disagreement."""

    missing: ClassVar = {"text": "Écrivez la synthèse."}

    text = PlainTextField(
        label="La synthèse",
        rows=12,
        max_length=_PAGE_CHARS,
        help_text="Une page, en mots simples, à lire avec la personne.",
    )
    read_together_on = FrenchDateField(
        label="Lue ensemble le", required=False, help_text="Laissez vide tant que ce n’est pas lu."
    )
    disagreement = PlainTextField(
        label="Ce avec quoi la personne n’est pas d’accord",
        required=False,
        rows=3,
        help_text="Ses mots. Ils restent à côté de la synthèse, partout où elle est lue.",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_read_together_on(self) -> date | None:
        on: date | None = self.cleaned_data["read_together_on"]
        refused = refused_day(on, today=timezone.localdate()) if on else ""
        if refused:
            raise ValidationError(refused)
        return on

    @classmethod
    def initial_of(cls, known: OpenRecord[Synthesis]) -> dict[str, Any]:
        content = known.content
        return {
            "text": content.text,
            "read_together_on": content.read_together_on,
            "disagreement": content.disagreement,
            "version": known.version,
        }
