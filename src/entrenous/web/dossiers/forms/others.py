"""Small forms: filter the list, search, mark passages, move an entry, what may be carried."""

from typing import Any, ClassVar

from django import forms

from entrenous.dossiers.codes import Carry, Voice
from entrenous.dossiers.contents import Passage, ThreadEntry
from entrenous.dossiers.passages import Piece, join, sentences, voice_of
from entrenous.web.common.fields import PlainLineField
from entrenous.web.common.forms import Form


class FilterForm(Form):
    """Words that lines of the list must have."""

    words = PlainLineField(label="Filtrer cette liste", required=False, max_length=100)


class SearchForm(Form):
    """Words to look for in one’s own files."""

    q = PlainLineField(
        label="Chercher dans vos dossiers",
        required=False,
        help_text="Un nom, un mot d’un écrit, une rue. Les accents n’importent pas.",
    )


class MarksForm(Form):
    """A choice for each sentence of an entry."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, entry: ThreadEntry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pieces = sentences(entry.text)
        choices = [("", "sans marque"), *Voice.choices()]
        for rank, piece in enumerate(self.pieces):
            voice = voice_of(piece, entry.passages)
            self.fields[f"voice_{rank}"] = forms.ChoiceField(
                label=f"Phrase {rank + 1}",
                choices=choices,
                required=False,
                initial=voice.value if voice else "",
            )

    @property
    def rows(self) -> list[tuple[Piece, Any]]:
        """Each sentence with its field."""
        return [(piece, self[f"voice_{rank}"]) for rank, piece in enumerate(self.pieces)]

    def passages(self) -> tuple[Passage, ...]:
        """The marks, as they are sealed. Call it on a valid form."""
        said = (self.cleaned_data[f"voice_{rank}"] for rank in range(len(self.pieces)))
        voices = (Voice(code) if code else None for code in said)
        return join(zip(self.pieces, voices, strict=True))


class MoveForm(Form):
    """The dossier where an entry goes."""

    missing: ClassVar = {"target": "Choisissez le dossier où ranger cet écrit."}

    target = forms.ChoiceField(label="Vers le dossier de")

    def __init__(self, *args: Any, targets: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [("", "Choisir"), *targets]  # type: ignore[attr-defined]


class CarryForm(Form):
    """The answer to « que pouvez-vous emporter ? »."""

    missing: ClassVar = {"carry": "Choisissez une réponse."}

    carry = forms.ChoiceField(
        label="Que peut emporter la personne ?",
        choices=Carry.choices(),
        widget=forms.RadioSelect,
        help_text="Demandez-le : un papier trouvé à la maison peut mettre en danger.",
    )
