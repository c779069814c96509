"""Decide of one entry: give it, mask passages of it, keep it. Nothing is chosen beforehand."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from django import forms

from entrenous.copies.codes import Choice, Ground
from entrenous.copies.contents import ItemChoice, Mask
from entrenous.copies.items import Item
from entrenous.dossiers.passages import Piece, sentences
from entrenous.web.common.fields import PlainTextField
from entrenous.web.common.forms import Form

_GIVEN: Final = "donner"


@dataclass(frozen=True)
class Line:
    """One sentence of an entry, with the field that keeps or gives it."""

    part: int
    piece: Piece
    field: Any


@dataclass(frozen=True)
class PartLines:
    """One labelled text of an entry, sentence by sentence."""

    label: str
    lines: tuple[Line, ...]


class ItemForm(Form):
    """A choice for an entry, a ground for each sentence that is not given."""

    missing: ClassVar = {"choice": "Dites ce que devient cet écrit."}

    choice = forms.ChoiceField(
        label="Cet écrit", choices=Choice.choices(), widget=forms.RadioSelect
    )
    ground = forms.ChoiceField(label="Motif, s’il est gardé", required=False)
    hidden = PlainTextField(
        label="Mots à masquer dans cet écrit",
        required=False,
        rows=2,
        max_length=2_000,
        help_text="Un par ligne : un nom, une adresse. Ils sont masqués partout, comme mention sur "
        "un tiers.",
    )
    is_asked = forms.BooleanField(
        label="Montrer cet écrit à la personne qui relit avec moi", required=False
    )

    def __init__(
        self,
        *args: Any,
        item: Item,
        grounds: tuple[Ground, ...],
        kept: ItemChoice | None = None,
        only_keep: Ground | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs["initial"] = _initial(item, kept, only_keep) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.item = item
        choices = [(g.value, g.label) for g in grounds]
        if only_keep is not None:
            choices = [(only_keep.value, only_keep.label)]
            self.fields["choice"].choices = [  # type: ignore[attr-defined]
                (Choice.WITHHOLD.value, Choice.WITHHOLD.label)
            ]
        self.fields["ground"].choices = [("", "Choisir un motif"), *choices]  # type: ignore[attr-defined]
        self.has_masks = item.document is None and only_keep is None
        if not self.has_masks:
            del self.fields["hidden"]
        if item.document is not None and only_keep is None:
            self.fields["choice"].choices = [  # type: ignore[attr-defined]
                (c.value, c.label) for c in (Choice.GIVE, Choice.WITHHOLD)
            ]
        for part, rank, _ in _sentences(item) if self.has_masks else ():
            self.fields[_name(part, rank)] = forms.ChoiceField(
                label=f"Phrase {rank + 1}",
                choices=[("", _GIVEN), *choices],
                required=False,
                error_messages={"invalid_choice": "Choisissez un motif de la liste."},
            )

    @property
    def parts(self) -> list[PartLines]:
        """Each labelled text with its sentences, and their fields when they may be masked."""
        lines: dict[int, list[Line]] = {rank: [] for rank in range(len(self.item.parts))}
        for part, rank, piece in _sentences(self.item):
            field = self[_name(part, rank)] if self.has_masks else None
            lines[part].append(Line(part, piece, field))
        return [PartLines(self.item.parts[n].label, tuple(found)) for n, found in lines.items()]

    def clean(self) -> None:
        data = self.cleaned_data
        choice = data.get("choice")
        if choice == Choice.WITHHOLD and not data.get("ground"):
            self.add_error("ground", "Choisissez le motif pour lequel cet écrit est gardé.")
        for words in self._words():
            if not list(_found(self.item, words)):
                self.add_error(
                    "hidden",
                    f"«\N{NO-BREAK SPACE}{words}\N{NO-BREAK SPACE}» n’est pas dans cet écrit.",
                )
        if choice == Choice.MASK and not self.errors and not self.masks():
            self.add_error(
                "choice", "Choisissez au moins un passage à masquer, ou donnez l’écrit en entier."
            )
        if choice == Choice.GIVE and self.masks():
            self.add_error(
                "choice",
                "Des passages sont à masquer : choisissez «\N{NO-BREAK SPACE}donner en masquant"
                "\N{NO-BREAK SPACE}», ou remettez-les à «\N{NO-BREAK SPACE}donner"
                "\N{NO-BREAK SPACE}».",
            )

    def masks(self) -> tuple[Mask, ...]:
        """The passages that are not given."""
        if not self.has_masks:
            return ()
        found = [
            Mask(part, piece.start, piece.end, Ground(ground))
            for part, rank, piece in _sentences(self.item)
            if (ground := self.cleaned_data.get(_name(part, rank)))
        ]
        for words in self._words():
            found += [
                Mask(part, start, end, Ground.THIRD_PARTY)
                for part, start, end in _found(self.item, words)
            ]
        return tuple(found)

    def _words(self) -> list[str]:
        typed = self.cleaned_data.get("hidden") or ""
        return [line.strip() for line in typed.splitlines() if line.strip()]


def _initial(item: Item, kept: ItemChoice | None, only_keep: Ground | None) -> dict[str, Any]:
    """What was decided before; else the passages that are marked, and no choice."""
    if only_keep is not None:
        return {"ground": only_keep.value}
    if kept is None:
        spans = [(s.part, s.start, s.end, Ground.THIRD_PARTY) for s in item.spans]
        return _marks(item, spans)
    spans = [(m.part, m.start, m.end, m.ground) for m in kept.masks]
    return {
        **_marks(item, spans),
        "choice": kept.choice.value,
        "ground": kept.ground.value if kept.ground else "",
        "is_asked": kept.is_asked,
    }


def _marks(item: Item, spans: list[tuple[int, int, int, Ground]]) -> dict[str, str]:
    """Sentences that a passage covers are proposed; smaller passages are words to hide."""
    found: dict[str, str] = {}
    words: list[str] = []
    for part, start, end, ground in spans:
        whole = [
            rank
            for n, rank, piece in _sentences(item)
            if n == part and start <= piece.start and piece.end <= end
        ]
        for rank in whole:
            found[_name(part, rank)] = ground.value
        if not whole:
            words.append(item.parts[part].text[start:end])
    return {**found, "hidden": "\n".join(dict.fromkeys(words))}


def _sentences(item: Item) -> Iterator[tuple[int, int, Piece]]:
    for part, told in enumerate(item.parts):
        for rank, piece in enumerate(sentences(told.text)):
            yield part, rank, piece


def _found(item: Item, words: str) -> Iterator[tuple[int, int, int]]:
    """Where some words are, whatever their case: every time."""
    for part, told in enumerate(item.parts):
        text, wanted = told.text.casefold(), words.casefold()
        if len(text) != len(told.text):
            text, wanted = told.text, words  # a letter that changes its length when folded
        start = text.find(wanted)
        while start >= 0:
            yield part, start, start + len(wanted)
            start = text.find(wanted, start + len(wanted))


def _name(part: int, rank: int) -> str:
    return f"mask_{part}_{rank}"
