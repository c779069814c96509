"""The letter itself: who signed it, whom it names, its words or its file; and where it goes."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final, cast
from uuid import UUID

from django import forms
from django.utils import timezone

from entrenous.agents.folding import fold
from entrenous.agents.models import Agent, Circonscription
from entrenous.documents.copying import Enclosed
from entrenous.documents.fields import FileField
from entrenous.documents.queries import Attachment
from entrenous.gateway.errors import BadLetter
from entrenous.web.common.fields import FrenchDateField, PlainLineField, PlainTextField
from entrenous.web.common.forms import Form
from entrenous.web.common.templatetags.look import insecable

_NO_DOSSIER: Final = ("", "Aucun : la réponse sera la même")
_NOBODY: Final = ("", "L’équipe de permanence")
_LINES: Final = 5
#: What the file of a letter is called, and how it is told from the pieces that came since.
LETTER: Final = "letter"
_RECEIVED: Final = "La lettre reçue"


class LetterForm(Form):
    """Everything is optional: a letter may have no date, no name, no file.

    newer  the version that someone else saved meanwhile, once it was told
    """

    missing: ClassVar = {
        "place": "Indiquez à quel service la sollicitation est adressée.",
    }
    requester_name = PlainLineField(label="Qui a signé, ou qui appelle", required=False)
    requester_address = PlainTextField(
        label="Son adresse, pour lui répondre", required=False, rows=2, max_length=500
    )
    letter_on = FrenchDateField(
        label="Date de la lettre",
        help_text="Laissez vide si elle n’est pas datée : c’est le jour d’arrivée qui compte.",
        required=False,
        latest=timezone.localdate,
    )
    reference = PlainLineField(label="Ses références", required=False)
    basis_claimed = PlainLineField(
        label="Le texte que la lettre cite",
        help_text="Tel qu’il est écrit, même s’il paraît inexact.",
        required=False,
    )
    person_named = PlainLineField(
        label="La personne, telle que la lettre la nomme",
        help_text="Une personne par sollicitation : pour une autre, vous pourrez reprendre la"
        " même lettre.",
        required=False,
    )
    person_birth_on = FrenchDateField(label="Née le, selon la lettre", required=False, born=True)
    letter = PlainTextField(label="Le texte de la lettre, ou ce qui a été dit", required=False)
    file = FileField(label="La lettre en fichier", required=False)
    copies = forms.MultipleChoiceField(
        label="Fichiers déjà reçus avec cette lettre",
        help_text="Ceux que vous cochez sont aussi scellés avec cette sollicitation.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    dossier = forms.ChoiceField(
        label="Le dossier de la personne",
        help_text="Parmi ceux que vous tenez. Ses accords en cours seront alors comptés.",
        required=False,
    )
    same_person = forms.BooleanField(
        label="J’ai vérifié : c’est bien la même personne", required=False
    )
    to = forms.ChoiceField(label="Qui va répondre", required=False)
    place = forms.ChoiceField(label="Adressée à")
    newer = 0
    same_as = forms.UUIDField(required=False, widget=forms.HiddenInput)
    follows_up = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        places: list[Circonscription],
        dossiers: Mapping[UUID, str] | None = None,
        colleagues: list[Agent] | None = None,
        with_file: bool = True,
        former: Sequence[Attachment] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.dossiers = {str(pk): name for pk, name in (dossiers or {}).items()}
        self.places = {str(each.pk): each for each in places}
        self.colleagues = {str(each.pk): each for each in colleagues or []}
        self._offer("dossier", [_NO_DOSSIER, *self.dossiers.items()], wanted=bool(self.dossiers))
        names = [(pk, each.display_name) for pk, each in self.colleagues.items()]
        self._offer("to", [_NOBODY, *names], wanted=bool(names))
        self._offer(
            "place", [(pk, e.name) for pk, e in self.places.items()], wanted=len(places) > 1
        )
        self._offer("copies", [(str(e.id), e.content.title) for e in former], wanted=bool(former))
        if not self.dossiers:
            del self.fields["same_person"]
        if not with_file:
            del self.fields["file"]

    def clean(self) -> dict[str, Any]:
        """A dossier of another name is said before the request is linked to it."""
        told = super().clean() or {}
        chosen = self.dossiers.get(told.get("dossier") or "")
        named = told.get("person_named") or ""
        if chosen and named and not told.get("same_person") and not _alike(chosen, named):
            self.add_error(
                "dossier",
                insecable(
                    f"La lettre nomme « {named} », ce dossier est celui de « {chosen} »."
                    " Choisissez un autre dossier, ou confirmez que c’est la même personne."
                ),
            )
        return told

    @property
    def asks_same_person(self) -> bool:
        """Whether the box that confirms is shown: only once there is a doubt."""
        return "same_person" in self.fields and (
            "dossier" in self.errors or bool(self["same_person"].value())
        )

    @property
    def chosen_dossier(self) -> UUID | None:
        """The dossier chosen."""
        value = self.cleaned_data.get("dossier")
        return UUID(value) if value else None

    @property
    def chosen_place(self) -> Circonscription:
        """Where the letter arrived: chosen, or the only one."""
        value = self.cleaned_data.get("place")
        return self.places[value] if value else next(iter(self.places.values()))

    @property
    def chosen_colleague(self) -> Agent | None:
        """Who will answer, when reception hands over."""
        return self.colleagues.get(self.cleaned_data.get("to") or "")

    @property
    def enclosed(self) -> list[Enclosed]:
        """The file that came with this form."""
        file = self.cleaned_data.get("file")
        return [Enclosed(file, _RECEIVED, LETTER)] if file else []

    @property
    def copied(self) -> list[UUID]:
        """Which files of the first request are copied."""
        return [UUID(record) for record in self.cleaned_data.get("copies", ())]

    def refuse(self, bad: BadLetter) -> None:
        """Say a refusal beside its field."""
        self.add_error(bad.field if bad.field in self.fields else None, insecable(bad.fault.label))

    def _offer(self, name: str, choices: list[tuple[str, str]], *, wanted: bool) -> None:
        if wanted:
            cast(forms.ChoiceField, self.fields[name]).choices = choices
        else:
            del self.fields[name]


def _alike(one: str, other: str) -> bool:
    """Whether two names share a word of more than two letters."""
    words = [{w for w in fold(name).split() if len(w) > 2} for name in (one, other)]  # noqa: PLR2004
    return not words[0] or not words[1] or bool(words[0] & words[1])
