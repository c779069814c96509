"""What is told of a person to someone else, in the exact words that she read: nothing by default.

A form that tells something: `class RelayForm(TellingForm)`; what is left empty is not told.
"""

from typing import Any, Final

from django import forms
from django.forms import BoundField

from entrenous.law import vocabulary
from entrenous.letters import LetterRefused
from entrenous.letters.keeping import refuse_kept_values
from entrenous.relays.contents import Told
from entrenous.web.common.fields import PlainLineField, PlainTextField
from entrenous.web.dossiers.forms.acts import ActForm
from entrenous.web.dossiers.forms.once import OnceForm

#: By default a name, a way to reach her, a reason (02-practice §2.15); the rest is unfolded.
FIRST: Final = ("identite", "telephone", "besoins")
MORE: Final = (
    "adresse",
    "courriel",
    "composition_foyer",
    "logement",
    "ressources",
    "demarches",
    "rendez_vous",
    "vulnerabilites_dites",
)
_LONG: Final = frozenset({"besoins", "demarches", "vulnerabilites_dites", "composition_foyer"})
_NOTHING: Final = "Écrivez au moins une chose à dire au partenaire, avec la personne."
_PROTECTED: Final = (
    "Ce dossier est protégé : l’adresse de la personne ne part pas. Retirez-la de ce texte."
)
SAID_CHARS: Final = 2_000


def item_label(code: str) -> str:
    """« Besoins », or the code when the vocabulary has lost it."""
    label = vocabulary().items.get(code, code)
    return label[:1].upper() + label[1:]


def lines_of(told: tuple[Told, ...]) -> list[tuple[str, str]]:
    """Each thing told: its label, its exact words."""
    return [(item_label(each.item), each.text) for each in told]


class TellingForm(ActForm, OnceForm):
    """A field per thing that may be told. `also_read`: other fields that leave as they are.

    kept  the address of a protected person, or nothing: it is refused wherever it would leave
    """

    first_codes: tuple[str, ...] = FIRST
    more_codes: tuple[str, ...] = MORE
    also_read: tuple[str, ...] = ("asked",)
    nothing = _NOTHING

    def __init__(self, *args: Any, kept: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = kept
        codes = (*self.first_codes, *self.more_codes)
        self._codes = [code for code in codes if not (kept and code == "adresse")]
        for code in self._codes:
            self.fields[_name(code)] = _telling(code)

    @property
    def first(self) -> list[BoundField]:
        """What is told by default."""
        return [self[_name(code)] for code in self._codes if code in self.first_codes]

    @property
    def more(self) -> list[BoundField]:
        """What is unfolded."""
        return [self[_name(code)] for code in self._codes if code not in self.first_codes]

    @property
    def has_more(self) -> bool:
        """Whether something was written, or refused, in what is folded."""
        return any(field.value() or field.errors for field in self.more)

    @property
    def told(self) -> tuple[Told, ...]:
        """What leaves, in the order of the page. Call it on a valid form."""
        found = ((code, self.cleaned_data.get(_name(code))) for code in self._codes)
        return tuple(Told(code, text) for code, text in found if text)

    def clean(self) -> None:
        if not self.told:
            self.add_error(_name(self.first_codes[0]), self.nothing)
        for name in (*self.also_read, *map(_name, self._codes)):
            if self.kept and _says(self.kept, self.cleaned_data.get(name, "")):
                self.add_error(name, _PROTECTED)


def _telling(code: str) -> forms.Field:
    kind = PlainTextField if code in _LONG else PlainLineField
    return kind(label=item_label(code), required=False, max_length=SAID_CHARS)


def _name(code: str) -> str:
    return f"tell_{code}"


def _says(kept: str, text: str) -> bool:
    try:
        refuse_kept_values({"adresse_protegee": kept}, sentences={"text": [text]}, names={})
    except LetterRefused:
        return True
    return False
