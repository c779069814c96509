"""Ask for a copy, have it read a second time, hand it over or refuse it, keep her remark."""

from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from entrenous.copies.codes import Answered, Asker, Came, Ground, Wanted, Way
from entrenous.copies.contents import CopyRequest
from entrenous.law import vocabulary
from entrenous.web.common.fields import FrenchDateField, PlainLineField, PlainTextField
from entrenous.web.common.forms import Form
from entrenous.web.dossiers.forms.acts import ActForm, Choices
from entrenous.web.dossiers.forms.once import OnceForm

#: What may be shown, in the words of the law base.
EVIDENCE: Final = (
    "identite_qualite", "ecrit", "mandat_personne", "autorite_parentale", "qualite_ayant_droit",
    "jugement_tutelle",
)  # fmt: skip
_RELATIVE: Final = "relative"
_NOT_THEIRS: Final = (
    "La loi n’ouvre pas le dossier à un proche. Enregistrez sa demande dans les sollicitations : "
    "la réponse est la même que la personne soit connue ou non."
)
_EXAMPLE: Final = "Par exemple 27 11 2026."


class AskForm(OnceForm):
    """Who asks, by which way, on which day, what was shown."""

    missing: ClassVar = {
        "asker": "Dites qui demande : la règle n’est pas la même.",
        "came": "Dites par où la demande est arrivée.",
        "on": "Indiquez le jour où la demande est arrivée : le mois se compte depuis ce jour.",
    }

    asker = forms.ChoiceField(
        label="Qui demande ?",
        choices=[
            *Asker.choices(),
            (_RELATIVE, "un autre proche : conjoint, enfant majeur, voisin"),
        ],
        widget=forms.RadioSelect,
    )
    asker_name = PlainLineField(
        label="Son nom, si ce n’est pas la personne", required=False, max_length=120
    )
    came = forms.ChoiceField(
        label="Par où la demande est-elle arrivée ?",
        choices=[c for c in Came.choices() if c[0] != Came.SPACE],
        widget=forms.RadioSelect,
    )
    on = FrenchDateField(label="Arrivée le", latest=timezone.localdate, help_text=_EXAMPLE)
    words = PlainTextField(
        label="Ce qui est demandé",
        required=False,
        rows=3,
        max_length=4_000,
        help_text="Dans ses mots. Vide : tout le dossier. Aucun motif n’est demandé.",
    )
    evidence = forms.MultipleChoiceField(
        label="Ce qui a été montré",
        required=False,
        choices=[(code, vocabulary().evidence[code]) for code in EVIDENCE],
        widget=forms.CheckboxSelectMultiple,
        help_text="Montré, et non annoncé. La page suivante dit ce qui manque.",
    )
    is_agent = forms.BooleanField(
        label="La personne, ou qui demande, travaille dans le service",
        required=False,
        help_text="Une seconde lecture est alors toujours nécessaire.",
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_asker(self) -> str:
        """A relative is not answered here."""
        code: str = self.cleaned_data["asker"]
        if code == _RELATIVE:
            raise ValidationError(_NOT_THEIRS)
        return code

    def said(self, request: str) -> CopyRequest:
        """The request as it is sealed. Call it on a valid form."""
        data = self.cleaned_data
        return CopyRequest(
            request, data["on"], Asker(data["asker"]), Came(data["came"]), data["asker_name"],
            data["words"], tuple(data["evidence"]), data["is_agent"],
        )  # fmt: skip


class CorrectForm(AskForm):
    """The same, of a request already kept: its day and its way do not move."""

    on = None  # type: ignore[assignment]
    came = None  # type: ignore[assignment]

    def fresh(self, known: CopyRequest) -> CopyRequest:
        """The request with what is known now. Call it on a valid form."""
        data = self.cleaned_data
        return CopyRequest(
            known.request, known.on, Asker(data["asker"]), known.came, data["asker_name"],
            data["words"], tuple(data["evidence"]), data["is_agent"],
        )  # fmt: skip


class WithdrawForm(ActForm):
    """The day on which whoever asked gave it up."""

    missing: ClassVar = {"on": "Indiquez le jour."}

    on = FrenchDateField(label="Retirée le", latest=timezone.localdate, help_text=_EXAMPLE)


class SecondForm(OnceForm):
    """Whom to ask, and what is lent to her when she does not hold the dossier."""

    missing: ClassVar = {"colleague": "Choisissez qui relit avec vous."}

    colleague = forms.ChoiceField(label="Qui relit avec vous ?")
    text = PlainTextField(
        label="L’extrait prêté",
        required=False,
        rows=14,
        max_length=60_000,
        help_text="Ce qui est gardé ou masqué, tel que vous l’avez choisi. Retirez ce qui n’est "
        "pas nécessaire à la question. Une collègue qui tient le dossier le lit sur place : rien "
        "ne lui est prêté.",
    )
    question = PlainTextField(label="Votre question", required=False, rows=2, max_length=1_000)

    def __init__(self, *args: Any, colleagues: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Choisir"), *colleagues]
        self.fields["colleague"].choices = choices  # type: ignore[attr-defined]


class SayForm(Form):
    """The word of the second reader."""

    missing: ClassVar = {"agrees": "Dites si ces choix vous paraissent justes."}

    agrees = forms.ChoiceField(
        label="Ces choix vous paraissent-ils justes ?",
        choices=[("yes", "Oui"), ("no", "Non, je propose autre chose")],
        widget=forms.RadioSelect,
    )
    words = PlainTextField(label="Votre avis", required=False, rows=4, max_length=4_000)
    #: Which choices were on the page: changed meanwhile, they are to be read again.
    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("agrees") == "no" and not data.get("words"):
            self.add_error("words", "Écrivez ce que vous proposez : la référente décide avec vous.")


class DeliverForm(ActForm):
    """When, how and to whom the copy is handed over."""

    missing: ClassVar = {
        "on": "Indiquez le jour de la remise.",
        "way": "Dites comment la copie est remise.",
        "to": "Écrivez à qui la copie est remise.",
    }

    on = FrenchDateField(label="Remise le", latest=timezone.localdate, help_text=_EXAMPLE)
    way = forms.ChoiceField(label="Comment ?", choices=Way.choices(), widget=forms.RadioSelect)
    to = PlainLineField(label="À qui ?", max_length=120)


class RefuseForm(ActForm):
    """A refusal in writing: its reasons, its grounds."""

    missing: ClassVar = {
        "on": "Indiquez le jour du refus.",
        "to": "Écrivez à qui le refus est adressé.",
        "reasons": "Écrivez pourquoi : un refus est motivé.",
    }

    on = FrenchDateField(label="Refusée le", latest=timezone.localdate, help_text=_EXAMPLE)
    to = PlainLineField(label="Adressé à", max_length=120)
    grounds = forms.MultipleChoiceField(
        label="Motifs de la loi", required=False, widget=forms.CheckboxSelectMultiple
    )
    reasons = PlainTextField(
        label="Pourquoi",
        rows=6,
        max_length=4_000,
        help_text="Ce que lira la personne, avec les recours. Un refus ne repose pas sur la gêne "
        "du service.",
    )

    def __init__(self, *args: Any, grounds: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grounds"].choices = grounds  # type: ignore[attr-defined]

    def _answer(self, name: str) -> str:
        if name != "grounds":
            return super()._answer(name)
        return ", ".join(Ground(code).label for code in self.cleaned_data["grounds"])


class RemarkForm(OnceForm):
    """What the person wants to add, or to have corrected."""

    missing: ClassVar = {
        "wanted": "Choisissez ce que la personne demande.",
        "text": "Écrivez ses mots.",
    }

    wanted = forms.ChoiceField(
        label="Que demande la personne ?", choices=Wanted.choices(), widget=forms.RadioSelect
    )
    text = PlainTextField(
        label="Ses mots", rows=5, max_length=8_000, help_text="Tels qu’elle les dit ou les écrit."
    )


class AnswerForm(Form):
    """What became of a remark."""

    missing: ClassVar = {"answer": "Choisissez la suite donnée."}

    answer = forms.ChoiceField(
        label="La suite donnée", choices=Answered.choices(), widget=forms.RadioSelect
    )
    words = PlainTextField(
        label="La réponse", required=False, rows=4, max_length=4_000,
        help_text="Elle est gardée et montrée avec sa remarque.",
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("answer") == Answered.NOT_CORRECTED and not data.get("words"):
            self.add_error("words", "Écrivez pourquoi l’écrit n’est pas corrigé.")
