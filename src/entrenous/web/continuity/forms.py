"""What is typed about absences: who covers, from when to when, which dossiers, who was told."""

from datetime import date, timedelta
from typing import Any, ClassVar, cast

from django import forms
from django.utils import timezone

from entrenous.continuity.codes import MOST_COVER_DAYS, Scope, Told
from entrenous.web.common.fields import FrenchDateField, PlainLineField, PlainTextField
from entrenous.web.common.forms import Form
from entrenous.web.dossiers.forms.once import OnceForm

Choices = list[tuple[str, str]]


class DaysForm(Form):
    """From which day to which, and which dossiers."""

    missing: ClassVar = {
        "starts_on": "Indiquez le premier jour de l’absence.",
        "ends_on": "Indiquez le dernier jour : une relève a toujours une fin.",
        "dossiers": "Cochez au moins un dossier.",
    }

    starts_on = FrenchDateField(
        label="Premier jour", help_text="Par exemple 27 11 2026.", earliest=timezone.localdate
    )
    ends_on = FrenchDateField(label="Dernier jour", earliest=timezone.localdate)
    dossiers = forms.MultipleChoiceField(
        label="Dossiers confiés", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, dossiers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["dossiers"]).choices = dossiers

    def clean(self) -> None:
        first, last = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Le dernier jour ne peut pas précéder le premier.")
        elif first and last and last - first > timedelta(days=MOST_COVER_DAYS):
            sentence = (
                f"Une relève dure {MOST_COVER_DAYS} jours au plus : au-delà, transmettez les "
                "dossiers, ou prévoyez une autre relève ensuite."
            )
            self.add_error("ends_on", sentence)


class PlanForm(DaysForm):
    """A cover to come."""

    missing: ClassVar = {
        **DaysForm.missing,
        "colleague": "Choisissez qui prend la relève.",
        "scope": "Dites ce que la relève pourra lire.",
    }

    colleague = forms.ChoiceField(label="Qui prend la relève")
    scope = forms.ChoiceField(
        label="Ce que la relève pourra lire",
        choices=[(scope.value, scope.label.capitalize()) for scope in Scope],
        widget=forms.RadioSelect,
    )
    every = forms.BooleanField(
        label="Tous mes dossiers, sauf les protégés (échéances et rendez-vous seulement)",
        required=False,
    )
    field_order = ("colleague", "starts_on", "ends_on", "scope", "every", "dossiers")

    def __init__(
        self, *args: Any, colleagues: Choices, usual: list[str], dossiers: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, dossiers=dossiers, **kwargs)
        self._usual = usual
        self.fields["dossiers"].required = not self.data.get("every")
        field = cast(forms.ChoiceField, self.fields["colleague"])
        field.choices = [("", "Choisir"), *colleagues]

    def clean(self) -> None:
        super().clean()
        data = self.cleaned_data
        if data.get("every") and data.get("scope") == Scope.WHOLE:
            self.add_error(
                "every", "Un dossier entier se confie un par un : cochez ceux qui doivent l’être."
            )
        elif data.get("every"):
            data["dossiers"] = sorted({*data.get("dossiers", []), *self._usual})


class TellForm(Form):
    """Which persons were told, how, which day."""

    missing: ClassVar = {
        "covered": "Cochez qui a été prévenu.",
        "way": "Dites comment.",
        "on": "Indiquez le jour.",
    }

    covered = forms.MultipleChoiceField(
        label="Personnes prévenues", widget=forms.CheckboxSelectMultiple
    )
    way = forms.ChoiceField(label="Comment", choices=Told.choices(), widget=forms.RadioSelect)
    on = FrenchDateField(label="Le", latest=timezone.localdate, help_text="Par exemple 27 11 2026.")

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.MultipleChoiceField, self.fields["covered"]).choices = people


class WordForm(OnceForm):
    """A word to the référente."""

    missing: ClassVar = {"text": "Écrivez ce que vous avez fait, ou ce qu’on vous a dit."}

    text = PlainTextField(
        label="Ce que vous avez fait, ce qu’on vous a dit",
        help_text="Scellé : la personne référente seule le lira, à son retour.",
        rows=6,
    )


class JoinForm(OnceForm):
    """Whom one asks, about whom, why."""

    missing: ClassVar = {
        "referent": "Choisissez à qui vous demandez.",
        "about": "Dites de qui il s’agit, comme on vous l’a dit.",
        "motive": "Dites pourquoi vous suivriez cette personne avec sa référence.",
    }

    referent = forms.ChoiceField(label="À qui vous demandez")
    about = PlainLineField(
        label="De qui il s’agit",
        help_text="Un nom, ou le numéro du dossier qu’on vous a donné. Rien n’est cherché : la "
        "personne à qui vous demandez le lira seule.",
    )
    motive = PlainTextField(label="Pourquoi", rows=4, max_length=2_000)
    field_order = ("referent", "about", "motive", "once")

    def __init__(self, *args: Any, referents: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["referent"])
        field.choices = [("", "Choisir"), *referents]


class AcceptForm(Form):
    """Which dossier, and the day the person herself said yes."""

    missing: ClassVar = {
        "dossier": "Choisissez le dossier dont il s’agit.",
        "way": "Dites comment la personne a dit oui.",
        "on": "Indiquez le jour où la personne a dit oui. Si elle a dit non, refusez.",
    }

    dossier = forms.ChoiceField(label="Le dossier dont il s’agit")
    way = forms.ChoiceField(
        label="Comment la personne a dit oui",
        choices=[(w.value, w.label) for w in (Told.TALK, Told.HAND, Told.LETTER)],
        widget=forms.RadioSelect,
    )
    on = FrenchDateField(label="Le", latest=timezone.localdate, help_text="Par exemple 27 11 2026.")

    def __init__(self, *args: Any, dossiers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["dossier"])
        field.choices = [("", "Choisir"), *dossiers]


class RefuseForm(Form):
    """A reason for the asker; the dossier only if the person must find the trace in it."""

    missing: ClassVar = {"reason": "Écrivez une raison, même courte."}

    reason = PlainTextField(
        label="La raison, lue par qui demande",
        rows=3,
        max_length=2_000,
        help_text="Vous n’avez pas à dire si vous suivez cette personne : « Je ne peux pas donner "
        "suite » suffit.",
    )
    refused_dossier = forms.ChoiceField(
        label="Dossier où en garder la trace",
        required=False,
        help_text="Si la personne a été consultée, elle pourra le lire dans son journal.",
    )

    def __init__(self, *args: Any, dossiers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["refused_dossier"])
        field.choices = [("", "Aucun"), *dossiers]


class DangerForm(OnceForm):
    """Which dossier, with whom, why."""

    missing: ClassVar = {
        "number": "Indiquez le numéro du dossier, comme on vous l’a dit.",
        "second": "Choisissez qui confirmera avec vous.",
        "reason": "Écrivez ce qui fait craindre un danger.",
    }

    number = PlainLineField(
        label="Numéro du dossier",
        max_length=60,
        help_text="Ses huit premiers caractères suffisent. Il n’y a pas de recherche par nom.",
    )
    second = forms.ChoiceField(
        label="Qui confirme avec vous",
        help_text="Présente ou présent, dans sa propre session, dans les deux heures.",
    )
    reason = PlainTextField(
        label="Ce qui fait craindre un danger",
        rows=4,
        max_length=2_000,
        help_text="Scellé. Lu par qui confirme, la référence et le service juridique.",
    )
    field_order = ("number", "second", "reason", "once")

    def __init__(self, *args: Any, seconds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ChoiceField, self.fields["second"])
        field.choices = [("", "Choisir"), *seconds]


class ToldForm(Form):
    """How and when the person was told of an access in danger."""

    missing: ClassVar = {"way": "Dites comment.", "on": "Indiquez le jour."}

    way = forms.ChoiceField(label="Comment", choices=Told.choices(), widget=forms.RadioSelect)
    on = FrenchDateField(label="Le", latest=timezone.localdate, help_text="Par exemple 27 11 2026.")


def _tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


class PutOffForm(Form):
    """Until when the person is not told, and why."""

    missing: ClassVar = {
        "until": "Indiquez un jour : un avis n’est jamais différé sans date.",
        "reason": "Écrivez ce qui empêche de prévenir cette personne.",
    }

    until = FrenchDateField(label="Ne pas prévenir avant le", earliest=_tomorrow)
    reason = PlainTextField(label="Pourquoi", help_text="Scellé.", rows=3, max_length=2_000)
