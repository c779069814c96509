"""What is typed of a collective action: people are counted, or have an alias; never a name."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar, Final
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils import timezone

from entrenous.agents.models import Circonscription
from entrenous.collective.actions import Held, Planned
from entrenous.collective.codes import MOST_PEOPLE, MOST_THEMES, Answer, Question
from entrenous.collective.contents import (
    ActionCard,
    AnswerCount,
    Assessment,
    Evaluation,
    Project,
    SessionSheet,
)
from entrenous.collective.models import CollectiveSession
from entrenous.dossiers.codes import Theme
from entrenous.web.common.fields import (
    FrenchDateField,
    FrenchTimeField,
    PlainLineField,
    PlainTextField,
)
from entrenous.web.common.forms import Form
from entrenous.web.dossiers.forms.once import OnceForm

_EXAMPLE: Final = "Par exemple 27 11 2026."
_TEXT_CHARS: Final = 5_000
_USUAL_MINUTES: Final = 120
_FIGURES: Final = {"inputmode": "numeric", "class": "champ-heure"}
_NO_NAME: Final = "Personne n’y est nommé."


def _count(label: str, *, required: bool = False, least: int = 0) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=required,
        min_value=least,
        max_value=MOST_PEOPLE,
        widget=forms.TextInput(attrs=_FIGURES),
        error_messages={
            "invalid": "Écrivez un nombre, en chiffres.",
            "min_value": f"Ce nombre est d’au moins {least}.",
            "max_value": f"Ce nombre est de {MOST_PEOPLE} au plus : vérifiez.",
        },
    )


class ProjectForm(OnceForm):
    """The title that the service reads, and the project that co-animators keep."""

    missing: ClassVar = {
        "title": "Donnez un titre à l’action : le service le lira.",
        "need": "Écrivez le besoin observé, en quelques mots.",
        "place": "Choisissez le lieu du service.",
    }

    place = forms.ChoiceField(label="Où, dans le service")
    title = PlainLineField(
        label="Titre", max_length=120, help_text=f"Lu par tout le service. {_NO_NAME}"
    )
    need = PlainTextField(
        label="Besoin observé", rows=4, max_length=_TEXT_CHARS,
        help_text="Ce qui revient dans les demandes, sans situation reconnaissable.",
    )  # fmt: skip
    aims = PlainTextField(label="Ce qui est visé", required=False, rows=3, max_length=_TEXT_CHARS)
    audience = PlainTextField(label="Pour qui", required=False, rows=2, max_length=_TEXT_CHARS)
    partners = PlainTextField(label="Partenaires", required=False, rows=2, max_length=_TEXT_CHARS)
    means = PlainTextField(
        label="Moyens", required=False, rows=2, max_length=_TEXT_CHARS,
        help_text="Salle, budget, matériel, temps.",
    )  # fmt: skip
    themes = forms.MultipleChoiceField(
        label="Thèmes",
        choices=Theme.choices(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Trois au plus. Ils servent à compter.",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: Sequence[Circonscription] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(place.pk): place for place in places}
        choices = [(pk, place.name) for pk, place in self.places.items()]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["place"]

    def clean_themes(self) -> list[str]:
        themes: list[str] = self.cleaned_data["themes"]
        if len(themes) > MOST_THEMES:
            raise ValidationError("Gardez trois thèmes au plus.")
        return themes

    def where(self) -> Circonscription:
        """The place chosen."""
        return self.places[self.cleaned_data["place"]]

    def card(self) -> ActionCard:
        """The title."""
        return ActionCard(self.cleaned_data["title"])

    def project(self) -> Project:
        """Why and how."""
        data = self.cleaned_data
        return Project(
            data["need"], data["aims"], data["audience"], data["partners"], data["means"],
            tuple(Theme(theme) for theme in data["themes"]),
        )  # fmt: skip


class PlanForm(Form):
    """When, how long, where, how many are expected."""

    missing: ClassVar = {"on": "Indiquez le jour.", "at": "Indiquez l’heure."}

    on = FrenchDateField(label="Le", help_text=_EXAMPLE)
    at = FrenchTimeField(label="À", help_text="Par exemple 14 h 30.")
    minutes = forms.IntegerField(
        label="Durée en minutes",
        min_value=5,
        max_value=720,
        initial=_USUAL_MINUTES,
        widget=forms.TextInput(attrs=_FIGURES),
        error_messages={
            "invalid": "Écrivez la durée en minutes, en chiffres : 120.",
            "min_value": "La durée est d’au moins cinq minutes.",
            "max_value": "La durée est de douze heures au plus.",
        },
    )
    place = PlainLineField(label="Lieu", required=False)
    expected = _count("Personnes attendues")
    session = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].initial = uuid4

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("on") and data.get("at") and _local(data["on"], data["at"]) is None:
            self.add_error("at", "Cette heure n’existe pas ce jour-là : on change d’heure.")

    def planned(self) -> Planned:
        """The session. Call it on a valid form."""
        data = self.cleaned_data
        starts_at = _local(data["on"], data["at"])
        assert starts_at is not None  # noqa: S101  # `clean` said so
        return Planned(starts_at, data["minutes"], data["expected"], data["place"])


class HoldForm(Form):
    """How many came; aliases only if people chose some."""

    missing: ClassVar = {"headcount": "Indiquez combien de personnes sont venues, zéro compris."}

    headcount = _count("Personnes venues", required=True)
    aliases = PlainTextField(
        label="Surnoms ou prénoms d’usage",
        required=False,
        rows=6,
        max_length=_TEXT_CHARS,
        help_text="Un par ligne, comme chacun veut être appelé ; facultatif, jamais un nom de "
        "famille. Seules les personnes qui animent le lisent, et aucun dossier n’y est relié.",
    )
    notes = PlainTextField(
        label="Ce qui s’est passé", required=False, rows=4, max_length=_TEXT_CHARS,
        help_text="Ce que le groupe a fait, ce qui est à reprendre.",
    )  # fmt: skip

    def clean(self) -> None:
        headcount = self.cleaned_data.get("headcount")
        if headcount is not None and len(self._aliases()) > headcount:
            self.add_error("aliases", "Il y a plus de surnoms que de personnes venues : vérifiez.")

    def held(self) -> Held:
        """Who came. Call it on a valid form."""
        data = self.cleaned_data
        return Held(data["headcount"], self._aliases(), data["notes"])

    def _aliases(self) -> tuple[str, ...]:
        lines = self.cleaned_data.get("aliases", "").splitlines()
        return tuple(line.strip() for line in lines if line.strip())


class EvaluationForm(OnceForm):
    """A bundle of papers: how many gave each answer, and their free words."""

    missing: ClassVar = {
        "papers": "Indiquez combien de papiers sont revenus.",
        "on": "Indiquez le jour.",
    }

    session = forms.ChoiceField(label="Sur quelle séance", required=False)
    on = FrenchDateField(label="Recueillis le", help_text=_EXAMPLE, latest=timezone.localdate)
    papers = _count("Papiers revenus", required=True, least=1)
    words = PlainTextField(
        label="Mots écrits sur les papiers", required=False, rows=5, max_length=_TEXT_CHARS,
        help_text="Tels quels, sans dire de qui. Retirez ce qui ferait reconnaître quelqu’un.",
    )  # fmt: skip

    def __init__(self, *args: Any, sessions: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].choices = [  # type: ignore[attr-defined]
            ("", "toute l’action"), *sessions,
        ]  # fmt: skip
        for question in Question:
            for answer in _TICKED:
                self.fields[_cell(question, answer)] = _count(answer.label.capitalize())

    @property
    def rows(self) -> list[tuple[str, list[BoundField]]]:
        """The table of the page: each question, its boxes."""
        return [(q.label, [self[_cell(q, a)] for a in _TICKED]) for q in Question]

    def clean(self) -> None:
        papers = self.cleaned_data.get("papers")
        for question in Question:
            if papers is not None and self._ticked(question) > papers:
                self.add_error(
                    _cell(question, _TICKED[0]),
                    f"« {question.label} » : plus de réponses que de papiers. Vérifiez les deux.",
                )

    def evaluation(self) -> Evaluation:
        """What the papers say; a question without an answer is counted as such."""
        data = self.cleaned_data
        tallies = [
            AnswerCount(question, answer, data.get(_cell(question, answer)) or 0)
            for question in Question
            for answer in _TICKED
        ]
        unsaid = [
            AnswerCount(question, Answer.UNSAID, data["papers"] - self._ticked(question))
            for question in Question
        ]
        return Evaluation(
            data["on"], data["papers"], (*tallies, *unsaid), data["words"], data["session"]
        )

    def _ticked(self, question: Question) -> int:
        return sum(self.cleaned_data.get(_cell(question, answer)) or 0 for answer in _TICKED)


class AssessmentForm(Form):
    """What co-animators make of it, in three texts."""

    missing: ClassVar = {"on": "Indiquez le jour."}

    on = FrenchDateField(label="Bilan du", help_text=_EXAMPLE, latest=timezone.localdate)
    done = PlainTextField(
        label="Ce qui a été fait", required=False, rows=5, max_length=_TEXT_CHARS,
        help_text="Au regard de ce qui était visé.",
    )  # fmt: skip
    said = PlainTextField(
        label="Ce que les participantes et participants en disent",
        required=False,
        rows=4,
        max_length=_TEXT_CHARS,
        help_text="Choisi avec le groupe : ce texte s’imprime avec le bilan.",
    )
    following = PlainTextField(label="Ce qui suit", required=False, rows=4, max_length=_TEXT_CHARS)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def assessment(self) -> Assessment:
        """What is kept. Call it on a valid form."""
        data = self.cleaned_data
        return Assessment(data["on"], data["done"], data["said"], data["following"])


class ColleagueForm(Form):
    """Who animates too."""

    missing: ClassVar = {"colleague": "Choisissez une personne."}

    colleague = forms.ChoiceField(label="Qui anime aussi")

    def __init__(self, *args: Any, colleagues: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].choices = [  # type: ignore[attr-defined]
            ("", "Choisir"), *colleagues,
        ]  # fmt: skip


class EndForm(Form):
    """The day it ended."""

    missing: ClassVar = {"on": "Indiquez le jour."}

    on = FrenchDateField(label="Terminée le", help_text=_EXAMPLE, latest=timezone.localdate)


class ThreadForm(Form):
    """In whose thread, because she asked; the words she reads there."""

    missing: ClassVar = {
        "dossier": "Choisissez le dossier.",
        "asked": "Cela ne s’écrit que si la personne le demande : cochez si c’est le cas.",
        "words": "Écrivez ce qu’elle veut y voir.",
    }

    dossier = forms.ChoiceField(label="Dans le fil de")
    words = PlainTextField(label="Ce qu’elle veut y voir écrit", rows=3, max_length=_TEXT_CHARS)
    asked = forms.BooleanField(label="La personne l’a demandé")

    def __init__(self, *args: Any, dossiers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dossier"].choices = [  # type: ignore[attr-defined]
            ("", "Choisir"), *dossiers,
        ]  # fmt: skip


class ConfirmForm(Form):
    """Nothing to type."""


def planned_as(session: CollectiveSession, sheet: SessionSheet) -> dict[str, object]:
    """A session, as its form shows it again."""
    starts_at = timezone.localtime(session.starts_at)
    return {
        "on": starts_at.date(), "at": starts_at.time(), "minutes": session.minutes,
        "place": sheet.place, "expected": session.expected,
    }  # fmt: skip


_TICKED: Final = (Answer.YES, Answer.PARTLY, Answer.NO)


def _cell(question: Question, answer: Answer) -> str:
    return f"{question.value}_{answer.value}"


def _local(on: date, at: Any) -> datetime | None:
    """The instant of an hour on the wall; None when the clocks skip it."""
    asked = timezone.make_aware(datetime.combine(on, at))
    back = timezone.localtime(datetime.fromtimestamp(asked.timestamp(), tz=asked.tzinfo))
    return asked if back.time() == at else None


def action_id(form: ProjectForm) -> UUID:
    """The id that the form carries."""
    once: UUID = form.cleaned_data["once"]
    return once
